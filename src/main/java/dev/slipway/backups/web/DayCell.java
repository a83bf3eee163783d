package dev.slipway.backups.web;

import dev.slipway.backups.BackupRun;
import dev.slipway.backups.RunOutcome;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// One day of the calendar: the best that is known of it.
///
/// @param tone class of its colour
/// @param title date and word
public record DayCell(int number, String tone, String title) {

  private static final int DAYS = 30;

  /// @param due days on which a run was due and should be over, as far as they are known
  /// @param seen the first day of which the portal can tell that nothing ran
  static List<DayCell> of(
      List<BackupRun> runs,
      Collection<LocalDate> due,
      LocalDate seen,
      LocalDate today,
      ZoneId zone) {
    Map<LocalDate, Set<RunOutcome>> outcomes =
        runs.stream()
            .filter(run -> run.outcome() != RunOutcome.UNBELIEVED)
            .collect(
                Collectors.groupingBy(
                    run -> run.startedAt().atZone(zone).toLocalDate(),
                    Collectors.mapping(BackupRun::outcome, Collectors.toSet())));
    var dueDays = Set.copyOf(due);
    return IntStream.iterate(DAYS - 1, back -> back >= 0, back -> back - 1)
        .mapToObj(today::minusDays)
        .map(day -> cell(day, outcomes.getOrDefault(day, Set.of()), dueDays, seen))
        .toList();
  }

  private static DayCell cell(
      LocalDate day, Set<RunOutcome> outcomes, Set<LocalDate> due, LocalDate seen) {
    if (outcomes.contains(RunOutcome.SUCCEEDED)) {
      return outcomes.size() == 1
          ? of(day, "tone-ok", "good")
          : of(day, "tone-degraded", "good, after others that were not");
    }
    if (outcomes.contains(RunOutcome.PARTIAL)) {
      return of(day, "tone-degraded", "partial");
    }
    if (outcomes.contains(RunOutcome.FAILED)) {
      return of(day, "tone-failed", "failed");
    }
    if (day.isBefore(seen)) {
      return of(day, "tone-unknown", "not known");
    }
    return due.contains(day)
        ? of(day, "tone-failed", "due, and no run known")
        : of(day, "", "none due");
  }

  private static DayCell of(LocalDate day, String tone, String word) {
    return new DayCell(day.getDayOfMonth(), tone, day + ": " + word);
  }
}
