package dev.slipway.backups;

import dev.slipway.clusters.BackupObjects;
import dev.slipway.clusters.BackupObjects.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Volume snapshots, by the claim that they copy. Nothing says when the next is due. One that does
/// not say whether it can be used is unknown, not bad; an error may pass, so it is let age.
final class SnapshotSources {

  private static final Duration PASSING = Duration.ofMinutes(10);
  private static final int MOST_KEPT = 500;

  private SnapshotSources() {}

  static List<SeenSource> of(BackupObjects objects, Instant now) {
    var byClaim =
        objects.of(Kind.SNAPSHOT).objects().stream()
            .filter(snapshot -> !claim(snapshot).isEmpty())
            .collect(
                Collectors.groupingBy(
                    snapshot -> List.of(Fields.namespace(snapshot), claim(snapshot)),
                    () -> new TreeMap<>(Comparator.comparing(Object::toString)),
                    Collectors.toList()));
    return byClaim.entrySet().stream()
        .map(of -> source(of.getKey().getFirst(), of.getKey().getLast(), of.getValue(), now))
        .toList();
  }

  private static String claim(JsonNode snapshot) {
    return Fields.text(snapshot, "/spec/source/persistentVolumeClaimName");
  }

  private static SeenSource source(
      String namespace, String claim, List<JsonNode> snapshots, Instant now) {
    var runs = snapshots.stream().flatMap(snapshot -> run(snapshot, now).stream()).toList();
    var facts =
        new SourceFacts(
            "",
            "",
            false,
            running(snapshots, now),
            runs.stream()
                .filter(run -> run.outcome() == RunOutcome.SUCCEEDED)
                .sorted(Comparator.comparing(BackupRun::startedAt).reversed())
                .limit(MOST_KEPT)
                .map(BackupRun::key)
                .toList(),
            List.of(),
            List.of(),
            List.of(),
            List.of(claim),
            true,
            claim,
            null,
            "the storage of the volume",
            null,
            "",
            "",
            List.of(
                "A snapshot is as after a crash, and mostly in the same storage as the volume: not a backup alone."),
            null,
            null);
    return new SeenSource(BackupKind.SNAPSHOT, namespace, claim, claim, true, null, facts, runs);
  }

  private static boolean isBound(JsonNode snapshot) {
    return !Fields.text(snapshot, "/status/boundVolumeSnapshotContentName").isEmpty();
  }

  private static @Nullable Instant started(JsonNode snapshot, Instant now) {
    return Fields.past(snapshot, "/metadata/creationTimestamp", now);
  }

  private static boolean hasFailed(JsonNode snapshot, Instant now) {
    var since = Fields.moment(snapshot, "/status/error/time");
    return since != null
        && since.plus(PASSING).isBefore(now)
        && !snapshot.at("/status/readyToUse").asBoolean(false);
  }

  private static SourceFacts.@Nullable Running running(List<JsonNode> snapshots, Instant now) {
    return snapshots.stream()
        .filter(snapshot -> run(snapshot, now).isEmpty())
        .flatMap(snapshot ->
            Optional.ofNullable(started(snapshot, now))
                .map(at -> new SourceFacts.Running(Fields.name(snapshot), at))
                .stream())
        .min(Comparator.comparing(SourceFacts.Running::startedAt))
        .orElse(null);
  }

  private static Optional<BackupRun> run(JsonNode snapshot, Instant now) {
    var ready = snapshot.at("/status/readyToUse").asBoolean(false) && isBound(snapshot);
    var taken = Fields.past(snapshot, "/status/creationTime", now);
    if (ready && taken != null) {
      return Optional.of(run(snapshot, RunOutcome.SUCCEEDED, taken, ""));
    }
    var started = started(snapshot, now);
    return hasFailed(snapshot, now) && started != null
        ? Optional.of(
            run(
                snapshot,
                RunOutcome.FAILED,
                started,
                Fields.words(snapshot, "/status/error/message")))
        : Optional.empty();
  }

  /// A failure may pass and become a success, which is another fact.
  private static BackupRun run(
      JsonNode snapshot, RunOutcome outcome, Instant started, String detail) {
    return new BackupRun(
        outcome == RunOutcome.SUCCEEDED ? Fields.uid(snapshot) : Fields.uid(snapshot) + "/failed",
        Fields.name(snapshot),
        outcome,
        started,
        null,
        null,
        null,
        detail);
  }
}
