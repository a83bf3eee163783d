package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.store.Change;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Gives every claim a volume of the size it asks for, whatever its class.
final class Claims implements Controller {

  private static final String ID = "persistentvolumeclaims";
  private static final String VOLUMES = "persistentvolumes";

  private final Plane plane;

  Claims(Plane plane) {
    this.plane = plane;
  }

  @Override
  public List<Key> concerned(Change change) {
    return change.type().equals(ID) ? List.of(change.key()) : List.of();
  }

  @Override
  public Optional<Duration> reconcile(Key key) {
    ObjectNode claim = plane.get(ID, key);
    if (claim == null) {
      release(key);
      return Optional.empty();
    }
    if (!Json.text(claim, "status", "phase").equals("Pending") || Json.deleting(claim)) {
      return Optional.empty();
    }
    String name = "pvc-" + Json.uid(claim);
    if (!plane.exists(VOLUMES, new Key("", name))) {
      plane.create(VOLUMES, volume(claim, name));
    }
    plane.change(
        ID,
        key,
        changed -> {
          ObjectNode spec = Json.child(changed, "spec").put("volumeName", name);
          if (Json.absent(spec, "storageClassName")) {
            spec.put("storageClassName", "standard");
          }
        });
    plane.status(
        ID,
        key,
        changed -> {
          ObjectNode status = Json.child(changed, "status").put("phase", "Bound");
          status.set("accessModes", Json.at(changed, "spec", "accessModes").deepCopy());
          status.set("capacity", Json.at(changed, "spec", "resources", "requests").deepCopy());
        });
    return Optional.empty();
  }

  private static ObjectNode volume(ObjectNode claim, String name) {
    ObjectNode volume = Json.object().put("apiVersion", "v1").put("kind", "PersistentVolume");
    volume.putObject("metadata").put("name", name);
    ObjectNode spec = volume.putObject("spec").put("persistentVolumeReclaimPolicy", "Delete");
    String type = Json.text(claim, "spec", "storageClassName");
    spec.put("storageClassName", type.isEmpty() ? "standard" : type);
    spec.put("volumeMode", Json.text(claim, "spec", "volumeMode"));
    spec.set("accessModes", Json.at(claim, "spec", "accessModes").deepCopy());
    spec.set("capacity", Json.at(claim, "spec", "resources", "requests").deepCopy());
    spec.putObject("hostPath").put("path", "/nowhere");
    ObjectNode reference = spec.putObject("claimRef").put("apiVersion", "v1");
    reference.put("kind", "PersistentVolumeClaim").put("namespace", Json.namespace(claim));
    reference.put("name", Json.name(claim)).put("uid", Json.uid(claim));
    volume.putObject("status").put("phase", "Bound");
    return volume;
  }

  private void release(Key key) {
    for (ObjectNode volume : plane.list(VOLUMES, "")) {
      boolean its =
          Json.text(volume, "spec", "claimRef", "namespace").equals(key.namespace())
              && Json.text(volume, "spec", "claimRef", "name").equals(key.name());
      if (its) {
        plane.delete(VOLUMES, Key.of(volume));
      }
    }
  }
}
