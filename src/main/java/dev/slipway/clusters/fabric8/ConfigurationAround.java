package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.PodState;
import dev.slipway.clusters.Surroundings.Item;
import dev.slipway.clusters.WorkloadRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// ConfigMaps with their content, Secrets by the names and keys that the template refers to, and
/// the variables by where they come from. No Secret is ever read; that one is missing is known from
/// pods that cannot start without it.
final class ConfigurationAround {

  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i).*(passw|secret|token|credential|private|cookie|(api|access|signing|encryption)[-_]?key).*");
  private static final Pattern PASSWORD_IN_URL = Pattern.compile("://[^/\\s@]+@");
  private static final String IN_TEMPLATE = "in the template, not shown";
  private static final int SHOWN = 160;

  private ConfigurationAround() {}

  static List<Item> items(Asked asked, WorkloadRef ref, JsonNode pod, List<PodState> pods) {
    var items = new ArrayList<Item>();
    for (var name : Reads.configMaps(pod)) {
      items.add(configMap(asked, ref, name));
    }
    var sealed =
        asked.list(
            "/apis/bitnami.com/v1alpha1/namespaces/"
                + Paths.segment(ref.namespace())
                + "/sealedsecrets",
            "sealed secrets");
    secrets(pod).forEach((name, keys) -> items.add(secret(name, keys, sealed, pods)));
    pod.path("initContainers").forEach(each -> variables(each, items));
    pod.path("containers").forEach(each -> variables(each, items));
    return items;
  }

  private static Item configMap(Asked asked, WorkloadRef ref, String name) {
    var object =
        asked.one(
            Paths.core(ref.namespace(), "configmaps/" + Paths.segment(name)), "ConfigMap " + name);
    var item = new AroundItem("ConfigMap", name);
    if (object.isMissingNode()) {
      return item.remark(true, "It does not exist here: pods that need it do not start.").item();
    }
    new TreeMap<>(Fields.map(object.path("data")))
        .forEach((key, value) -> {
          if (value.isBlank() || !isSecret(key, value)) {
            item.fact(key, shown(key, value));
          } else {
            item.hidden(key, shown(key, value), SecretMarks.of(value.strip()));
          }
        });
    object.path("binaryData").propertyNames().forEach(key -> item.fact(key, "binary"));
    return item.item();
  }

  static boolean isNamedLikeASecret(String name) {
    return SECRET_NAME.matcher(name).matches();
  }

  private static boolean isSecret(String key, String value) {
    return isNamedLikeASecret(key) || PASSWORD_IN_URL.matcher(value).find();
  }

  static String withoutPassword(String text) {
    return PASSWORD_IN_URL.matcher(text).replaceAll("://hidden@");
  }

  static String shown(String key, String value) {
    if (isNamedLikeASecret(key)) {
      return "hidden, not compared: it is named like a secret";
    }
    var safe = withoutPassword(value).strip();
    if (safe.isEmpty()) {
      return "empty";
    }
    return safe.length() <= SHOWN
        ? safe
        : "%s… (%d characters)".formatted(safe.substring(0, SHOWN), safe.length());
  }

  /// Keys by name of the Secret; no key where a whole one is taken.
  static Map<String, Set<String>> secrets(JsonNode pod) {
    var found = new TreeMap<String, Set<String>>();
    for (var list : List.of("initContainers", "containers")) {
      for (var container : pod.path(list)) {
        container.path("envFrom").forEach(from -> note(found, from.path("secretRef"), "name", ""));
        for (var variable : container.path("env")) {
          var reference = variable.path("valueFrom").path("secretKeyRef");
          note(found, reference, "name", Fields.text(reference, "key"));
        }
      }
    }
    pod.path("volumes").forEach(each -> note(found, each.path("secret"), "secretName", ""));
    pod.path("imagePullSecrets").forEach(each -> note(found, each, "name", ""));
    return found;
  }

  private static void note(
      Map<String, Set<String>> found, JsonNode reference, String field, String key) {
    var name = Fields.text(reference, field);
    if (!name.isEmpty()) {
      var keys = found.computeIfAbsent(name, _ -> new TreeSet<>());
      if (!key.isEmpty()) {
        keys.add(key);
      }
    }
  }

  private static Item secret(
      String name, Set<String> keys, List<JsonNode> sealed, List<PodState> pods) {
    var item =
        new AroundItem("Secret", name)
            .fact("Keys used", keys.isEmpty() ? "every key" : String.join(", ", keys))
            .fact("Content", "never read");
    for (var object : sealed) {
      if (name.equals(Fields.text(object.path("metadata"), "name"))) {
        var held = new TreeSet<String>();
        object.path("spec").path("encryptedData").propertyNames().forEach(held::add);
        item.fact("Sealed in git", String.join(", ", held));
      }
    }
    var missing = "secret \"" + name + "\" not found";
    return item.remark(
            pods.stream().anyMatch(pod -> pod.message() != null && pod.message().contains(missing)),
            "It does not exist here: a pod reports CreateContainerConfigError.")
        .item();
  }

  private static void variables(JsonNode container, List<Item> items) {
    var item = new AroundItem("Variables", "of " + Fields.text(container, "name"));
    for (var each : container.path("env")) {
      var name = Fields.text(each, "name");
      var value = Fields.text(each, "value");
      if (!value.isBlank() && isSecret(name, value)) {
        item.hidden(name, IN_TEMPLATE, SecretMarks.of(value.strip()));
      } else {
        item.fact(name, source(each.path("valueFrom")));
      }
    }
    for (var from : container.path("envFrom")) {
      var map = Fields.text(from.path("configMapRef"), "name");
      item.fact(
          "every key of " + (map.isEmpty() ? Fields.text(from.path("secretRef"), "name") : map),
          map.isEmpty() ? "Secret" : "ConfigMap");
    }
    var built = item.item();
    if (!built.facts().isEmpty()) {
      items.add(built);
    }
  }

  private static String source(JsonNode from) {
    for (var kind : List.of("configMap", "secret")) {
      var reference = from.path(kind + "KeyRef");
      if (reference.isObject()) {
        return "%s %s, key %s"
            .formatted(
                kind.equals("secret") ? "Secret" : "ConfigMap",
                Fields.text(reference, "name"),
                Fields.text(reference, "key"));
      }
    }
    return from.isObject() ? "from the pod itself" : IN_TEMPLATE;
  }
}
