package dev.slipway.backups;

import dev.slipway.clusters.BackupObjects;
import dev.slipway.clusters.BackupObjects.Kind;
import dev.slipway.clusters.BackupObjects.Told;
import dev.slipway.kernel.Plural;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Schedules of Velero and the Backups that carry their label. `lastBackup` of a schedule only says
/// that one was asked for, so it is never read; the time of an object is that of a copy where the
/// object store was synchronised, so `status.startTimestamp` counts.
final class VeleroSources {

  private static final Set<String> UNDER_WAY =
      Set.of(
          "",
          "New",
          "Queued",
          "ReadyToStart",
          "InProgress",
          "WaitingForPluginOperations",
          "WaitingForPluginOperationsPartiallyFailed",
          "Finalizing",
          "FinalizingPartiallyFailed");

  private static final int MOST_KEPT = 500;
  private static final long DEFAULT_TTL = 2_592_000;
  private static final long DEFAULT_VALIDATION = 60;

  private VeleroSources() {}

  static List<SeenSource> of(BackupObjects objects, Instant now) {
    return objects.of(Kind.VELERO_SCHEDULE).objects().stream()
        .map(schedule -> source(schedule, objects, now))
        .toList();
  }

  private static SeenSource source(JsonNode schedule, BackupObjects objects, Instant now) {
    var namespace = Fields.namespace(schedule);
    var name = Fields.name(schedule);
    var backups =
        objects.of(Kind.VELERO_BACKUP).objects().stream()
            .filter(backup ->
                Fields.namespace(backup).equals(namespace)
                    && Fields.label(backup, Fields.VELERO_SCHEDULE).equals(name))
            .toList();
    var template = schedule.at("/spec/template");
    var runs = backups.stream().flatMap(backup -> run(backup, now).stream()).toList();
    var ttl = GoDuration.maybe(Fields.text(template, "/ttl"));
    var location = location(template, objects, namespace, now);
    var facts =
        new SourceFacts(
            Fields.text(schedule, "/spec/schedule"),
            "",
            schedule.at("/spec/paused").asBoolean(false),
            running(backups, now),
            kept(runs),
            included(template),
            Fields.strings(template, "/excludedNamespaces"),
            LabelSelector.of(template),
            List.of(),
            holdsVolumes(template),
            "",
            ttl == null || ttl.isZero() ? DEFAULT_TTL : ttl.toSeconds(),
            place(template, objects, namespace),
            location,
            broken(schedule, objects),
            unread(backups),
            cautions(template, objects),
            null,
            null);
    return new SeenSource(
        BackupKind.VELERO,
        namespace,
        name,
        Fields.uid(schedule),
        true,
        Fields.moment(schedule, "/metadata/creationTimestamp"),
        facts,
        runs);
  }

  private static List<String> included(JsonNode template) {
    var included = Fields.strings(template, "/includedNamespaces");
    return included.isEmpty() ? List.of("*") : included;
  }

  private static List<String> kept(List<BackupRun> runs) {
    return runs.stream()
        .filter(run -> run.outcome() == RunOutcome.SUCCEEDED)
        .sorted(Comparator.comparing(BackupRun::startedAt).reversed())
        .limit(MOST_KEPT)
        .map(BackupRun::key)
        .toList();
  }

  private static boolean holdsVolumes(JsonNode template) {
    return template.at("/snapshotVolumes").asBoolean(true)
        || template.at("/defaultVolumesToFsBackup").asBoolean(false);
  }

  /// A cluster that has schedules and no kind for where they are put has a Velero by half.
  private static String broken(JsonNode schedule, BackupObjects objects) {
    if (objects.of(Kind.VELERO_LOCATION).told() == Told.NOT_INSTALLED) {
      return "Velero is installed by half: its cluster does not know storage locations, so no backup can be put anywhere.";
    }
    return Fields.text(schedule, "/status/phase").equals("FailedValidation")
        ? "Velero refuses the schedule: " + Fields.words(schedule, "/status/validationErrors") + "."
        : "";
  }

  private static String unread(List<JsonNode> backups) {
    return backups.stream()
        .filter(backup -> {
          var phase = Fields.text(backup, "/status/phase");
          return !UNDER_WAY.contains(phase) && outcome(phase) == null && !phase.equals("Deleting");
        })
        .findFirst()
        .map(backup ->
            "Backup %s is in phase '%s', which this portal does not know."
                .formatted(Fields.name(backup), Fields.words(backup, "/status/phase")))
        .orElse("");
  }

  private static List<String> cautions(JsonNode template, BackupObjects objects) {
    List<String> cautions = new ArrayList<>();
    var locations = objects.of(Kind.VELERO_LOCATION);
    if (locations.told() == Told.FORBIDDEN || locations.told() == Told.FAILED) {
      cautions.add("Whether its storage location answers is not known: " + locations.why());
    }
    var left = new ArrayList<>(Fields.strings(template, "/excludedResources"));
    left.addAll(Fields.strings(template, "/excludedNamespaceScopedResources"));
    if (!left.isEmpty()) {
      cautions.add(
          "Not in it: %s. What needs them does not come back by itself."
              .formatted(String.join(", ", left)));
    }
    var only = Fields.strings(template, "/includedResources");
    if (!only.isEmpty() && !only.contains("*")) {
      cautions.add("Only in it: %s.".formatted(String.join(", ", only)));
    }
    if (!holdsVolumes(template)) {
      cautions.add("Objects only: the content of volumes is not in it.");
    }
    var selectors = LabelSelector.of(template);
    if (!selectors.isEmpty()) {
      cautions.add(
          "Only objects with certain labels are in it: %s."
              .formatted(
                  selectors.stream()
                      .map(LabelSelector::words)
                      .collect(Collectors.joining("; or "))));
    }
    return cautions;
  }

  private static String place(JsonNode template, BackupObjects objects, String namespace) {
    var location = found(template, objects, namespace);
    if (location == null) {
      return "";
    }
    var bucket = Fields.text(location, "/spec/objectStorage/bucket");
    var provider = Fields.text(location, "/spec/provider");
    if (bucket.isEmpty()) {
      return "";
    }
    var phase = Fields.words(location, "/status/phase").toLowerCase(Locale.ROOT);
    return (provider.isEmpty() ? bucket : bucket + " (" + provider + ")")
        + (phase.isEmpty() ? "" : ", " + phase)
        + snapshots(template, objects, namespace);
  }

  /// Where snapshots of volumes are kept, as far as the schedule names it or there is only one.
  private static String snapshots(JsonNode template, BackupObjects objects, String namespace) {
    var named = Fields.strings(template, "/volumeSnapshotLocations");
    var there =
        objects.of(Kind.VELERO_SNAPSHOTS).objects().stream()
            .filter(each -> Fields.namespace(each).equals(namespace))
            .filter(each -> named.isEmpty() || named.contains(Fields.name(each)))
            .toList();
    if (!holdsVolumes(template) || there.isEmpty() || (named.isEmpty() && there.size() > 1)) {
      return "";
    }
    return "; snapshots of volumes: "
        + there.stream()
            .map(each -> Fields.name(each) + " (" + Fields.text(each, "/spec/provider") + ")")
            .collect(Collectors.joining(", "));
  }

  private static @Nullable StorageLocation location(
      JsonNode template, BackupObjects objects, String namespace, Instant now) {
    if (objects.of(Kind.VELERO_LOCATION).told() != Told.ALL) {
      // Not told is not missing.
      return null;
    }
    var location = found(template, objects, namespace);
    if (location == null) {
      var name = Fields.text(template, "/storageLocation");
      return new StorageLocation(name.isEmpty() ? "default" : name, "Missing", false, null, 60, "");
    }
    var every = GoDuration.maybe(Fields.text(location, "/spec/validationFrequency"));
    return new StorageLocation(
        Fields.name(location),
        Fields.text(location, "/status/phase"),
        Fields.text(location, "/spec/accessMode").equals("ReadOnly"),
        Fields.past(location, "/status/lastValidationTime", now),
        every == null || every.isZero() ? DEFAULT_VALIDATION : every.toSeconds(),
        Fields.words(location, "/status/message"));
  }

  private static @Nullable JsonNode found(
      JsonNode template, BackupObjects objects, String namespace) {
    var name = Fields.text(template, "/storageLocation");
    return objects.of(Kind.VELERO_LOCATION).objects().stream()
        .filter(each -> Fields.namespace(each).equals(namespace))
        .filter(each ->
            name.isEmpty()
                ? each.at("/spec/default").asBoolean(Fields.name(each).equals("default"))
                : Fields.name(each).equals(name))
        .findFirst()
        .orElse(null);
  }

  private static SourceFacts.@Nullable Running running(List<JsonNode> backups, Instant now) {
    return backups.stream()
        .filter(backup -> UNDER_WAY.contains(Fields.text(backup, "/status/phase")))
        .flatMap(backup ->
            Optional.ofNullable(started(backup, now))
                .map(at -> new SourceFacts.Running(Fields.name(backup), at))
                .stream())
        .min(Comparator.comparing(SourceFacts.Running::startedAt))
        .orElse(null);
  }

  private static @Nullable Instant started(JsonNode backup, Instant now) {
    var at = Fields.past(backup, "/status/startTimestamp", now);
    return at != null ? at : Fields.past(backup, "/metadata/creationTimestamp", now);
  }

  private static @Nullable RunOutcome outcome(String phase) {
    return switch (phase) {
      case "Completed" -> RunOutcome.SUCCEEDED;
      case "PartiallyFailed" -> RunOutcome.PARTIAL;
      case "Failed", "FailedValidation" -> RunOutcome.FAILED;
      default -> null;
    };
  }

  private static Optional<BackupRun> run(JsonNode backup, Instant now) {
    var outcome = outcome(Fields.text(backup, "/status/phase"));
    // What was copied from the object store has the time of the copy: it says nothing of content.
    var started =
        outcome == RunOutcome.FAILED
            ? started(backup, now)
            : Fields.past(backup, "/status/startTimestamp", now);
    if (outcome == null || started == null) {
      return Optional.empty();
    }
    return Optional.of(
        new BackupRun(
            Fields.name(backup),
            Fields.name(backup),
            outcome,
            started,
            Fields.past(backup, "/status/completionTimestamp", now),
            Fields.moment(backup, "/status/expiration"),
            null,
            detail(backup)));
  }

  private static String detail(JsonNode backup) {
    List<String> parts = new ArrayList<>();
    for (var pointer : List.of("/status/failureReason", "/status/validationErrors")) {
      var words = Fields.words(backup, pointer);
      if (!words.isEmpty()) {
        parts.add(words);
      }
    }
    for (var count : List.of("error", "warning")) {
      var number = backup.at("/status/" + count + "s").asInt(0);
      if (number > 0) {
        parts.add(Plural.of(number, count));
      }
    }
    return String.join(", ", parts);
  }
}
