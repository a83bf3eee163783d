package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.model.Json;
import dev.slipway.sandbox.kubernetes.model.Times;
import dev.slipway.sandbox.kubernetes.store.Change;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Looks after the storage locations of Velero, each as often as it is told to, in real time. There
/// is no bucket here that could be away: a phase that somebody set stays.
final class VeleroLocations implements Controller {

  private static final Duration USUAL = Duration.ofMinutes(1);

  private final Plane plane;

  VeleroLocations(Plane plane) {
    this.plane = plane;
  }

  @Override
  public List<Key> concerned(Change change) {
    return change.type().equals(Velero.LOCATIONS) && change.kind() != Change.Kind.DELETED
        ? List.of(change.key())
        : List.of();
  }

  @Override
  public Optional<Duration> reconcile(Key key) {
    ObjectNode location = plane.get(Velero.LOCATIONS, key);
    if (location == null || Json.deleting(location)) {
      return Optional.empty();
    }
    Duration every = Velero.duration(Json.text(location, "spec", "validationFrequency"), USUAL);
    Duration since =
        Duration.between(
            Times.read(Json.at(location, "status", "lastValidationTime")), Instant.now());
    if (since.compareTo(every) < 0 && !since.isNegative()) {
      return Optional.of(every.minus(since));
    }
    Velero.status(
        plane,
        Velero.LOCATIONS,
        key,
        status -> {
          status.put("lastValidationTime", Times.now());
          if (Json.text(status, "phase").isEmpty()) {
            status.put("phase", "Available");
          }
        });
    return Optional.of(every);
  }
}
