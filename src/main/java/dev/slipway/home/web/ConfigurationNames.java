package dev.slipway.home.web;

import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Names of the ConfigMaps and Secrets that a pod template refers to, and of its environment
/// variables. Names only: the portal reads no Secret.
record ConfigurationNames(List<String> configMaps, List<String> secrets, List<String> variables) {

  static final ConfigurationNames NONE = new ConfigurationNames(List.of(), List.of(), List.of());

  static ConfigurationNames in(JsonNode template) {
    var maps = new TreeSet<String>();
    var secrets = new TreeSet<String>();
    var variables = new TreeSet<String>();
    collect(template.path("spec"), maps, secrets);
    for (var container : template.path("spec").path("containers")) {
      container.path("env").forEach(entry -> variables.add(entry.path("name").asString("")));
    }
    return new ConfigurationNames(List.copyOf(maps), List.copyOf(secrets), List.copyOf(variables));
  }

  private static void collect(JsonNode node, TreeSet<String> maps, TreeSet<String> secrets) {
    if (node.isObject()) {
      add(maps, node, "configMapRef", "name");
      add(maps, node, "configMapKeyRef", "name");
      add(maps, node, "configMap", "name");
      add(secrets, node, "secretRef", "name");
      add(secrets, node, "secretKeyRef", "name");
      add(secrets, node, "secret", "secretName");
      add(secrets, node, "secret", "name");
    }
    node.forEach(child -> collect(child, maps, secrets));
  }

  private static void add(TreeSet<String> names, JsonNode node, String field, String name) {
    var found = node.path(field).path(name).asString("");
    if (!found.isEmpty()) {
      names.add(found);
    }
  }
}
