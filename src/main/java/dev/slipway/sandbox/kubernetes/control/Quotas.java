package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.Quantity;
import dev.slipway.sandbox.kubernetes.store.Change;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Reports what a namespace uses of its quotas.
final class Quotas implements Controller {

  private static final String ID = "resourcequotas";

  private final Plane plane;

  Quotas(Plane plane) {
    this.plane = plane;
  }

  @Override
  public List<Key> concerned(Change change) {
    if (change.type().equals(ID) && change.kind() != Change.Kind.DELETED) {
      return List.of(change.key());
    }
    boolean counted =
        change.kind() != Change.Kind.MODIFIED
            && change.type().matches("pods|services|secrets|configmaps|persistentvolumeclaims");
    return counted
        ? plane.list(ID, change.key().namespace()).stream().map(Key::of).toList()
        : List.of();
  }

  @Override
  public Optional<Duration> reconcile(Key key) {
    ObjectNode quota = plane.get(ID, key);
    if (quota == null) {
      return Optional.empty();
    }
    Map<String, String> hard = Json.strings(quota, "spec", "hard");
    plane.status(
        ID,
        key,
        changed -> {
          ObjectNode status = Json.child(changed, "status");
          ObjectNode limits = status.putObject("hard");
          ObjectNode used = status.putObject("used");
          hard.forEach((resource, limit) -> {
            limits.put(resource, limit);
            used.put(resource, Quantity.write(resource, plane.used(key.namespace(), resource)));
          });
        });
    return Optional.empty();
  }
}
