package dev.slipway.sandbox.metrics.promql;

import dev.slipway.sandbox.metrics.promql.Value.Sample;
import dev.slipway.sandbox.metrics.promql.Value.Vector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/// Quantiles from buckets with the label `le`, straight within a bucket
/// (`prometheus/prometheus:promql/quantile.go`, bucketQuantile).
final class Histograms {

  private static final String BOUND = "le";

  private Histograms() {}

  private record Bucket(double bound, double count) {}

  static Vector quantile(double share, Vector buckets, long time) {
    var groups = new LinkedHashMap<Labels, List<Bucket>>();
    for (var sample : buckets.samples()) {
      var bound = bound(sample.labels().get(BOUND));
      if (!Double.isNaN(bound)) {
        groups
            .computeIfAbsent(sample.labels().without(List.of(BOUND)), _ -> new ArrayList<>())
            .add(new Bucket(bound, sample.number()));
      }
    }
    return new Vector(
        groups.entrySet().stream()
            .map(group -> new Sample(group.getKey(), time, quantile(share, group.getValue())))
            .toList());
  }

  private static double bound(String text) {
    try {
      return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }

  private static double quantile(double share, List<Bucket> unordered) {
    if (Double.isNaN(share)) {
      return Double.NaN;
    }
    if (share < 0 || share > 1) {
      return share < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    var buckets = rising(unordered);
    var last = buckets.size() - 1;
    var all = buckets.get(last).count();
    if (last < 1 || buckets.get(last).bound() != Double.POSITIVE_INFINITY || all == 0) {
      return Double.NaN;
    }
    var rank = share * all;
    var at = 0;
    while (at < last && buckets.get(at).count() < rank) {
      at++;
    }
    if (at == last) {
      return buckets.get(last - 1).bound();
    }
    var end = buckets.get(at).bound();
    if (at == 0) {
      return end <= 0 ? end : end * (rank / buckets.getFirst().count());
    }
    var former = buckets.get(at - 1);
    return former.bound()
        + (end - former.bound())
            * ((rank - former.count()) / (buckets.get(at).count() - former.count()));
  }

  /// By their bounds, those of the same bound together, none with less than the one before.
  private static List<Bucket> rising(List<Bucket> unordered) {
    var rising = new ArrayList<Bucket>();
    var most = 0.0;
    for (var bucket :
        unordered.stream().sorted(Comparator.comparingDouble(Bucket::bound)).toList()) {
      var same = !rising.isEmpty() && rising.getLast().bound() == bucket.bound();
      var count = bucket.count() + (same ? rising.removeLast().count() : 0);
      most = Math.max(most, count);
      rising.add(new Bucket(bucket.bound(), most));
    }
    return rising;
  }
}
