package dev.slipway.slo;

import dev.slipway.slo.spi.ExcludedTime.Stretch;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The past of one objective, hour by hour, oldest first. An hour of which nothing is known is a
/// gap, never zero.
///
/// @param from first instant of the window that is drawn
/// @param to its end, on the hour
/// @param hours those that are known
/// @param rolling what was left of the budget of the window that ended then
/// @param burnDown what was left since `from`, from the whole budget of the window on
/// @param excluded what people agreed not to count, oldest first
public record ObjectiveSeries(
    Instant from,
    Instant to,
    List<Hour> hours,
    List<Point> rolling,
    List<Point> burnDown,
    List<Stretch> excluded) {

  /// What was counted in one hour.
  ///
  /// @param hour its first instant
  /// @param excluded whether people agreed that it does not count
  public record Hour(Instant hour, Counts counts, boolean excluded) {

    /// One that counts.
    public Hour(Instant hour, Counts counts) {
      this(hour, counts, false);
    }

    /// What of it counts.
    Counts counted() {
      return excluded ? Counts.NONE : counts;
    }
  }

  /// What was left at an instant.
  ///
  /// @param remaining share of the budget; null in a gap
  /// @param whole whether every hour of the window before it is known
  public record Point(Instant at, @Nullable BigDecimal remaining, boolean whole) {}
}
