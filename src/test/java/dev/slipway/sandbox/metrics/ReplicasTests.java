package dev.slipway.sandbox.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.sandbox.metrics.promql.Query;
import dev.slipway.sandbox.metrics.promql.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Pods that come and go share the traffic of their service.
class ReplicasTests {

  private static final Instant SINCE = Instant.parse("2026-03-10T09:30:00Z");
  private static final Replica OLD = new Replica("vote-5d8f-aaaaa", false);
  private static final Replica OTHER = new Replica("vote-5d8f-bbbbb", false);
  private static final Replica NEW = new Replica("vote-7c9b-ccccc", true);

  private final Endpoint endpoint =
      Endpoint.of(
          new Traffic("vote", 600, 0.001, 0.1, 0, List.of(), Traffic.NEVER),
          "code",
          Map.of("job", "vote"),
          SINCE,
          SINCE);

  /// Half-minute by half-minute.
  private void run(int from, int minutes, Replica... pods) {
    IntStream.rangeClosed(from * 2, (from + minutes) * 2)
        .forEach(half -> endpoint.scrape(SINCE.plusSeconds(30L * half), List.of(pods)));
  }

  private double ask(String query, Instant at) {
    var series = endpoint.series(at);
    return Query.parse(query).at(() -> series, at.toEpochMilli(), 10_000)
                instanceof Value.Vector(var samples)
            && !samples.isEmpty()
        ? samples.getFirst().number()
        : Double.NaN;
  }

  private static Instant after(int minutes) {
    return SINCE.plus(Duration.ofMinutes(minutes));
  }

  @Test
  void allPodsTogetherCountWhatTheWholeServiceWouldHave() {
    var alone =
        Endpoint.of(
            new Traffic("vote", 600, 0.001, 0.1, 0, List.of(), Traffic.NEVER),
            "code",
            Map.of("job", "vote"),
            SINCE,
            SINCE);
    run(0, 60, OLD, OTHER);
    var whole = alone.series(after(60));
    var counted = new double[1];
    Query.parse("sum(increase(http_requests_total[1h]))")
        .over(() -> whole, after(60).toEpochMilli(), after(60).toEpochMilli(), 1, 10_000)
        .forEach(one -> counted[0] = one.valueAt(0));
    assertThat(ask("sum(increase(http_requests_total{pod!=\"\"}[1h]))", after(60)))
        .isCloseTo(counted[0], within(10.0));
    assertThat(ask("count(up)", after(60))).isEqualTo(2);
  }

  @Test
  void newPodsAreToldApartAndTheirErrorsCounted() {
    run(0, 10, OLD, OTHER);
    run(10, 10, OLD, NEW);
    var at = after(20);
    var share =
        "sum(rate(http_requests_total{%1$s,code=\"500\"}[5m]))"
            + " / sum(rate(http_requests_total{%1$s}[5m]))";
    assertThat(ask(share.formatted("pod=~\"vote-7c9b.*\""), at)).isCloseTo(0.2, within(0.005));
    assertThat(ask(share.formatted("pod=~\"vote-5d8f.*\""), at)).isLessThan(0.01);
    assertThat(ask(share.formatted("job=\"vote\""), at)).isCloseTo(0.1, within(0.01));
    assertThat(ask("count(up)", at)).isEqualTo(2);
    assertThat(ask("count(count_over_time(up[30m]))", at)).isEqualTo(4);
  }

  @Test
  void whileNoPodIsReadyNobodyIsAnswered() {
    run(0, 10, OLD);
    run(10, 10);
    assertThat(ask("count(up)", after(20))).isNaN();
    assertThat(ask("sum(increase(http_requests_total[5m]))", after(20))).isNaN();
  }

  @Test
  void whoNeverSawAPodCountsTheServiceAsAWhole() {
    run(0, 10);
    assertThat(ask("count(up)", after(10))).isEqualTo(1);
    assertThat(ask("count(up{pod!=\"\"})", after(10))).isNaN();
  }

  @Test
  void aPodThatWasNotReadyForAWhileGoesOnWhereItWas() {
    run(0, 10, OLD, OTHER);
    run(10, 10, OTHER);
    run(20, 10, OLD, OTHER);
    assertThat(ask("count(count_over_time(up{pod!=\"\"}[30m]))", after(30))).isEqualTo(2);
    var old = "sum(increase(http_requests_total{pod=\"vote-5d8f-aaaaa\"}[30m]))";
    var other = "sum(increase(http_requests_total{pod=\"vote-5d8f-bbbbb\"}[30m]))";
    assertThat(ask(old + " / " + other, after(30))).isCloseTo(0.5, within(0.03));
  }

  @Test
  void aPauseOfTheScraperLosesNoTraffic() {
    run(0, 1, OLD);
    endpoint.scrape(after(120), List.of(OLD));
    assertThat(ask("sum(increase(http_requests_total[1h]))", after(120))).isGreaterThan(20_000);
  }
}
