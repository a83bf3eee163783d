package dev.slipway.slo;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What one answer makes of one objective. A pure function of what was kept, what came and nothing
/// else.
///
/// @param answer class of the answer, such as `counted` or `unavailable`
/// @param good whether there is a use of the budget, or knowledge that there was no traffic
/// @param unusable whether what came is nothing to go by, whatever was known before; else a last
///   good evaluation goes on counting for a while
/// @param reason what stands out, or why it is not good; null where there is nothing to say
record Evaluation(
    String answer,
    boolean good,
    boolean partial,
    boolean unusable,
    BudgetState state,
    @Nullable KeptState kept,
    @Nullable BigDecimal consumed,
    @Nullable BigDecimal burn,
    BurnSeverity alert,
    Map<Duration, WindowReading> readings,
    List<String> warnings,
    @Nullable String reason,
    @Nullable Duration took) {

  private static final Duration HOUR = Duration.ofHours(1);

  /// The windows that one evaluation asks for: those of the pairs of alerts and the objective's
  /// own.
  static Set<Duration> windows(Duration own) {
    var windows = new TreeSet<Duration>();
    BurnAlert.of(own)
        .forEach(pair -> {
          windows.add(pair.longer());
          windows.add(pair.shorter());
        });
    windows.add(own);
    return windows;
  }

  /// @param kept what is remembered of the evaluations before; null before the first
  static Evaluation of(
      Target target,
      Duration own,
      @Nullable KeptState kept,
      SliAnswer<Map<Duration, WindowReading>> answer) {
    return switch (answer) {
      case SliAnswer.Got<Map<Duration, WindowReading>> got -> got(target, own, kept, got);
      case SliAnswer.Refused<Map<Duration, WindowReading>>(var why) ->
          bad("refused", true, "The query is refused: " + why);
      case SliAnswer.NoEntry<Map<Duration, WindowReading>>(var why) ->
          bad("no-entry", false, "The datasource does not let the portal in: " + why);
      case SliAnswer.Unavailable<Map<Duration, WindowReading>>(var why) ->
          bad("unavailable", false, "The datasource does not answer: " + why);
    };
  }

  private static Evaluation got(
      Target target,
      Duration own,
      @Nullable KeptState kept,
      SliAnswer.Got<Map<Duration, WindowReading>> got) {
    var whole = got.value().get(own);
    return switch (whole) {
      case null -> bad("failed", false, "The answer lacks the objective's own window.");
      case WindowReading.Failed(var why) ->
          bad("failed", false, "The objective's own window could not be asked: " + why);
      case WindowReading.NoValue(var text) ->
          bad("no-value", true, "The answer is no number from 0 up: " + text + ".");
      case WindowReading.NoData() ->
          bad(
              "no-data",
              true,
              "There is no series of it: the metric has another name, or nobody scrapes it.");
      case WindowReading.NoTraffic() ->
          good("no-traffic", target, own, got, BudgetState.NO_TRAFFIC, kept, null);
      case WindowReading.Counted _ -> used("counted", target, own, whole, kept, got);
      case WindowReading.NoErrorSeries _ -> used("no-error-series", target, own, whole, kept, got);
      case WindowReading.Share _ -> used("share", target, own, whole, kept, got);
    };
  }

  private static Evaluation used(
      String word,
      Target target,
      Duration own,
      WindowReading whole,
      @Nullable KeptState kept,
      SliAnswer.Got<Map<Duration, WindowReading>> got) {
    var rate = BurnRate.of(target, whole);
    if (rate.isEmpty()) {
      return bad("no-value", true, "The answer has more digits than anybody counts.");
    }
    var consumed = rate.get().value();
    // What is partial neither worsens a state for good nor lets it be left.
    var next =
        got.isPartial() ? kept : kept == null ? KeptState.first(consumed) : kept.after(consumed);
    var state = next == null || got.isPartial() ? BudgetBands.of(consumed) : next.state();
    return good(word, target, own, got, state, next, consumed);
  }

  private static Evaluation good(
      String word,
      Target target,
      Duration own,
      SliAnswer.Got<Map<Duration, WindowReading>> got,
      BudgetState state,
      @Nullable KeptState kept,
      @Nullable BigDecimal consumed) {
    var readings = got.value();
    return new Evaluation(
        got.isPartial() ? "partial" : word,
        true,
        got.isPartial(),
        false,
        state,
        kept,
        consumed,
        rate(target, readings.get(HOUR)).map(BurnRate::value).orElse(null),
        alert(target, own, readings),
        readings,
        got.warnings(),
        got.isPartial()
            ? "The datasource says that its answer is not whole: "
                + String.join("; ", got.warnings())
            : null,
        got.took());
  }

  private static Evaluation bad(String word, boolean unusable, String reason) {
    return new Evaluation(
        word,
        false,
        false,
        unusable,
        BudgetState.UNKNOWN,
        null,
        null,
        null,
        BurnSeverity.NONE,
        Map.of(),
        List.of(),
        reason,
        null);
  }

  private static Optional<BurnRate> rate(Target target, @Nullable WindowReading reading) {
    return reading == null ? Optional.empty() : BurnRate.of(target, reading);
  }

  private static BurnSeverity alert(
      Target target, Duration own, Map<Duration, WindowReading> readings) {
    var firing =
        BurnAlert.of(own).stream()
            .filter(pair ->
                pair.verdict(target, readings.get(pair.longer()), readings.get(pair.shorter()))
                    == BurnAlert.Verdict.FIRING)
            .map(BurnAlert::severity)
            .toList();
    return firing.contains(BurnAlert.Severity.PAGE)
        ? BurnSeverity.PAGE
        : firing.isEmpty() ? BurnSeverity.NONE : BurnSeverity.TICKET;
  }
}
