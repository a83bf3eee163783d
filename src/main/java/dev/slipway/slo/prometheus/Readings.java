package dev.slipway.slo.prometheus;

import dev.slipway.slo.Counts;
import dev.slipway.slo.Indicator;
import dev.slipway.slo.WindowReading;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads what a merged query gave: for each window what was counted, and what was not.
final class Readings {

  /// Share of all events by which a difference of two doubles may be off.
  private static final BigDecimal ROUNDING = new BigDecimal("1e-9");

  private final Map<Part, Scale> scales = new EnumMap<>(Part.class);

  Readings(Indicator indicator) {
    MergedQuery.parts(indicator).forEach((part, query) -> scales.put(part, Scale.of(query)));
  }

  /// Whether events are counted, and not only their share known.
  boolean areCounts() {
    return !isRatio() && !scales.containsValue(Scale.UNKNOWN);
  }

  private boolean isRatio() {
    return scales.containsKey(Part.RATIO);
  }

  Map<Duration, WindowReading> of(JsonNode data, Collection<Duration> windows) {
    var samples = samples(data);
    var readings = new LinkedHashMap<Duration, WindowReading>();
    for (var window : windows) {
      var of = samples.getOrDefault(Long.toString(window.toSeconds()), Map.of());
      readings.put(
          window,
          isRatio()
              ? ratio(of.get(Part.RATIO))
              : events(of.get(Part.BAD), of.get(Part.TOTAL), window));
    }
    return readings;
  }

  /// By window and part.
  private Map<String, Map<Part, Sample>> samples(JsonNode data) {
    if (!data.path("resultType").asString("").equals("vector")) {
      throw new OddAnswer("it is no vector");
    }
    var samples = new HashMap<String, Map<Part, Sample>>();
    var seen = new EnumMap<Part, Map<String, Integer>>(Part.class);
    for (var series : data.path("result")) {
      var part = part(series);
      var window = series.path("metric").path(MergedQuery.WINDOW_LABEL).asString("");
      int count = seen.computeIfAbsent(part, _ -> new HashMap<>()).merge(window, 1, Integer::sum);
      if (count > 1) {
        throw new ManySeries(part);
      }
      samples.computeIfAbsent(window, _ -> new EnumMap<>(Part.class)).put(part, sample(series));
    }
    return samples;
  }

  Part part(JsonNode series) {
    var label = series.path("metric").path(MergedQuery.PART_LABEL).asString("");
    return scales.keySet().stream()
        .filter(part -> part.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new OddAnswer("a series has lost its label"));
  }

  private static Sample sample(JsonNode series) {
    return series.has("histogram") ? new Sample("a histogram") : Sample.of(series.path("value"));
  }

  private static WindowReading ratio(@Nullable Sample sample) {
    if (sample == null) {
      return new WindowReading.NoData();
    }
    return sample
        .number()
        .flatMap(share -> amount(share, BigDecimal.ONE))
        .<WindowReading>map(WindowReading.Share::new)
        .orElseGet(() -> new WindowReading.NoValue(sample.shown()));
  }

  private WindowReading events(@Nullable Sample bad, @Nullable Sample total, Duration window) {
    if (total == null) {
      return bad == null
          ? new WindowReading.NoData()
          : new WindowReading.Failed("There are bad events, and no series of all events.");
    }
    var all = total.number();
    if (all.isEmpty() || all.get().signum() < 0) {
      return new WindowReading.NoValue(total.shown());
    }
    var some = bad == null ? new Sample("0").number() : bad.number();
    if (bad != null && some.isEmpty()) {
      return new WindowReading.NoValue(bad.shown());
    }
    var counted = counts(some.orElseThrow(), all.get(), window);
    if (counted.isEmpty()) {
      return new WindowReading.NoValue(bad == null ? total.shown() : bad.shown());
    }
    var counts = counted.get();
    if (!counts.hasTraffic()) {
      return counts.bad().signum() == 0
          ? new WindowReading.NoTraffic()
          : new WindowReading.Failed("There are bad events, although no events came in.");
    }
    if (!areCounts()) {
      return new WindowReading.Share(counts.bad().divide(counts.total(), MathContext.DECIMAL64));
    }
    return bad == null
        ? new WindowReading.NoErrorSeries(counts)
        : new WindowReading.Counted(counts);
  }

  /// Empty where less than nothing is told: `total - good` gives that while more good events than
  /// events are known, and it would say that a budget that is used up is whole.
  Optional<Counts> counts(BigDecimal bad, BigDecimal total, Duration window) {
    if (total.signum() < 0) {
      return Optional.empty();
    }
    return amount(bad, total)
        .map(some ->
            areCounts()
                ? new Counts(
                    scale(Part.BAD).events(some, window), scale(Part.TOTAL).events(total, window))
                : new Counts(some, total));
  }

  /// What is below nothing by no more than a double is rounded is nothing.
  private static Optional<BigDecimal> amount(BigDecimal some, BigDecimal whole) {
    if (some.signum() >= 0) {
      return Optional.of(some);
    }
    return some.negate().compareTo(whole.multiply(ROUNDING)) <= 0
        ? Optional.of(BigDecimal.ZERO)
        : Optional.empty();
  }

  private Scale scale(Part part) {
    return scales.getOrDefault(part, Scale.UNKNOWN);
  }
}
