package dev.slipway.slo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Two windows over which a budget burns too fast: the long one says that it matters, the short one
/// that it still goes on (Site Reliability Workbook, "Alerting on SLOs", sixth approach).
///
/// @param percent of the budget that may be used within `longer` before somebody is to know
/// @param window the objective's own
record BurnAlert(
    Severity severity, Duration longer, Duration shorter, BigDecimal percent, Duration window) {

  /// Who is to know.
  enum Severity {
    PAGE,
    TICKET
  }

  /// What the two windows say.
  enum Verdict {
    FIRING,
    /// It would fire, and on fewer than five bad events; one slip on a quiet service wakes nobody.
    FEW_EVENTS,
    QUIET,
    /// One of the windows could not be read.
    UNKNOWN
  }

  private static final BigDecimal FEWEST = BigDecimal.valueOf(5);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final List<String> OF_A_MONTH = List.of("2", "5", "10", "10");
  private static final List<String> OF_A_WEEK = List.of("8", "12.5", "20", "42");

  /// Below this the shares of a month would fire at speeds that a budget outlives.
  private static final Duration SHORTEST_MONTH = Duration.ofDays(21);

  /// The four pairs for a window, fastest first.
  static List<BurnAlert> of(Duration window) {
    var shares = window.compareTo(SHORTEST_MONTH) < 0 ? OF_A_WEEK : OF_A_MONTH;
    return List.of(
        pair(Severity.PAGE, Duration.ofHours(1), Duration.ofMinutes(5), shares.get(0), window),
        pair(Severity.PAGE, Duration.ofHours(6), Duration.ofMinutes(30), shares.get(1), window),
        pair(Severity.TICKET, Duration.ofDays(1), Duration.ofHours(2), shares.get(2), window),
        pair(Severity.TICKET, Duration.ofDays(3), Duration.ofHours(6), shares.get(3), window));
  }

  private static BurnAlert pair(
      Severity severity, Duration longer, Duration shorter, String percent, Duration window) {
    return new BurnAlert(severity, longer, shorter, new BigDecimal(percent), window);
  }

  /// The burn rate that both windows must pass, with six places: such as 14.4.
  BigDecimal factor() {
    return numerator().divide(denominator(), 6, RoundingMode.HALF_UP);
  }

  private BigDecimal numerator() {
    return percent.multiply(BigDecimal.valueOf(window.toSeconds()));
  }

  private BigDecimal denominator() {
    return HUNDRED.multiply(BigDecimal.valueOf(longer.toSeconds()));
  }

  /// Without traffic in a window nothing burns there. A share without counts cannot be guarded
  /// against few events.
  Verdict verdict(
      Target target, @Nullable WindowReading ofLonger, @Nullable WindowReading ofShorter) {
    if (ofLonger == null || ofShorter == null) {
      return Verdict.UNKNOWN;
    }
    var slow = BurnRate.of(target, ofLonger);
    var fast = BurnRate.of(target, ofShorter);
    if (isUnknown(slow, ofLonger) || isUnknown(fast, ofShorter)) {
      return Verdict.UNKNOWN;
    }
    if (slow.filter(this::isPassedBy).isEmpty() || fast.filter(this::isPassedBy).isEmpty()) {
      return Verdict.QUIET;
    }
    return ofLonger instanceof WindowReading.Counted counted
            && counted.counts().bad().compareTo(FEWEST) < 0
        ? Verdict.FEW_EVENTS
        : Verdict.FIRING;
  }

  boolean isPassedBy(BurnRate rate) {
    return rate.isOver(numerator(), denominator());
  }

  private static boolean isUnknown(Optional<BurnRate> rate, WindowReading reading) {
    return rate.isEmpty() && !(reading instanceof WindowReading.NoTraffic);
  }
}
