package dev.slipway.policies;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When a freeze holds: wall clock times of a zone, once or every week. Whenever a clock on a wall
/// of that zone shows a time inside, it freezes: a start that the zone skips or shows twice is the
/// earlier moment, an end the later one, so a change of clocks never makes a freeze shorter than
/// written. A freeze that lies wholly in the time that the zone skips holds for its written length
/// from the change on.
///
/// @param starts the first start; `ends` is its end, exclusive
/// @param weekly whether it comes again every seven days
/// @param lastDay the last day on which a weekly freeze may start, or null for no end
public record FreezePattern(
    ZoneId zone,
    LocalDateTime starts,
    LocalDateTime ends,
    boolean weekly,
    @Nullable LocalDate lastDay) {

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration LONGEST = Duration.ofDays(366);

  public FreezePattern {
    if (!starts.isBefore(ends)) {
      throw invalid(
          "A freeze must end after it starts: %s to %s."
              .formatted(Moments.local(starts), Moments.local(ends)));
    }
    var length = Duration.between(starts, ends);
    if (weekly && length.compareTo(WEEK) >= 0) {
      throw invalid("A weekly freeze must be shorter than a week. Use one freeze without repeats.");
    }
    if (length.compareTo(LONGEST) > 0) {
      throw invalid("A freeze lasts at most a year.");
    }
    if (!weekly && lastDay != null) {
      throw invalid("Only a weekly freeze has a last day.");
    }
  }

  private static DomainFailure invalid(String message) {
    return new DomainFailure(ProblemType.INVALID_INPUT, message);
  }

  /// The same, over earlier: a single one at `ends`, a weekly one after the last start before it.
  FreezePattern until(LocalDateTime ends) {
    return weekly
        ? new FreezePattern(zone, starts, this.ends, true, ends.toLocalDate())
        : new FreezePattern(zone, starts, ends, false, null);
  }

  /// Whether it is over before `other`, which differs only in its end.
  boolean isShorterThan(FreezePattern other) {
    if (weekly) {
      return other.lastDay == null || (lastDay != null && lastDay.isBefore(other.lastDay));
    }
    return ends.isBefore(other.ends);
  }

  /// One time that the freeze holds; `ends` is exclusive.
  public record Occurrence(Instant starts, Instant ends) {

    public boolean contains(Instant moment) {
      return !moment.isBefore(starts) && moment.isBefore(ends);
    }
  }

  /// The occurrence that holds at this moment; of two, the one that ends last.
  public Optional<Occurrence> at(Instant moment) {
    return around(moment).stream()
        .filter(occurrence -> occurrence.contains(moment))
        .max(Comparator.comparing(Occurrence::ends));
  }

  /// Occurrences that end after this moment, in order.
  public List<Occurrence> from(Instant moment, int limit) {
    var found = new ArrayList<Occurrence>();
    for (long week = firstWeek(moment); found.size() < limit; week++) {
      var occurrence = occurrence(week);
      if (occurrence.isEmpty()) {
        if (week > 0) {
          break;
        }
        continue;
      }
      if (occurrence.get().ends().isAfter(moment)) {
        found.add(occurrence.get());
      }
      if (!weekly) {
        break;
      }
    }
    return found;
  }

  /// Whether it never holds from this moment on; so too one whose last day is before its first.
  public boolean isOver(Instant moment) {
    return from(moment, 1).isEmpty();
  }

  private List<Occurrence> around(Instant moment) {
    var first = firstWeek(moment);
    return weekly
        ? List.of(first, first + 1, first + 2, first + 3).stream()
            .flatMap(week -> occurrence(week).stream())
            .toList()
        : occurrence(0).stream().toList();
  }

  /// A week that is early enough for any occurrence around the moment: two before the one it falls
  /// in.
  private long firstWeek(Instant moment) {
    if (!weekly) {
      return 0;
    }
    var day = moment.atZone(zone).toLocalDate();
    return Math.max(0, Math.floorDiv(ChronoUnit.DAYS.between(starts.toLocalDate(), day), 7L) - 2);
  }

  private Optional<Occurrence> occurrence(long week) {
    var start = starts.plusWeeks(week);
    if (lastDay != null && start.toLocalDate().isAfter(lastDay)) {
      return Optional.empty();
    }
    var from = earliest(start);
    var until = latest(ends.plusWeeks(week));
    return Optional.of(
        new Occurrence(
            from, until.isAfter(from) ? until : from.plus(Duration.between(starts, ends))));
  }

  private Instant earliest(LocalDateTime local) {
    var transition = zone.getRules().getTransition(local);
    return transition != null && transition.isGap()
        ? transition.getInstant()
        : local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
  }

  private Instant latest(LocalDateTime local) {
    return local.atZone(zone).withLaterOffsetAtOverlap().toInstant();
  }
}
