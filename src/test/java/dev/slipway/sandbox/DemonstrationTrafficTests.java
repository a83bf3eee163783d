package dev.slipway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.sandbox.metrics.promql.Query;
import dev.slipway.sandbox.metrics.promql.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The story that the demonstration's metrics tell, whenever it begins.
class DemonstrationTrafficTests {

  static Stream<Instant> beginnings() {
    return Stream.of(
        Instant.parse("2026-03-10T09:30:00Z"),
        Instant.parse("2026-03-14T00:05:00Z"),
        Instant.parse("2026-07-19T22:47:00Z"),
        Instant.parse("2026-11-23T05:00:00Z"));
  }

  private record Story(DemonstrationTraffic traffic) {

    static Story of(Instant since) {
      return new Story(new DemonstrationTraffic(since, since));
    }

    double number(String query, Instant at) {
      var series = traffic.series(at);
      var value = Query.parse(query).at(() -> series, at.toEpochMilli(), 10_000);
      return value instanceof Value.Vector(var samples) && !samples.isEmpty()
          ? samples.getFirst().number()
          : Double.NaN;
    }

    double ratio(String service, String status, String window, Instant at) {
      return number(
          """
          sum(rate(http_requests_total{service="%1$s",%2$s=~"5.."}[%3$s]))
           / sum(rate(http_requests_total{service="%1$s"}[%3$s]))\
          """
              .formatted(service, status, window),
          at);
    }
  }

  @ParameterizedTest
  @MethodSource("beginnings")
  void halfOfTheBudgetOfQuizMentorIsUsedUntilSomeDaysLater(Instant since) {
    var story = Story.of(since);
    assertThat(story.ratio("learning-orchestrator", "code", "30d", since) / 0.001)
        .isBetween(0.51, 0.54);
    var days = Duration.ofDays(5);
    assertThat(story.ratio("learning-orchestrator", "code", "30d", since.plus(days)) / 0.001)
        .isBetween(0.3, 0.4);
    assertThat(story.ratio("learning-orchestrator", "code", "1h", since) / 0.001).isLessThan(1);
  }

  @ParameterizedTest
  @MethodSource("beginnings")
  void fastQuizzesAreTheGoodOnes(Instant since) {
    var slow =
        Story.of(since)
            .number(
                """
                1 - sum(rate(http_request_duration_seconds_bucket\
                {service="learning-orchestrator",le="0.2"}[30d]))
                 / sum(rate(http_request_duration_seconds_count\
                {service="learning-orchestrator"}[30d]))\
                """,
                since);
    assertThat(slow / 0.01).isBetween(0.36, 0.38);
  }

  @ParameterizedTest
  @MethodSource("beginnings")
  void theOthersAreWellOrWorthAReview(Instant since) {
    var story = Story.of(since);
    assertThat(story.ratio("student-service", "code", "30d", since) / 0.001).isBetween(0.05, 0.12);
    assertThat(story.ratio("platform-api", "status", "30d", since) / 0.005).isBetween(0.3, 0.38);
  }

  @ParameterizedTest
  @MethodSource("beginnings")
  void votesBurnFastWithoutHavingUsedHalf(Instant since) {
    var story = Story.of(since);
    var soon = since.plusSeconds(1_500);
    assertThat(story.ratio("vote", "code", "5m", soon) / 0.005).isGreaterThan(14.4);
    assertThat(story.ratio("vote", "code", "1h", soon) / 0.005).isGreaterThan(14.4);
    assertThat(story.ratio("vote", "code", "30d", soon) / 0.005).isBetween(0.06, 0.25);
  }

  @Test
  void nobodyHasAskedForAModelForTwoDays() {
    var since = beginnings().findFirst().orElseThrow();
    var story = Story.of(since);
    assertThat(story.ratio("mlflow", "code", "1d", since)).isNaN();
    assertThat(story.ratio("mlflow", "code", "30d", since)).isBetween(0.0005, 0.0015);
  }

  @Test
  void theRulesCanBeReadAndAllButTheBlindOneEvaluated() {
    var since = beginnings().findFirst().orElseThrow();
    var story = Story.of(since);
    assertThat(DemonstrationTraffic.RULES)
        .allSatisfy(rule -> assertThat(Query.parse(rule.query()).text()).isNotEmpty());
    assertThat(story.number(rule("VotesFail"), since)).isGreaterThan(0.01);
    assertThatThrownBy(() -> story.number(rule("ModelRequestsFail"), since))
        .hasMessageContaining("duplicate series");
  }

  private static String rule(String name) {
    return DemonstrationTraffic.RULES.stream()
        .filter(rule -> rule.name().equals(name))
        .findFirst()
        .orElseThrow()
        .query();
  }
}
