package dev.slipway.backups;

import dev.slipway.clusters.BackupObjects;
import dev.slipway.clusters.BackupObjects.Kind;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// ScheduledBackups of CloudNativePG and the Backups that carry their label. The dates in the
/// status of its clusters stay empty for backups by plugin, so Backups are what is read. A base
/// backup without the archive of the log cannot be wound forward: that is failing, however good it
/// is.
final class CnpgSources {

  private static final Set<String> UNDER_WAY =
      Set.of("", "pending", "started", "running", "finalizing");

  private static final Set<String> FAILED =
      Set.of("failed", "walArchivingFailing", "invalid backup definition");

  private CnpgSources() {}

  static List<SeenSource> of(BackupObjects objects, Instant now) {
    return objects.of(Kind.CNPG_SCHEDULE).objects().stream()
        .map(schedule -> source(schedule, objects, now))
        .toList();
  }

  private static SeenSource source(JsonNode schedule, BackupObjects objects, Instant now) {
    var namespace = Fields.namespace(schedule);
    var name = Fields.name(schedule);
    var target = Fields.text(schedule, "/spec/cluster/name");
    var backups =
        objects.of(Kind.CNPG_BACKUP).objects().stream()
            .filter(backup ->
                Fields.namespace(backup).equals(namespace)
                    && Fields.label(backup, Fields.CNPG_SCHEDULE).equals(name))
            .toList();
    var facts =
        new SourceFacts(
            Fields.text(schedule, "/spec/schedule"),
            "",
            schedule.at("/spec/suspend").asBoolean(false),
            running(backups, now),
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            true,
            target,
            null,
            Fields.text(schedule, "/spec/method"),
            null,
            broken(objects, namespace, target),
            unread(backups),
            List.of(),
            null,
            null);
    return new SeenSource(
        BackupKind.CNPG,
        namespace,
        name,
        Fields.uid(schedule),
        true,
        Fields.moment(schedule, "/metadata/creationTimestamp"),
        facts,
        backups.stream().flatMap(backup -> run(backup, now).stream()).toList());
  }

  private static String broken(BackupObjects objects, String namespace, String target) {
    var clusters = objects.of(Kind.CNPG_CLUSTER);
    var cluster =
        clusters.objects().stream()
            .filter(each ->
                Fields.namespace(each).equals(namespace) && Fields.name(each).equals(target))
            .findFirst()
            .orElse(null);
    if (cluster == null) {
      return clusters.told() == BackupObjects.Told.ALL
          ? "Its cluster %s does not exist.".formatted(target)
          : "";
    }
    if (!Fields.is(cluster, "ContinuousArchiving", "False")) {
      return "";
    }
    var why = Fields.words(Fields.condition(cluster, "ContinuousArchiving"), "/message");
    return "The log of %s is not archived%s No point in time after a base backup can be restored."
        .formatted(target, why.isEmpty() ? "." : ": " + why + ".");
  }

  private static String unread(List<JsonNode> backups) {
    return backups.stream()
        .filter(backup -> outcome(backup) == null && !UNDER_WAY.contains(phase(backup)))
        .findFirst()
        .map(backup ->
            "Backup %s is in phase '%s', which this portal does not know."
                .formatted(Fields.name(backup), Fields.words(backup, "/status/phase")))
        .orElse("");
  }

  private static String phase(JsonNode backup) {
    return Fields.text(backup, "/status/phase");
  }

  private static @Nullable RunOutcome outcome(JsonNode backup) {
    var phase = phase(backup);
    return phase.equals("completed")
        ? RunOutcome.SUCCEEDED
        : FAILED.contains(phase) ? RunOutcome.FAILED : null;
  }

  private static SourceFacts.@Nullable Running running(List<JsonNode> backups, Instant now) {
    return backups.stream()
        .filter(backup -> UNDER_WAY.contains(phase(backup)))
        .flatMap(backup ->
            Optional.ofNullable(started(backup, now))
                .map(at -> new SourceFacts.Running(Fields.name(backup), at))
                .stream())
        .min(Comparator.comparing(SourceFacts.Running::startedAt))
        .orElse(null);
  }

  private static @Nullable Instant started(JsonNode backup, Instant now) {
    var at = Fields.past(backup, "/status/startedAt", now);
    return at != null ? at : Fields.past(backup, "/metadata/creationTimestamp", now);
  }

  private static Optional<BackupRun> run(JsonNode backup, Instant now) {
    var outcome = outcome(backup);
    var started = started(backup, now);
    if (outcome == null || started == null) {
      return Optional.empty();
    }
    var why = Fields.words(backup, "/status/error");
    return Optional.of(
        new BackupRun(
            Fields.uid(backup),
            Fields.name(backup),
            outcome,
            started,
            Fields.past(backup, "/status/stoppedAt", now),
            null,
            null,
            phase(backup).equals("walArchivingFailing")
                ? ("The log is not archived. " + why).strip()
                : why));
  }
}
