package dev.slipway.sandbox.kubernetes.api;

import dev.slipway.sandbox.kubernetes.model.ApiFailure;
import dev.slipway.sandbox.kubernetes.model.ResourceType;
import dev.slipway.sandbox.kubernetes.model.ResourceTypes;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.util.List;

/// What a path of the API points at. The name is empty for a collection.
record Target(ResourceType type, String namespace, String name, String subresource) {

  Key key() {
    return new Key(type.namespaced() ? namespace : "", name);
  }

  boolean collection() {
    return name.isEmpty();
  }

  /// Reads `/api/v1/…` and `/apis/<group>/<version>/…`.
  static Target read(List<String> path, ResourceTypes types) {
    boolean core = path.getFirst().equals("api");
    String group = core ? "" : path.get(1);
    String version = path.get(core ? 1 : 2);
    List<String> rest = path.subList(core ? 2 : 3, path.size());
    String namespace = "";
    boolean inNamespace =
        rest.size() > 2
            && rest.getFirst().equals("namespaces")
            && !(core && rest.get(2).matches("status|finalize"));
    if (inNamespace) {
      namespace = rest.get(1);
      rest = rest.subList(2, rest.size());
    }
    ResourceType type =
        types.find(group, version, rest.getFirst()).orElseThrow(ApiFailure::noSuchResource);
    return new Target(
        type,
        namespace,
        rest.size() > 1 ? rest.get(1) : "",
        rest.size() > 2 ? String.join("/", rest.subList(2, rest.size())) : "");
  }
}
