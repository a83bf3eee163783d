package dev.slipway.integrations.web;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// A bucket of calls for each caller, filled evenly within a minute. As many as fit are kept; those
/// that were idle longest are forgotten first, and would be full again by then.
final class Buckets {

  private static final int MOST = 10_000;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final int perMinute;
  private final Map<String, Bucket> buckets;

  Buckets(int perMinute) {
    this(perMinute, MOST);
  }

  Buckets(int perMinute, int most) {
    this.perMinute = perMinute;
    this.buckets =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > most;
          }
        };
  }

  int perMinute() {
    return perMinute;
  }

  /// Takes one call out, if there is one.
  ConsumptionProbe take(String caller) {
    return of(caller).tryConsumeAndReturnRemaining(1);
  }

  /// Seconds until a call is possible; 0 if it is now.
  long wait(String caller) {
    var waits = of(caller).estimateAbilityToConsume(1);
    return seconds(waits.getNanosToWaitForRefill());
  }

  /// Rounded up: whoever waits as long as it says gets through.
  static long seconds(long nanos) {
    return Math.ceilDiv(nanos, Duration.ofSeconds(1).toNanos());
  }

  synchronized int size() {
    return buckets.size();
  }

  private synchronized Bucket of(String caller) {
    return buckets.computeIfAbsent(
        caller,
        _ ->
            Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, MINUTE))
                .build());
  }
}
