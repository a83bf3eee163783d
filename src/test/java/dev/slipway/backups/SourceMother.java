package dev.slipway.backups;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A source of backups for the judge: nightly at two and made long ago, unless said otherwise.
final class SourceMother {

  private BackupKind kind = BackupKind.VELERO;
  private String schedule = "0 2 * * *";
  private ZoneId zone = ZoneOffset.UTC;
  private Instant anchor = Instant.parse("2026-01-01T00:00:00Z");
  private boolean paused;
  private SourceFacts.@Nullable Running running;
  private @Nullable List<String> kept;
  private @Nullable Long ttl;
  private @Nullable StorageLocation location;
  private final List<String> cautions = new ArrayList<>();
  private @Nullable Instant scheduledAt;
  private @Nullable Instant succeededAt;
  private @Nullable Duration rpo;
  private @Nullable Instant expires;
  private Duration took = Duration.ofMinutes(5);
  private String unseen = "";
  private final List<BackupRun> runs = new ArrayList<>();

  SourceMother schedule(String text) {
    schedule = text;
    return this;
  }

  SourceMother zone(String name) {
    zone = ZoneId.of(name);
    return this;
  }

  SourceMother anchor(String moment) {
    anchor = Instant.parse(moment);
    return this;
  }

  SourceMother paused() {
    paused = true;
    return this;
  }

  SourceMother took(Duration time) {
    took = time;
    return this;
  }

  SourceMother expires(String moment) {
    expires = Instant.parse(moment);
    return this;
  }

  SourceMother kept(List<String> keys) {
    kept = keys;
    return this;
  }

  SourceMother ttl(Duration time) {
    ttl = time.toSeconds();
    return this;
  }

  SourceMother rpo(Duration time) {
    rpo = time;
    return this;
  }

  SourceMother caution(String sentence) {
    cautions.add(sentence);
    return this;
  }

  SourceMother location(StorageLocation where) {
    location = where;
    return this;
  }

  SourceMother unseen(String why) {
    unseen = why;
    return this;
  }

  SourceMother running(String since) {
    running = new SourceFacts.Running("under-way", Instant.parse(since));
    return this;
  }

  SourceMother cronStatus(String scheduled, @Nullable String succeeded) {
    kind = BackupKind.CRON_JOB;
    scheduledAt = Instant.parse(scheduled);
    succeededAt = succeeded == null ? null : Instant.parse(succeeded);
    return this;
  }

  SourceMother declared() {
    kind = BackupKind.DECLARED;
    schedule = "";
    return this;
  }

  SourceMother ran(String start, RunOutcome outcome) {
    var started = Instant.parse(start);
    runs.add(
        new BackupRun(
            "run-" + start,
            "run-" + start,
            outcome,
            started,
            started.plus(took),
            expires,
            null,
            outcome == RunOutcome.FAILED ? "BackoffLimitExceeded" : ""));
    return this;
  }

  Standing at(String moment) {
    return at(Instant.parse(moment));
  }

  Standing at(Instant now) {
    Timing timing = null;
    var fault = "";
    try {
      timing =
          schedule.isEmpty() ? null : CronText.read(schedule, CronText.Dialect.MINUTES_FIRST, zone);
    } catch (IllegalArgumentException unreadable) {
      fault = "'%s': %s".formatted(schedule, unreadable.getMessage());
    }
    return new StaleRule(kind, facts(), timing, fault, zone, anchor, runs, rpo, unseen).at(now);
  }

  private SourceFacts facts() {
    return new SourceFacts(
        schedule,
        "",
        paused,
        running,
        kept,
        List.of("*"),
        List.of(),
        List.of(),
        List.of(),
        true,
        "",
        ttl,
        "",
        location,
        "",
        "",
        cautions,
        scheduledAt,
        succeededAt);
  }
}
