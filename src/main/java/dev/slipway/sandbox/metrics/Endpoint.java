package dev.slipway.sandbox.metrics;

import dev.slipway.sandbox.metrics.promql.Labels;
import dev.slipway.sandbox.metrics.promql.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;

/// What one service shows of its requests: `http_requests_total` by status, and for some
/// `http_request_duration_seconds` as a histogram. Its past is that of the whole service, scraped
/// every minute; once its pods are known each is scraped for itself and carries the label `pod`.
public final class Endpoint {

  private static final String REQUESTS = "http_requests_total";
  private static final String DURATION = "http_request_duration_seconds";
  private static final String POD = "pod";
  private static final long MINUTE = 60_000;

  /// Bounds of the histogram up to 200 ms with the share of fast requests that they hold, and those
  /// above with the share of slow ones that they do not.
  private static final Map<String, Double> FAST = Map.of("0.05", 0.45, "0.1", 0.82, "0.2", 1.0);

  private static final Map<String, Double> SLOW =
      Map.of("0.5", 0.2, "1", 0.06, "2.5", 0.01, "+Inf", 0.0);

  private record Exposed(Labels labels, Function<Sums.View, IntToDoubleFunction> values) {}

  private final Tally tally;
  private final Replicas replicas;
  private final List<Exposed> exposed = new ArrayList<>();
  private long wholeUntil = Long.MAX_VALUE;

  private Endpoint(Tally tally) {
    this.tally = tally;
    this.replicas = new Replicas(tally);
  }

  /// Begins to count.
  ///
  /// @param status the label that carries the status, such as `code`
  /// @param labels what else every series carries
  /// @param since when the story began
  public static Endpoint of(
      Traffic traffic, String status, Map<String, String> labels, Instant since, Instant now) {
    var endpoint = new Endpoint(new Tally(traffic, minute(since), minute(now)));
    endpoint.expose(
        Labels.of(REQUESTS, with(labels, status, "200")),
        sums -> i -> sums.all(i) - sums.failed(i));
    endpoint.expose(Labels.of(REQUESTS, with(labels, status, "500")), sums -> sums::failed);
    endpoint.expose(Labels.of("up", labels), _ -> _ -> 1);
    return endpoint;
  }

  /// The same with a histogram of how long requests take.
  public Endpoint withDurations(Map<String, String> labels) {
    FAST.forEach((bound, share) ->
        expose(
            bucket(labels, bound), sums -> i -> Math.floor((sums.all(i) - sums.slow(i)) * share)));
    SLOW.forEach((bound, share) ->
        expose(bucket(labels, bound), sums -> i -> sums.all(i) - Math.floor(sums.slow(i) * share)));
    expose(Labels.of(DURATION + "_count", labels), sums -> sums::all);
    expose(
        Labels.of(DURATION + "_sum", labels),
        sums -> i -> sums.all(i) * 0.068 + sums.slow(i) * 0.3);
    return this;
  }

  private static Labels bucket(Map<String, String> labels, String bound) {
    return Labels.of(DURATION + "_bucket", with(labels, "le", bound));
  }

  private static Map<String, String> with(Map<String, String> labels, String name, String value) {
    var more = new TreeMap<>(labels);
    more.put(name, value);
    return more;
  }

  private void expose(Labels labels, Function<Sums.View, IntToDoubleFunction> values) {
    exposed.add(new Exposed(labels, values));
  }

  /// Counts for the pods that are ready now, if it is time again. From the first pod on they alone
  /// are counted; while none is ready nobody is answered.
  public synchronized void scrape(Instant now, Collection<Replica> ready) {
    if (ready.isEmpty() && wholeUntil == Long.MAX_VALUE) {
      return;
    }
    wholeUntil = Math.min(wholeUntil, minute(now));
    replicas.scrape(now.toEpochMilli() / Replicas.STEP, ready);
  }

  /// Its series with all samples up to that time.
  public synchronized List<Series> series(Instant now) {
    var found = new ArrayList<Series>();
    var whole = tally.until(Math.min(minute(now), wholeUntil));
    show(found, whole, MINUTE, wholeUntil < minute(now), "");
    for (var one : replicas.counted()) {
      show(found, one.sums(), Replicas.STEP, !one.live(), one.pod());
    }
    return found;
  }

  private void show(List<Series> found, Sums.View sums, long step, boolean ended, String pod) {
    for (var one : exposed) {
      var values = one.values().apply(sums);
      found.add(
          new RegularSeries(
              one.labels().with(POD, pod),
              sums.first() * step,
              step,
              ended ? sums.size() + 1 : sums.size(),
              i -> i < sums.size() ? values.applyAsDouble(i) : Series.STALE));
    }
  }

  private static long minute(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), 60);
  }
}
