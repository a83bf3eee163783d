package dev.slipway.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One objective with everything that its page shows.
///
/// @param datasource name of the datasource
/// @param counts of the whole window; null where they are not known
/// @param share of bad events in the whole window; null where it is not known
/// @param allowed events that may be bad in the whole window; null where events are not counted
/// @param left events that may still be bad; below 0 where the budget is overdrawn
/// @param leftMinutes of a full outage; below 0 where the budget is overdrawn
/// @param exhaustedIn how long until nothing is left at the burn of the last hour; zero where
///   nothing is left already; null for never, or where it is not known
/// @param lift when the budget leaves its state if nothing new burns
/// @param known how much of the window the portal's own hours cover; shorter than the window while
///   the datasource has not been counted for so long
/// @param windows shortest first, the objective's own last
/// @param burn pairs of windows, the most urgent first
/// @param version of the definition, for whoever edits it
/// @param changedAt when the definition was last changed
/// @param source the file it was imported from; null where it was typed
public record ObjectiveDetails(
    ObjectiveSummary summary,
    ObjectiveDefinition definition,
    String datasource,
    @Nullable Counts counts,
    @Nullable BigDecimal share,
    @Nullable BigDecimal allowed,
    @Nullable BigDecimal left,
    @Nullable BigDecimal leftMinutes,
    @Nullable Duration exhaustedIn,
    @Nullable Lift lift,
    Duration known,
    List<WindowLine> windows,
    List<BurnLine> burn,
    List<Finding> findings,
    int version,
    String changedBy,
    Instant changedAt,
    @Nullable Source source) {

  /// What was counted in one window.
  ///
  /// @param counts null where they are not known
  /// @param share of bad events; null where it is not known or nothing came in
  /// @param burn how many times as fast as allowed; null where the share is
  /// @param note what stands out, in words; null where nothing does
  public record WindowLine(
      Duration window,
      @Nullable Counts counts,
      @Nullable BigDecimal share,
      @Nullable BigDecimal burn,
      @Nullable String note) {}

  /// One pair of windows of which both must burn.
  ///
  /// @param factor the burn above which it fires
  /// @param firing whether both burn above it and enough events were bad
  /// @param note why it does not fire although both burn, or what is not known; null where there is
  ///   nothing to say
  public record BurnLine(
      BurnSeverity severity,
      Duration shortWindow,
      Duration longWindow,
      BigDecimal factor,
      @Nullable BigDecimal shortBurn,
      @Nullable BigDecimal longBurn,
      boolean firing,
      @Nullable String note) {}

  /// Something about the definition or its data that a person should look at.
  ///
  /// @param code such as `SLI_INVERTED_HISTOGRAM`
  /// @param severity `error`, `warning` or `info`
  /// @param repair the query as it should be; null where nobody can tell
  public record Finding(
      String code, String severity, String detail, @Nullable String repair, Instant since) {}

  /// When the budget leaves the state it is in, if nothing burns but what burned in the last day.
  ///
  /// @param below share of use that it falls below
  public record Lift(Instant at, BigDecimal below) {}

  /// Where a definition comes from.
  ///
  /// @param format such as `sloth`
  /// @param text the document as it was uploaded
  public record Source(String format, String text, @Nullable String externalId) {}
}
