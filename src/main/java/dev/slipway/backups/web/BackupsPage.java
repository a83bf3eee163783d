package dev.slipway.backups.web;

import dev.slipway.backups.BackupFinding;
import dev.slipway.backups.BackupKind;
import dev.slipway.backups.BackupOverview;
import dev.slipway.backups.BackupOverview.Other;
import dev.slipway.backups.BackupState;
import dev.slipway.backups.BackupView;
import dev.slipway.backups.Drill;
import dev.slipway.backups.UncoveredStore;
import dev.slipway.catalog.ServiceView;
import dev.slipway.kernel.Plural;
import dev.slipway.shell.Choice;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// All backups, worst first, and the stores that have none.
///
/// @param drills the newest of every backup that has one
/// @param today for what is overdue
record BackupsPage(
    BackupOverview all,
    Map<UUID, Drill> drills,
    LocalDate today,
    BackupFilter filter,
    boolean mayDeclare) {

  private static final int FEW = 4;

  public List<BackupView> backups() {
    return all.backups().stream()
        .filter(backup -> filter.fits(backup) && filter.isIn(backup.state()))
        .toList();
  }

  /// How the last restore drill of a backup went, in a few words.
  public String drill(BackupView backup) {
    var drill = drills.get(backup.id());
    if (drill == null) {
      return "never put back";
    }
    var next = drill.nextDue();
    var passed = drill.passed();
    return (passed == null
            ? "objects back on %s, nobody said yet whether they work".formatted(drill.doneOn())
            : (passed ? "put back on " : "restore failed on ") + drill.doneOn())
        + (next != null && next.isBefore(today) ? ", next was due on " + next : "");
  }

  /// Not narrowed by kind or state: a finding is about data, not about a source.
  public List<BackupFinding> findings() {
    return all.findings().stream()
        .filter(finding ->
            filter.service().isEmpty() || finding.service().slug().equals(filter.service()))
        .filter(finding -> filter.text().isEmpty() || says(finding))
        .toList();
  }

  private boolean says(BackupFinding finding) {
    var words = filter.text().toLowerCase(Locale.ROOT);
    return finding.service().slug().contains(words)
        || finding.data().toLowerCase(Locale.ROOT).contains(words)
        || finding.clusterSlug().contains(words);
  }

  public String found() {
    var bad = findings().stream().filter(BackupFinding::known).count();
    var silent = findings().size() - bad;
    return silent == 0 ? String.valueOf(bad) : "%d, and %d not known".formatted(bad, silent);
  }

  /// Whether nothing copies its data, so that the next step is the form that declares one.
  public boolean declares(BackupFinding finding) {
    return finding.href().startsWith("/backups/new");
  }

  /// Those that are no finding, which is told above: outside of production, and of no service.
  public List<UncoveredStore> uncovered() {
    var shown =
        filter.state().equals(BackupState.NOT_COVERED.slug())
            || (filter.text().isEmpty() && filter.state().isEmpty() && filter.kind().isEmpty());
    return shown
        ? all.uncovered().stream().filter(this::isOfService).filter(this::isNoFinding).toList()
        : List.of();
  }

  private boolean isNoFinding(UncoveredStore store) {
    return all.findings().stream()
        .noneMatch(finding ->
            finding.data().equals(store.workload())
                && finding.clusterSlug().equals(store.clusterSlug()));
  }

  /// What the filter leaves, in numbers; empty where there is none.
  public String narrowed() {
    var shown = backups();
    return filter.narrows()
        ? "With this filter: %d of %s good."
            .formatted(
                shown.stream().filter(backup -> backup.state() == BackupState.GOOD).count(),
                Plural.of(shown.size(), "source is", "sources are"))
        : "";
  }

  private boolean isOfService(UncoveredStore store) {
    var service = store.service();
    return filter.service().isEmpty()
        || (service != null && service.slug().equals(filter.service()));
  }

  public List<String> troubles() {
    return all.troubles();
  }

  public List<Other> others() {
    return filter.narrows() ? List.of() : all.others();
  }

  public List<BackupKind> kinds() {
    return List.of(BackupKind.values());
  }

  /// States that there are, with their numbers.
  public List<Choice> states() {
    List<Choice> choices = new ArrayList<>();
    var fitting = all.backups().stream().filter(filter::fits).toList();
    choices.add(Choice.counted("All", filter.at(""), filter.state().isEmpty(), fitting.size()));
    for (var state : BackupState.values()) {
      var count = fitting.stream().filter(backup -> backup.state() == state).count();
      if (count > 0 || filter.state().equals(state.slug())) {
        choices.add(
            Choice.state(
                state.word(),
                filter.at(state.slug()),
                filter.state().equals(state.slug()),
                count,
                state.look()));
      }
    }
    return choices;
  }

  public String summary() {
    var good = all.backups().stream().filter(backup -> backup.state() == BackupState.GOOD).count();
    return all.backups().isEmpty()
        ? "Can we restore? Nothing is known yet."
        : "Can we restore? In all, %d of %s good; %s without any. In production %s."
            .formatted(
                good,
                Plural.of(all.backups().size(), "source is", "sources are"),
                Plural.of(all.uncovered().size(), "store"),
                inProduction());
  }

  private String inProduction() {
    var bad = all.findings().stream().filter(BackupFinding::known).count();
    var silent = all.findings().size() - bad;
    var lacks =
        bad == 0 ? "nothing lacks a good one" : Plural.of(bad, "lacks", "lack") + " a good one";
    return silent == 0 ? lacks : lacks + ", and " + Plural.of(silent, "is unknown", "are unknown");
  }

  public String shown() {
    return Plural.of(backups().size(), "source");
  }

  public List<ServiceView> few(BackupView backup) {
    return backup.services().stream().limit(FEW).toList();
  }

  public int more(BackupView backup) {
    return Math.max(0, backup.services().size() - FEW);
  }
}
