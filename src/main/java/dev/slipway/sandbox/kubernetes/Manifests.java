package dev.slipway.sandbox.kubernetes;

import dev.slipway.sandbox.kubernetes.admission.DeleteOptions;
import dev.slipway.sandbox.kubernetes.admission.Deletion;
import dev.slipway.sandbox.kubernetes.admission.WriteOptions;
import dev.slipway.sandbox.kubernetes.admission.Writes;
import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.Quantity;
import dev.slipway.sandbox.kubernetes.model.ResourceType;
import dev.slipway.sandbox.kubernetes.model.ResourceTypes;
import dev.slipway.sandbox.kubernetes.model.Yaml;
import dev.slipway.sandbox.kubernetes.patch.ServerSideApply;
import dev.slipway.sandbox.kubernetes.store.Key;
import dev.slipway.sandbox.kubernetes.store.ObjectStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Applies plain manifests to the store.
final class Manifests {

  private static final String MANAGER = "manifests";
  private static final String RESTORER = "demonstration-reset";

  private static final String NAMESPACES = "namespaces";

  /// What visitors bring: taken away again where no document knows it.
  private static final List<String> VISITORS =
      List.of(
          "deployments.apps",
          "statefulsets.apps",
          "daemonsets.apps",
          "cronjobs.batch",
          "jobs.batch",
          "horizontalpodautoscalers.autoscaling",
          "poddisruptionbudgets.policy",
          NAMESPACES);

  /// Written whole, so that also fields which a document leaves out go back; other types carry
  /// fields that the cluster chose and are applied.
  private static final Set<String> REPLACED =
      Set.of(
          "deployments.apps",
          "statefulsets.apps",
          "daemonsets.apps",
          "cronjobs.batch",
          "horizontalpodautoscalers.autoscaling",
          "poddisruptionbudgets.policy",
          "configmaps");

  private final ObjectStore store;
  private final ResourceTypes types;
  private final Writes writes;
  private final Deletion deletion;

  Manifests(ObjectStore store, ResourceTypes types, Writes writes, Deletion deletion) {
    this.store = store;
    this.types = types;
    this.writes = writes;
    this.deletion = deletion;
  }

  void apply(String yaml) {
    applyAs(yaml, MANAGER);
  }

  void applyAs(String yaml, String manager) {
    documents(yaml).forEach(document -> apply(document, true, manager));
  }

  /// Whether an image that a document gives is another one in the cluster.
  boolean drifted(String yaml) {
    return documents(yaml).stream()
        .filter(document -> document.at("/spec/template/spec").isObject())
        .anyMatch(document -> {
          var found = writes.find(typeOf(document), keyOf(document));
          return found == null || !containers(document).equals(containers(found));
        });
  }

  /// Images, requests and limits.
  private static List<String> containers(JsonNode workload) {
    var images = new ArrayList<String>();
    for (var list : List.of("initContainers", "containers")) {
      for (var container : Json.items(workload, "spec", "template", "spec", list)) {
        images.add(
            Json.text(container, "name")
                + " "
                + Json.text(container, "image")
                + amounts(container.path("resources")));
      }
    }
    return images;
  }

  private static String amounts(JsonNode resources) {
    var amounts = new StringBuilder();
    for (var side : List.of("requests", "limits")) {
      for (var name : List.of("cpu", "memory")) {
        var amount = Quantity.parse(Json.text(resources, side, name));
        amounts.append(' ').append(amount.stripTrailingZeros().toPlainString());
      }
    }
    return amounts.toString();
  }

  void applyMissing(String yaml) {
    documents(yaml).forEach(document -> apply(document, false, MANAGER));
  }

  /// Puts the cluster back to the documents: what they describe is as they say, whoever wrote to it
  /// since, and workloads, autoscalers and budgets that they do not know are deleted.
  void restore(String yaml) {
    var wanted = documents(yaml);
    var known = new HashSet<String>();
    wanted.forEach(document -> known.add(address(typeOf(document), keyOf(document))));
    wanted.forEach(this::replace);
    for (var id : VISITORS) {
      var type = types.byId(id);
      for (var object : store.list(id, "").objects()) {
        if (!known.contains(address(type, Key.of(object)))
            && Json.items(object, "metadata", "ownerReferences").isEmpty()
            && (!id.equals(NAMESPACES) || isOfRestore(object))) {
          deletion.delete(type, Key.of(object), DeleteOptions.background());
        }
      }
    }
  }

  /// Whether a restore drill made this namespace.
  private static boolean isOfRestore(JsonNode namespace) {
    return !Json.text(namespace, "metadata", "labels", "velero.io/restore-name").isEmpty();
  }

  private void replace(ObjectNode document) {
    var type = typeOf(document);
    var key = keyOf(document);
    var before = writes.find(type, key);
    if (!REPLACED.contains(type.id()) || before == null) {
      apply(document, true, before == null ? RESTORER : MANAGER);
      return;
    }
    var after =
        writes.change(
            type,
            key,
            "",
            live -> {
              var next = document.deepCopy();
              var kept = Json.child(Json.child(next, "metadata"), "annotations");
              Json.strings(live, "metadata", "annotations")
                  .forEach((name, value) -> {
                    if (name.startsWith("deployment.kubernetes.io/")) {
                      kept.put(name, value);
                    }
                  });
              return next;
            },
            WriteOptions.by(RESTORER));
    if (!Json.same(before.path("spec"), after.path("spec"))) {
      sign(type, key, document);
    }
  }

  /// An update that only takes fields away leaves no trace of who did it, and the object would look
  /// as if an earlier writer had changed it. What was put back belongs to the restorer instead.
  private void sign(ResourceType type, Key key, ObjectNode document) {
    var apply = new ServerSideApply(RESTORER, true, type.custom());
    writes.change(
        type,
        key,
        "",
        live -> {
          var unsigned = live.deepCopy();
          var kept = Json.array();
          Json.items(live, "metadata", "managedFields").stream()
              .filter(entry -> !Json.absent(entry, "subresource"))
              .forEach(kept::add);
          Json.child(unsigned, "metadata").set("managedFields", kept);
          return apply.apply(unsigned, document);
        },
        WriteOptions.by(RESTORER));
  }

  private ResourceType typeOf(ObjectNode document) {
    String apiVersion = Json.text(document, "apiVersion");
    String kind = Json.text(document, "kind");
    return types
        .ofKind(apiVersion, kind)
        .orElseThrow(() ->
            ApiFailure.badRequest(
                "no matches for kind \"" + kind + "\" in version \"" + apiVersion + "\""));
  }

  private Key keyOf(ObjectNode document) {
    String given = Json.namespace(document);
    String namespace = !typeOf(document).namespaced() ? "" : given.isEmpty() ? "default" : given;
    return new Key(namespace, Json.name(document));
  }

  private static String address(ResourceType type, Key key) {
    return type.id() + "/" + key.namespace() + "/" + key.name();
  }

  private static List<ObjectNode> documents(String yaml) {
    var all = new ArrayList<ObjectNode>();
    for (ObjectNode document : Yaml.documents(yaml)) {
      if (Json.text(document, "kind").equals("List")) {
        Json.items(document, "items").forEach(item -> all.add(Json.copy(item)));
      } else {
        all.add(document);
      }
    }
    return all;
  }

  private void apply(ObjectNode document, boolean change, String manager) {
    ResourceType type = typeOf(document);
    Key key = keyOf(document);
    String namespace = key.namespace();
    var apply = new ServerSideApply(manager, true, type.custom());
    WriteOptions how = WriteOptions.by(manager);
    store.locked(() -> {
      if (writes.find(type, key) == null) {
        writes.create(type, namespace, apply.apply(Json.object(), document), how);
      } else if (change) {
        writes.change(type, key, "", live -> apply.apply(live, document), how);
      }
      JsonNode status = document.path("status");
      if (status.isObject() && type.has("status") && (change || written(type, key))) {
        writes.change(type, key, "status", live -> live.set("status", status.deepCopy()), how);
      }
      return true;
    });
  }

  private boolean written(ResourceType type, Key key) {
    ObjectNode found = writes.find(type, key);
    return found != null && !found.has("status");
  }
}
