package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.store.Change;
import dev.slipway.sandbox.kubernetes.store.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Drops events after an hour, once a minute.
final class EventExpiry implements Controller {

  private static final Key CLUSTER = new Key("", "default");

  private final Plane plane;

  EventExpiry(Plane plane) {
    this.plane = plane;
  }

  @Override
  public List<Key> concerned(Change change) {
    return change.type().equals("namespaces") && change.key().equals(CLUSTER)
        ? List.of(CLUSTER)
        : List.of();
  }

  @Override
  public Optional<Duration> reconcile(Key key) {
    plane.events().expire();
    return Optional.of(Duration.ofMinutes(1));
  }
}
