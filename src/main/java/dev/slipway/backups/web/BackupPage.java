package dev.slipway.backups.web;

import dev.slipway.backups.BackupActs;
import dev.slipway.backups.BackupKind;
import dev.slipway.backups.BackupRun;
import dev.slipway.backups.BackupView;
import dev.slipway.backups.Drill;
import dev.slipway.backups.ReportKey;
import dev.slipway.kernel.Plural;
import dev.slipway.shell.Choice;
import dev.slipway.shell.Times;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One source of backups.
///
/// @param days the last thirty, oldest first
/// @param offers what can be asked of it, and why not
/// @param whyNot why this person may not edit it; empty where they may
/// @param today for what is overdue
/// @param secret the value of a key that was just made, or null
/// @param typed what was typed, or what holds now, by field
/// @param errors by field
record BackupPage(
    BackupView backup,
    List<Run> runs,
    int kept,
    List<DayCell> days,
    List<Trend> trends,
    List<Tried> drills,
    List<ReportKey> keys,
    String reportUrl,
    List<BackupActs.Offer> offers,
    String whyNot,
    LocalDate today,
    @Nullable String secret,
    Map<String, String> typed,
    Map<String, String> errors) {

  /// A drill.
  ///
  /// @param shown what the namespace of a trial shows now; empty where nothing is known of it
  public record Tried(Drill drill, String shown) {

    /// What takes the namespace of a trial away; empty where nobody needs to.
    public String delete() {
      return drill.namespace().isEmpty() || (shown.isEmpty() && !drill.isOpen())
          ? ""
          : "kubectl delete namespace " + drill.namespace();
    }
  }

  /// One run, in words.
  public record Run(BackupRun run) {

    public String state() {
      return switch (run.outcome()) {
        case SUCCEEDED -> "succeeded";
        case PARTIAL -> "warning";
        case FAILED -> "failed";
        case UNBELIEVED -> "unknown";
      };
    }

    public String word() {
      return switch (run.outcome()) {
        case SUCCEEDED -> "Succeeded";
        case PARTIAL -> "Partial";
        case FAILED -> "Failed";
        case UNBELIEVED -> "Not believed";
      };
    }

    public String took() {
      var took = run.took();
      return took == null ? "not told" : Times.duration(took);
    }

    public String size() {
      return run.sizeBytes() == null ? "not told" : Sizes.words(run.sizeBytes());
    }
  }

  public List<Choice> crumbs() {
    return List.of(Choice.link("Backups", "/backups"));
  }

  public boolean mayEdit() {
    return whyNot.isEmpty();
  }

  public boolean isDeclared() {
    return backup.kind() == BackupKind.DECLARED;
  }

  public boolean isCronJob() {
    return backup.kind() == BackupKind.CRON_JOB;
  }

  /// What its state does not say already.
  public List<String> cautions() {
    return backup.standing().cautions().stream()
        .filter(caution -> !backup.standing().reason().contains(caution))
        .toList();
  }

  public String zone() {
    return backup.zone().getId().equals("Z") ? "UTC" : backup.zone().getId();
  }

  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  public Map<String, String> purposes() {
    var choices = new LinkedHashMap<String, String>();
    choices.put("", "As the portal thinks, by its name and labels");
    choices.put("yes", "Yes, it is a backup");
    choices.put("no", "No, it does something else");
    return choices;
  }

  public Map<String, String> results() {
    var choices = new LinkedHashMap<String, String>();
    choices.put("yes", "It was put back");
    choices.put("no", "It could not be put back");
    return choices;
  }

  /// What its success means, which is less than people hope.
  public String meaning() {
    return switch (backup.kind()) {
      case CRON_JOB ->
          "A Job that succeeded ended without an error. Whether what it wrote can be read, only a drill tells.";
      case VELERO ->
          "Only Completed counts. What expired, or is gone from the object store, does not.";
      case CNPG ->
          "A base backup and its archived log together; a restore is a new cluster, never in place.";
      case SNAPSHOT ->
          "Whether a snapshot can be used, its driver says; an unsaid word is unknown.";
      case DECLARED -> "The portal sees nothing of it but what is reported.";
    };
  }

  public String runsShown() {
    return kept == 0 ? "none known" : "%s in 30 days".formatted(Plural.of(kept, "run"));
  }

  public String noRuns() {
    return backup.kind() == BackupKind.DECLARED
        ? "Nothing has reported a run yet."
        : "None ended in the last 30 days, as far as the portal saw: it looks since %s."
            .formatted(Times.full(backup.firstSeenAt(), backup.zone()));
  }

  public String drillDue() {
    var next =
        drills.stream().map(each -> each.drill().nextDue()).filter(Objects::nonNull).findFirst();
    return next.map(due -> due.isBefore(today) ? "overdue since " + due : "next due " + due)
        .orElse("");
  }
}
