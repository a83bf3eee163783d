package dev.slipway.slo;

import java.math.BigDecimal;

/// Events within some time, as a Prometheus counted them. Fractions come of its extrapolation at
/// the ends of a range (`prometheus/prometheus:promql/functions.go`, extrapolatedRate).
///
/// @param bad events that broke the objective
/// @param total all events
public record Counts(BigDecimal bad, BigDecimal total) {

  public static final Counts NONE = new Counts(BigDecimal.ZERO, BigDecimal.ZERO);

  public static Counts of(long bad, long total) {
    return new Counts(BigDecimal.valueOf(bad), BigDecimal.valueOf(total));
  }

  public boolean hasTraffic() {
    return total.signum() > 0;
  }

  public Counts plus(Counts other) {
    return new Counts(bad.add(other.bad), total.add(other.total));
  }

  public Counts minus(Counts other) {
    return new Counts(bad.subtract(other.bad), total.subtract(other.total));
  }
}
