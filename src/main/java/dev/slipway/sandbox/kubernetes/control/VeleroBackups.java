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

/// Makes the backups that somebody asks Velero for: checks where they go, takes what is to be in
/// them, and is done after half a minute. Only those that it began itself are ended by it.
final class VeleroBackups implements Controller {

  private static final double TAKES_SECONDS = 30;
  private static final Duration KEPT = Duration.ofDays(30);

  private final Plane plane;
  private final VeleroBucket bucket;

  VeleroBackups(Plane plane, VeleroBucket bucket) {
    this.plane = plane;
    this.bucket = bucket;
  }

  @Override
  public List<Key> concerned(Change change) {
    return change.type().equals(Velero.BACKUPS) && change.kind() != Change.Kind.DELETED
        ? List.of(change.key())
        : List.of();
  }

  @Override
  public Optional<Duration> reconcile(Key key) {
    ObjectNode backup = plane.get(Velero.BACKUPS, key);
    if (backup == null || Json.deleting(backup) || !Velero.isAtWork(plane, key.namespace())) {
      return Optional.empty();
    }
    if (Velero.isNew(backup)) {
      return begin(key, backup);
    }
    if (Velero.phase(backup).equals("Completed")) {
      bucket.remember(backup);
    }
    return Velero.phase(backup).equals("InProgress") && bucket.has(key)
        ? goOn(key, backup)
        : Optional.empty();
  }

  private Optional<Duration> begin(Key key, ObjectNode backup) {
    String name = Json.text(backup, "spec", "storageLocation");
    Optional<ObjectNode> location = Velero.location(plane, key.namespace(), name);
    if (location.isEmpty()) {
      Velero.refuse(
          plane,
          Velero.BACKUPS,
          key,
          "an existing backup storage location was not specified at backup creation time and the"
              + " default one was not found");
      return Optional.empty();
    }
    String phase = Velero.phase(location.get());
    if (!phase.isEmpty() && !phase.equals("Available")) {
      Velero.refuse(
          plane,
          Velero.BACKUPS,
          key,
          "backup can't be created because the backup storage location %s is currently in %s status"
              .formatted(Json.name(location.get()), phase));
      return Optional.empty();
    }
    if (Json.text(location.get(), "spec", "accessMode").equals("ReadOnly")) {
      Velero.refuse(
          plane,
          Velero.BACKUPS,
          key,
          "backup can't be created because the backup storage location %s is in read-only mode"
              .formatted(Json.name(location.get())));
      return Optional.empty();
    }
    int items = bucket.take(backup);
    Duration ttl = Velero.duration(Json.text(backup, "spec", "ttl"), KEPT);
    Instant now = Instant.now();
    Velero.status(
        plane,
        Velero.BACKUPS,
        key,
        status -> {
          status.put("phase", "InProgress").put("version", 1).put("formatVersion", "1.1.0");
          status.put("startTimestamp", Times.write(now));
          status.put("expiration", Times.write(now.plus(ttl)));
          status.putObject("progress").put("totalItems", items).put("itemsBackedUp", 0);
        });
    return Optional.of(plane.pace().real(TAKES_SECONDS));
  }

  private Optional<Duration> goOn(Key key, ObjectNode backup) {
    double left =
        TAKES_SECONDS - plane.pace().since(Times.read(Json.at(backup, "status", "startTimestamp")));
    if (left > 0) {
      return Optional.of(plane.pace().real(left));
    }
    Velero.status(
        plane,
        Velero.BACKUPS,
        key,
        status -> {
          status.put("phase", "Completed").put("completionTimestamp", Times.now());
          ObjectNode progress = Json.child(status, "progress");
          progress.set("itemsBackedUp", progress.path("totalItems"));
        });
    return Optional.empty();
  }
}
