package dev.slipway.backups;

import dev.slipway.backups.BackupPlanning.Source;
import dev.slipway.plans.spi.DiffLine;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What a restore does and what it does not, for whoever asks for it and whoever approves it: as
/// Velero does it without an existingResourcePolicy (velero:pkg/restore/restore.go). That files are
/// written over those of a volume that is there: velero issues 1764 and 8047.
///
/// @param copy the backup
/// @param from the namespace that is put back
/// @param into where it goes: another one for a trial
record RestoreWords(Source copy, String from, String into) {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM yyyy HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final int MOST = 8;

  private boolean tries() {
    return !into.equals(from);
  }

  private String name() {
    return copy.now().ref().name();
  }

  String sentence() {
    return tries()
        ? "Try to restore %s of backup %s into %s".formatted(from, name(), into)
        : "Restore %s from backup %s, for %s".formatted(from, name(), copy.where());
  }

  List<DiffLine> diff() {
    var lines = new ArrayList<DiffLine>();
    var began = Fields.moment(copy.now().object(), "/status/startTimestamp");
    lines.add(
        new DiffLine(
            ' ',
            "Velero Backup " + name() + (began == null ? "" : ", begun " + MINUTE.format(began))));
    var without = without();
    if (!without.isEmpty()) {
      lines.add(new DiffLine(' ', "  not in it: " + without));
    }
    if (tries()) {
      lines.add(
          new DiffLine('+', "namespace " + into + ", with this of " + from + " and no more:"));
      lines.add(
          new DiffLine('+', "  Deployments, ReplicaSets, StatefulSets and pods, but of Jobs"));
      lines.add(
          new DiffLine(
              '+', "  ConfigMaps, Secrets, service accounts, their roles, network policies"));
      lines.add(
          new DiffLine('+', "  volumes as new ones, where the backup has a snapshot or a copy"));
      lines.add(
          new DiffLine(
              ' ',
              "  no Service, route, certificate or autoscaler, nothing that the clock starts,"));
      lines.add(
          new DiffLine(' ', "  nothing that an operator acts on (Argo CD, Flux, CloudNativePG)"));
    } else {
      lines.add(
          new DiffLine('+', "what is missing in namespace %s (%s)".formatted(from, services())));
      lines.add(new DiffLine('+', "  volumes whose claims are missing, where the backup has them"));
      lines.add(new DiffLine(' ', "  objects that are there stay as they are; none is deleted"));
    }
    return lines;
  }

  private String without() {
    return String.join(
        ", ",
        Stream.of("/spec/excludedResources", "/spec/excludedNamespaceScopedResources")
            .flatMap(field -> Fields.strings(copy.now().object(), field).stream())
            .distinct()
            .limit(MOST)
            .toList());
  }

  private String services() {
    var there = copy.seat().namespaces().getOrDefault(from, List.of());
    var shown = String.join(", ", there.subList(0, Math.min(MOST, there.size())));
    return there.size() > MOST
        ? shown + " and %d other services".formatted(there.size() - MOST)
        : shown;
  }

  /// What no rollback takes back, and what even a restore does not bring.
  List<String> notUndone() {
    return tries()
        ? List.of("Namespace %s stays until somebody deletes it.".formatted(into))
        : List.of(
            "What comes back stays; nothing takes a restore away.",
            "Snapshots are not put into volumes that are there. Their claims have to go first, by hand; or try the restore beside them and copy from there.");
  }

  List<String> cautions() {
    return tries()
        ? List.of(
            "The pods of %s start in %s with their old settings: what those name by its full address is reached for real."
                .formatted(from, into),
            "No Service comes, so pods in %s find no other by name, and those that need one wait for it. Look at the data by kubectl exec or port-forward, or make a Service there by hand."
                .formatted(into),
            "A pod of a DaemonSet comes as a single one.")
        : List.of(
            "What comes back in %s is as old as the backup, beside what is there and newer."
                .formatted(from),
            "Files that Velero copied out of a volume (a file-system backup, not a snapshot) it writes over what the volume holds, for every pod of the backup that is not there under its name: those of a Deployment rarely are.",
            "A CronJob that comes back runs when it is next due. No lock and no running change of other services in the namespace holds this up.");
  }
}
