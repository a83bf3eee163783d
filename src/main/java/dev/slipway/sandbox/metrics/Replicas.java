package dev.slipway.sandbox.metrics;

import dev.slipway.sandbox.metrics.Sums.Came;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The pods of a service, which share its traffic evenly while they are ready. A pod is scraped
/// every half minute from its first to its last; what it counted stays.
final class Replicas {

  /// Milliseconds from one scrape to the next.
  static final long STEP = 30_000;

  /// How much of what a failing pod answers is an error.
  private static final double FAILING = 0.2;

  private static final int MOST_SCRAPES = 60_000;
  private static final int MOST_PODS = 100;
  private static final double PART_OF_MINUTE = STEP / 60_000.0;
  private static final Came NOTHING = new Came(0, 0, 0);

  private final Tally tally;
  private final Map<String, Sums> pods = new LinkedHashMap<>();
  private final Set<String> live = new HashSet<>();
  private long last;

  Replicas(Tally tally) {
    this.tally = tally;
  }

  /// What a pod counted.
  ///
  /// @param live whether it was there at the last scrape
  record Counted(String pod, Sums.View sums, boolean live) {}

  /// Counts what came since the last scrape for those that were there, and meets those that are
  /// new.
  ///
  /// @param scrape its number, counted in steps from 1970
  void scrape(long scrape, Collection<Replica> ready) {
    if (scrape <= last) {
      return;
    }
    live.clear();
    for (var one : ready) {
      count(one, last == 0 ? scrape : Math.max(last, scrape - MOST_SCRAPES), scrape, ready.size());
      live.add(one.pod());
    }
    var gone = pods.keySet().stream().filter(pod -> !live.contains(pod)).toList();
    gone.subList(0, Math.clamp(pods.size() - MOST_PODS, 0, gone.size())).forEach(pods::remove);
    last = scrape;
  }

  private void count(Replica one, long from, long scrape, int among) {
    var sums = pods.computeIfAbsent(one.pod(), _ -> new Sums(scrape));
    while (sums.last() < from) {
      // It was not ready for a while.
      sums.add(NOTHING);
    }
    while (sums.last() < scrape) {
      var came = tally.during(sums.last() * STEP / 60_000).part(PART_OF_MINUTE / among);
      sums.add(
          one.failing()
              ? new Came(
                  came.requests(),
                  Math.max(came.failures(), came.requests() * FAILING),
                  came.slow())
              : came);
    }
    if (sums.size() > MOST_SCRAPES) {
      sums.forget(sums.size() - MOST_SCRAPES / 2);
    }
  }

  List<Counted> counted() {
    return pods.entrySet().stream()
        .map(one -> new Counted(one.getKey(), one.getValue().view(), live.contains(one.getKey())))
        .toList();
  }
}
