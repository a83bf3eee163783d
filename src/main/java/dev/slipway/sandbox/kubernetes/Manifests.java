package dev.slipway.sandbox.kubernetes;

import dev.slipway.sandbox.kubernetes.admission.WriteOptions;
import dev.slipway.sandbox.kubernetes.admission.Writes;
import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.ResourceType;
import dev.slipway.sandbox.kubernetes.model.ResourceTypes;
import dev.slipway.sandbox.kubernetes.model.Yaml;
import dev.slipway.sandbox.kubernetes.patch.ServerSideApply;
import dev.slipway.sandbox.kubernetes.store.Key;
import dev.slipway.sandbox.kubernetes.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Applies plain manifests to the store.
final class Manifests {

  private static final String MANAGER = "manifests";

  private final ObjectStore store;
  private final ResourceTypes types;
  private final Writes writes;

  Manifests(ObjectStore store, ResourceTypes types, Writes writes) {
    this.store = store;
    this.types = types;
    this.writes = writes;
  }

  void apply(String yaml) {
    documents(yaml).forEach(document -> apply(document, true));
  }

  void applyMissing(String yaml) {
    documents(yaml).forEach(document -> apply(document, false));
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

  private void apply(ObjectNode document, boolean change) {
    String apiVersion = Json.text(document, "apiVersion");
    String kind = Json.text(document, "kind");
    ResourceType type =
        types
            .ofKind(apiVersion, kind)
            .orElseThrow(() ->
                ApiFailure.badRequest(
                    "no matches for kind \"" + kind + "\" in version \"" + apiVersion + "\""));
    String given = Json.namespace(document);
    String namespace = !type.namespaced() ? "" : given.isEmpty() ? "default" : given;
    Key key = new Key(namespace, Json.name(document));
    var apply = new ServerSideApply(MANAGER, true, type.custom());
    WriteOptions how = WriteOptions.by(MANAGER);
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
