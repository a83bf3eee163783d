package dev.slipway.backups;

import dev.slipway.shell.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Judges one source at one moment. A backup counts only if it is complete and not expired; a run
/// counts as missed only once it should be over, by a grace that knows how long runs take:
///
/// - grace = max(30 min, 2 × the median duration); due = the newest due moment up to now − grace;
/// - stale ⇔ there is a due moment since the source was made, resumed or rescheduled, and the last
///   good backup began before it. One partial run since is a warning; two in a row are stale.
/// - stuck: under way for more than twice the longest run before, or for four hours if none is
///   known.
///
/// @param timing null where nothing is scheduled
/// @param timingFault why the schedule cannot be read; empty where it can
/// @param zone in which due moments are told
/// @param anchor from which due moments count
/// @param runs that ended, newest first
/// @param rpo declared by somebody, or null
/// @param unseen why what is known is not of now; empty where it is
record StaleRule(
    BackupKind kind,
    SourceFacts facts,
    @Nullable Timing timing,
    String timingFault,
    ZoneId zone,
    Instant anchor,
    List<BackupRun> runs,
    @Nullable Duration rpo,
    String unseen) {

  static final Duration DAY = Duration.ofHours(24);
  private static final Duration SETTLING = Duration.ofMinutes(2);

  StaleRule {
    runs = runs.stream().sorted(Comparator.comparing(BackupRun::startedAt).reversed()).toList();
  }

  Standing at(Instant now) {
    var good = lastGood(now);
    var from = origin();
    var limit = limit(now);
    var due = due(limit, from);
    var next = timing == null || facts.paused() ? null : timing.next(now, from).orElse(null);
    var gap = timing == null ? Duration.ZERO : timing.longestGap(now);
    var allowed = rpo != null ? rpo : gap.compareTo(DAY) > 0 ? gap : DAY;
    var age = good == null ? null : Duration.between(good, now);
    var cautions = cautions(gap);
    var verdict =
        hindrance(now)
            .or(() -> lastRun(now, good, due, from))
            .or(() -> late(now, good, due))
            .or(() -> aged(good, age, allowed, next))
            .orElseGet(() ->
                cautions.isEmpty()
                    ? new Verdict(BackupState.GOOD, "The last backup is good and none is overdue.")
                    : new Verdict(BackupState.WARNING, cautions.getFirst()));
    return new Standing(
        verdict.state, verdict.reason, good, age, allowed, rpo != null, due, next, cautions);
  }

  private record Verdict(BackupState state, String reason) {}

  private static Optional<Verdict> because(BackupState state, String reason) {
    return Optional.of(new Verdict(state, reason));
  }

  /// What speaks against it whatever the runs say.
  private Optional<Verdict> hindrance(Instant now) {
    if (!unseen.isEmpty()) {
      return because(BackupState.UNKNOWN, unseen);
    }
    if (!facts.broken().isEmpty()) {
      return because(BackupState.FAILING, facts.broken());
    }
    var location = facts.location();
    var fault = location == null ? "" : location.fault(now);
    if (!fault.isEmpty()) {
      return because(BackupState.FAILING, fault);
    }
    if (facts.paused()) {
      return because(
          BackupState.PAUSED, "Not protected (paused): no run starts until somebody resumes it.");
    }
    return timingFault.isEmpty() ? Optional.empty() : because(BackupState.UNKNOWN, timingFault);
  }

  private Optional<Verdict> lastRun(
      Instant now, @Nullable Instant good, @Nullable Instant due, Instant from) {
    var running = facts.running();
    if (running != null && times().isStuck(running.startedAt(), now)) {
      return because(
          BackupState.STUCK,
          "Run %s is under way since %s, which is longer than twice the longest before."
              .formatted(running.key(), moment(running.startedAt())));
    }
    if (!facts.unread().isEmpty()) {
      return because(BackupState.UNKNOWN, facts.unread());
    }
    var last = runs.isEmpty() ? null : runs.getFirst();
    if (last == null && kind == BackupKind.DECLARED) {
      return because(
          BackupState.UNKNOWN, "It is declared, and nothing has reported a run of it yet.");
    }
    if (last != null && last.outcome() == RunOutcome.FAILED) {
      return because(
          BackupState.FAILING,
          "The last run, %s of %s, failed%s"
              .formatted(last.title(), moment(last.startedAt()), detail(last)));
    }
    if (running == null && failedUnseen(last, now)) {
      return because(
          BackupState.FAILING,
          facts.succeededAt() == null
              ? "It has been started and never succeeded, as far as its cluster remembers."
              : "Its last run, of %s, did not succeed; the cluster has no record of why."
                  .formatted(moment(Objects.requireNonNull(facts.scheduledAt()))));
    }
    if (last != null && last.outcome() == RunOutcome.PARTIAL && !isStaleTwice(good, due, from)) {
      return because(
          BackupState.WARNING,
          "The last run, %s, is partial: not everything is in it%s"
              .formatted(last.title(), detail(last)));
    }
    return Optional.empty();
  }

  /// Whether there was no good one since the due moment before the last one either.
  private boolean isStaleTwice(@Nullable Instant good, @Nullable Instant due, Instant from) {
    if (good == null || due == null || timing == null) {
      return good == null;
    }
    return timing
        .newest(anchor, due.minusMillis(1), from)
        .map(good::isBefore)
        .orElse(good.isBefore(due));
  }

  /// The controller started one that left no Job behind and no success either.
  private boolean failedUnseen(@Nullable BackupRun last, Instant now) {
    var scheduled = facts.scheduledAt();
    return kind == BackupKind.CRON_JOB
        && scheduled != null
        && scheduled.isBefore(now.minus(SETTLING))
        && (facts.succeededAt() == null || facts.succeededAt().isBefore(scheduled))
        && (last == null || last.startedAt().isBefore(scheduled));
  }

  private Optional<Verdict> late(Instant now, @Nullable Instant good, @Nullable Instant due) {
    if (due == null || (good != null && !good.isBefore(due))) {
      return Optional.empty();
    }
    return because(
        BackupState.STALE,
        good == null
            ? "One was due %s, and none has ever succeeded.".formatted(moment(due))
            : "One was due %s; the last good one began %s."
                .formatted(moment(due), Times.relative(good, now)));
  }

  private Optional<Verdict> aged(
      @Nullable Instant good, @Nullable Duration age, Duration allowed, @Nullable Instant next) {
    if (good == null || age == null) {
      return timing == null
          ? because(BackupState.UNKNOWN, "Nothing is scheduled, and no good one is known.")
          : because(
              BackupState.PENDING,
              facts.running() != null
                  ? "Its first run is under way."
                  : next == null
                      ? "Its schedule never comes due."
                      : "Its first run is due %s.".formatted(moment(next)));
    }
    if ((timing == null || rpo != null) && age.compareTo(allowed) > 0) {
      return because(
          BackupState.STALE,
          "The last good one is %s old; at most %s are allowed."
              .formatted(Times.duration(age), Times.duration(allowed)));
    }
    return Optional.empty();
  }

  private List<String> cautions(Duration gap) {
    List<String> cautions = new ArrayList<>();
    var ttl = facts.ttlSeconds();
    if (timing != null && ttl != null && ttl > 0 && gap.toSeconds() > ttl) {
      cautions.add(
          "Each is kept %s, and %s may pass until the next: in between there is none."
              .formatted(Times.duration(Duration.ofSeconds(ttl)), Times.duration(gap)));
    }
    if (kind == BackupKind.DECLARED && timing == null && timingFault.isEmpty() && rpo == null) {
      cautions.add(
          "No schedule: nothing starts it by the clock, and nobody said how old it may become.");
    }
    if (timing != null && rpo != null && gap.compareTo(rpo) > 0) {
      cautions.add(
          "Up to %s pass between two runs, and %s is what was promised: the schedule cannot keep that."
              .formatted(Times.duration(gap), Times.duration(rpo)));
    }
    cautions.addAll(facts.cautions());
    return cautions;
  }

  /// When the last one began that is good, not expired, and still there where that is known.
  private @Nullable Instant lastGood(Instant now) {
    var kept = facts.kept();
    var known =
        runs.stream()
            .filter(run -> run.isGood(now) && (kept == null || kept.contains(run.key())))
            .map(BackupRun::startedAt)
            .findFirst()
            .orElse(null);
    var told = kind == BackupKind.CRON_JOB ? facts.succeededAt() : null;
    if (told == null || (known != null && !told.isAfter(endOfKnown(now)))) {
      return known;
    }
    return told;
  }

  /// When the newest good run ended that left a record: a later success left none.
  private Instant endOfKnown(Instant now) {
    return runs.stream()
        .filter(run -> run.isGood(now))
        .map(run -> run.endedAt() == null ? run.startedAt() : run.endedAt())
        .max(Comparator.naturalOrder())
        .orElse(Instant.MIN);
  }

  private Instant origin() {
    return timing instanceof Every && !runs.isEmpty() && runs.getFirst().startedAt().isAfter(anchor)
        ? runs.getFirst().startedAt()
        : anchor;
  }

  /// Up to when a run must be over: a run under way that is not stuck answers for its own due
  /// moment.
  private Instant limit(Instant now) {
    var limit = now.minus(times().grace());
    var running = facts.running();
    if (running != null
        && !times().isStuck(running.startedAt(), now)
        && running.startedAt().isBefore(limit)) {
      // Due and started are the same second at best.
      return running.startedAt().minusSeconds(60);
    }
    return limit;
  }

  private @Nullable Instant due(Instant limit, Instant from) {
    return timing == null || facts.paused()
        ? null
        : timing.newest(anchor, limit, from).orElse(null);
  }

  private RunTimes times() {
    return RunTimes.of(runs);
  }

  private String moment(Instant moment) {
    return Times.full(moment, zone);
  }

  private static String detail(BackupRun run) {
    return run.detail().isEmpty() ? "." : ": " + run.detail();
  }
}
