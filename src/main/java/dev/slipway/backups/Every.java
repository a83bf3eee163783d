package dev.slipway.backups;

import dev.slipway.shell.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A run as often as an interval passes (`@every 6h`), counted from the last one that began.
record Every(Duration interval) implements Timing {

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  Every {
    if (interval.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("an interval of less than a second");
    }
  }

  @Override
  public Optional<Instant> newest(Instant after, Instant upTo, Instant anchor) {
    var passed = Duration.between(anchor, upTo);
    if (passed.compareTo(interval) < 0) {
      return Optional.empty();
    }
    var due = anchor.plus(interval.multipliedBy(passed.dividedBy(interval)));
    return due.isAfter(after) ? Optional.of(due) : Optional.empty();
  }

  @Override
  public Optional<Instant> next(Instant after, Instant anchor) {
    var passed = Duration.between(anchor, after);
    var whole = passed.isNegative() ? 0 : passed.dividedBy(interval);
    return Optional.of(anchor.plus(interval.multipliedBy(whole + 1)));
  }

  @Override
  public Duration longestGap(Instant now) {
    return interval;
  }

  @Override
  public String words() {
    return "every " + Times.duration(interval);
  }
}
