package dev.slipway.slo.prometheus;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToLongFunction;

/// A counter of thirty days, one sample a minute. What all of them count is known, so that every
/// server can be held to it.
///
/// @param perMinute events of the minute that ends with sample `i`, 1 to [#MINUTES]
public record ContractSeries(String name, Map<String, String> labels, IntToLongFunction perMinute) {

  public static final int MINUTES = 43_200;

  /// The last sample, midnight in UTC.
  public static final Instant END = Instant.parse("2026-01-31T00:00:00Z");

  /// The first sample, which is zero everywhere.
  public static final Instant START = END.minusSeconds(60L * MINUTES);

  public static final String REQUESTS = "http_requests_total";
  public static final String DURATIONS = "http_request_duration_seconds";

  /// The value of each sample, from [#START] on.
  public long[] values() {
    var values = new long[MINUTES + 1];
    for (int minute = 1; minute <= MINUTES; minute++) {
      values[minute] = values[minute - 1] + perMinute.applyAsLong(minute);
    }
    return values;
  }

  public static List<ContractSeries> all() {
    var all = new ArrayList<ContractSeries>();
    // A burst of an hour five days ago, and one error every five minutes.
    add(all, "steady", _ -> 600, i -> ago(i) >= 7140 && ago(i) < 7200 ? 60 : i % 5 == 0 ? 1 : 0);
    // Almost nobody at night, and in one of the nights half of them fail.
    add(
        all,
        "uneven",
        i -> isNight(i) ? 6 : 1200,
        i -> isNight(i) && ago(i) > 2880 && ago(i) <= 4320 ? 3 : 0);
    // Nobody for two days.
    add(all, "quiet", i -> ago(i) < 2880 ? 0 : 60, i -> i == MINUTES - 14_400 ? 12 : 0);
    add(all, "fastburn", _ -> 600, i -> ago(i) < 65 ? 18 : 0);
    all.add(requests("noerr", "200", _ -> 300));
    durations(all);
    return all;
  }

  /// Minutes from the end of minute `i` to the last sample.
  private static int ago(int minute) {
    return MINUTES - minute;
  }

  private static boolean isNight(int minute) {
    var began = START.getEpochSecond() + 60L * (minute - 1);
    var hour = Math.floorMod(Math.floorDiv(began, 3600L), 24L);
    return hour < 6 || hour >= 22;
  }

  private static void add(
      List<ContractSeries> all, String job, IntToLongFunction total, IntToLongFunction bad) {
    all.add(requests(job, "200", i -> total.applyAsLong(i) - bad.applyAsLong(i)));
    all.add(requests(job, "500", bad));
  }

  private static ContractSeries requests(String job, String code, IntToLongFunction perMinute) {
    return new ContractSeries(
        REQUESTS, new TreeMap<>(Map.of("env", "prod", "job", job, "code", code)), perMinute);
  }

  /// Of 1000 requests a minute, 970 answer within 200 ms.
  private static void durations(List<ContractSeries> all) {
    Map.of("0.1", 485L, "0.2", 970L, "0.5", 985L, "+Inf", 1000L).entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(bucket ->
            all.add(
                new ContractSeries(
                    DURATIONS + "_bucket",
                    new TreeMap<>(Map.of("env", "prod", "job", "latency", "le", bucket.getKey())),
                    _ -> bucket.getValue())));
    all.add(
        new ContractSeries(
            DURATIONS + "_count",
            new TreeMap<>(Map.of("env", "prod", "job", "latency")),
            _ -> 1000));
  }
}
