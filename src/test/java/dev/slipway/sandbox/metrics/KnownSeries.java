package dev.slipway.sandbox.metrics;

import dev.slipway.sandbox.metrics.promql.Labels;
import dev.slipway.sandbox.metrics.promql.Series;
import dev.slipway.slo.prometheus.ContractSeries;
import java.time.Instant;
import java.util.List;

/// The thirty days of minutes whose sums are known, and which a real Prometheus is filled with
/// where there is one.
final class KnownSeries {

  static final Instant END = ContractSeries.END;

  private static final long STEP = 60_000;

  private KnownSeries() {}

  static List<Series> all() {
    return ContractSeries.all().stream().map(KnownSeries::series).toList();
  }

  private static Series series(ContractSeries known) {
    var values = known.values();
    return new RegularSeries(
        Labels.of(known.name(), known.labels()),
        ContractSeries.START.toEpochMilli(),
        STEP,
        values.length,
        i -> values[i]);
  }
}
