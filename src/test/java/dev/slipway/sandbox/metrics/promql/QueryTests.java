package dev.slipway.sandbox.metrics.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.sandbox.metrics.RegularSeries;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What each part of PromQL means, on series of a few minutes.
class QueryTests {

  private static final long MINUTE = 60_000;

  /// Ten minutes after the first sample.
  private static final long NOW = 10 * MINUTE;

  private static final List<Series> SERIES =
      List.of(
          gauge(
              "heat",
              Map.of("room", "kitchen", "floor", "0"),
              20,
              21,
              22,
              23,
              24,
              25,
              26,
              27,
              28,
              29,
              30),
          gauge("heat", Map.of("room", "attic", "floor", "1"), 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 10),
          gauge("heat", Map.of("room", "cellar", "floor", "-1"), 5, 5, 5, 5, 5),
          gauge("gone", Map.of(), 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, Series.STALE),
          gauge("calls_total", Map.of(), 100, 160, 220, 280, 340, 10, 70, 130, 190, 250, 310),
          gauge("seen_bucket", Map.of("le", "0.1"), 10),
          gauge("seen_bucket", Map.of("le", "0.5"), 30),
          gauge("seen_bucket", Map.of("le", "+Inf"), 40));

  private static Series gauge(String name, Map<String, String> labels, double... values) {
    return new RegularSeries(Labels.of(name, labels), 0, MINUTE, values.length, i -> values[i]);
  }

  private static Map<String, String> at(String query, long time) {
    var found = new TreeMap<String, String>();
    switch (Query.parse(query).at(() -> SERIES, time, 10_000)) {
      case Value.Scalar(var number) -> found.put("scalar", Words.number(number));
      case Value.Text(var text) -> found.put("text", text);
      case Value.Vector(var samples) ->
          samples.forEach(one -> found.put(one.labels().toString(), Words.number(one.number())));
      case Value.Matrix(var series) ->
          series.forEach(one -> found.put(one.labels().toString(), "x" + one.size()));
    }
    return found;
  }

  private static Map<String, String> now(String query) {
    return at(query, NOW);
  }

  @Test
  void theLastSampleSpeaksForASeriesForFiveMinutes() {
    assertThat(at("heat{room=\"cellar\"}", 9 * MINUTE)).hasSize(1);
    assertThat(at("heat{room=\"cellar\"}", 9 * MINUTE + 1)).isEmpty();
  }

  @Test
  void aSeriesThatEndedIsGoneAtOnceAndItsPastStays() {
    assertThat(at("gone", NOW - 1)).hasSize(1);
    assertThat(now("gone")).isEmpty();
    assertThat(now("count_over_time(gone[5m])")).containsEntry("{}", "5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "heat{room='kitchen'} ; 1",
        "heat{room!='kitchen'} ; 1",
        "heat{room=~'kit.*|attic'} ; 2",
        "heat{room=~'kit'} ; 0",
        "heat{room!~'a.*'} ; 1",
        "{room='attic'} ; 1",
        "{__name__=~'heat|calls_total'} ; 3",
        "heat{missing=''} ; 2",
        "heat{room='attic',floor='0'} ; 0",
        "heat[2m] ; 2",
      })
  void aSelectorTakesTheSeriesThatAllItsConditionsTake(String query, int series) {
    assertThat(now(query.replace('\'', '"'))).hasSize(series);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 + 2 * 3 | 7",
        "(1 + 2) * 3 | 9",
        "-2 ^ 2 | -4",
        "2 ^ 3 ^ 2 | 512",
        "7 % 4 - -1 | 4",
        "0 / 0 | NaN",
        "1 / 0 | +Inf",
        "0x10 | 16",
        "1e-7 | 1e-07",
        "1.5e3 | 1500",
        "1 > bool 2 | 0",
        "time() | 600",
        "scalar(heat{room='attic'}) | 10",
        "scalar(heat) | NaN",
      })
  void numbersFollowTheOrderOfOperators(String query, String value) {
    assertThat(now(query.replace('\'', '"'))).containsExactly(Map.entry("scalar", value));
  }

  @Test
  void arithmeticDropsTheNameAndAComparisonKeepsIt() {
    assertThat(now("heat * 2"))
        .containsOnly(
            Map.entry("{floor=\"0\", room=\"kitchen\"}", "60"),
            Map.entry("{floor=\"1\", room=\"attic\"}", "20"));
    assertThat(now("heat > 20"))
        .containsOnly(Map.entry("heat{floor=\"0\", room=\"kitchen\"}", "30"));
    assertThat(now("20 < heat")).hasSize(1);
    assertThat(now("heat > bool 20")).containsEntry("{floor=\"1\", room=\"attic\"}", "0");
  }

  @Test
  void seriesOfBothSidesAreJoinedByTheirLabels() {
    assertThat(now("heat - heat offset 1m"))
        .containsEntry("{floor=\"0\", room=\"kitchen\"}", "1")
        .containsEntry("{floor=\"1\", room=\"attic\"}", "1");
    assertThat(now("heat{room=\"attic\"} / on () calls_total")).containsOnlyKeys("{}");
    assertThat(now("heat{room=\"attic\"} / ignoring (room, floor) calls_total"))
        .containsOnlyKeys("{}");
    assertThat(now("heat / calls_total")).isEmpty();
    assertThatThrownBy(() -> now("calls_total * on () heat"))
        .isInstanceOf(QueryFailed.class)
        .hasMessageContaining("many-to-many matching not allowed");
    assertThatThrownBy(() -> now("heat * on () calls_total"))
        .hasMessageContaining("many-to-one matching must be explicit");
  }

  @Test
  void setsAreMadeOfWhatHasTheSameLabels() {
    assertThat(now("heat > 20 or heat")).hasSize(2);
    assertThat(now("heat and heat > 20")).containsOnlyKeys("heat{floor=\"0\", room=\"kitchen\"}");
    assertThat(now("heat unless heat > 20")).containsOnlyKeys("heat{floor=\"1\", room=\"attic\"}");
    assertThat(now("nothing or vector(0)")).containsExactly(Map.entry("{}", "0"));
  }

  @Test
  void manySeriesAreMadeOneForEachGroup() {
    assertThat(now("sum(heat)")).containsExactly(Map.entry("{}", "40"));
    assertThat(now("avg without (floor, room) (heat)")).containsExactly(Map.entry("{}", "20"));
    assertThat(now("max(heat) by (floor)"))
        .containsOnly(Map.entry("{floor=\"0\"}", "30"), Map.entry("{floor=\"1\"}", "10"));
    assertThat(now("min by (nothing) (heat)")).containsExactly(Map.entry("{}", "10"));
    assertThat(now("count(heat)")).containsExactly(Map.entry("{}", "2"));
    assertThat(now("sum(nothing)")).isEmpty();
  }

  @Test
  void aCounterThatStartsAnewGoesOnRising() {
    assertThat(now("increase(calls_total[4m])")).containsExactly(Map.entry("{}", "240"));
    // 240 from 100 to 340, 10 after the new start, and five times 60.
    assertThat(now("increase(calls_total[10m])")).containsExactly(Map.entry("{}", "550"));
    assertThat(now("rate(calls_total[4m])")).containsExactly(Map.entry("{}", "1"));
  }

  @Test
  void aRangeBetweenSamplesIsStretchedToItsEnds() {
    // From 6.5 to 10.5 minutes: four samples, half a minute missing at either end.
    assertThat(at("increase(calls_total[4m])", NOW + 30_000))
        .containsExactly(Map.entry("{}", "240"));
    // Of a series that ended long before, only half a step is added.
    assertThat(at("increase(heat{room=\"kitchen\"}[10m])", NOW + 5 * MINUTE).values())
        .containsExactly("5.5");
    assertThat(now("rate(calls_total[30s])")).isEmpty();
  }

  @Test
  void aCounterIsNotThoughtToHaveBeenBelowZero() {
    // It begins at 20 at minute 0 and rises by 1: two minutes before, it was not at 18 for sure.
    assertThat(at("increase(heat{room=\"kitchen\"}[4m])", 2 * MINUTE).values())
        .containsExactly("2.5");
  }

  @Test
  void samplesOverTimeAreOneNumber() {
    var kitchen = "heat{room=\"kitchen\"}[4m]";
    assertThat(now("sum_over_time(" + kitchen + ")").values()).containsExactly("140");
    assertThat(now("count_over_time(" + kitchen + ")").values()).containsExactly("5");
    assertThat(now("max_over_time(" + kitchen + ")").values()).containsExactly("30");
    assertThat(now("min_over_time(" + kitchen + ")").values()).containsExactly("26");
    assertThat(now("avg_over_time(" + kitchen + ")").values()).containsExactly("28");
    assertThat(now("last_over_time(" + kitchen + ")"))
        .containsExactly(Map.entry("heat{floor=\"0\", room=\"kitchen\"}", "30"));
  }

  @Test
  void theAgeOfTheLastSampleIsFoundByASubquery() {
    var age = "time() - max(max_over_time(timestamp(heat{room=\"cellar\"})[1h:1m]))";
    assertThat(at(age, 20 * MINUTE)).containsExactly(Map.entry("{}", "960"));
    assertThat(at("timestamp(heat{room=\"cellar\"})", 8 * MINUTE).values()).containsExactly("240");
    assertThat(at("timestamp(heat{room=\"cellar\"} > 0)", 8 * MINUTE).values())
        .containsExactly("480");
  }

  @Test
  void quantilesLieStraightWithinABucket() {
    assertThat(at("histogram_quantile(0.625, seen_bucket)", 0))
        .containsExactly(Map.entry("{}", "0.4"));
    assertThat(at("histogram_quantile(0.125, seen_bucket)", 0).values()).containsExactly("0.05");
    assertThat(at("histogram_quantile(0.99, seen_bucket)", 0).values()).containsExactly("0.5");
    assertThat(at("histogram_quantile(1.5, seen_bucket)", 0).values()).containsExactly("+Inf");
    assertThat(at("histogram_quantile(0.5, seen_bucket{le!=\"+Inf\"})", 0).values())
        .containsExactly("NaN");
  }

  @Test
  void aLabelIsMadeOfAnother() {
    assertThat(
            now("label_replace(heat{room=\"attic\"}, \"place\", \"$1-$2\", \"room\", \"(a)(.*)\")"))
        .containsOnlyKeys("heat{floor=\"1\", place=\"a-ttic\", room=\"attic\"}");
    assertThat(now("label_replace(heat{room=\"attic\"}, \"floor\", \"\", \"room\", \"attic\")"))
        .containsOnlyKeys("heat{room=\"attic\"}");
    assertThat(now("label_replace(vector(1), \"portal_w\", \"5m\", \"\", \"\")"))
        .containsOnlyKeys("{portal_w=\"5m\"}");
    assertThatThrownBy(
            () -> now("label_replace(heat, \"room\", \"x\", \"\", \"\") * 0 + on () heat"))
        .isInstanceOf(QueryFailed.class);
    assertThatThrownBy(
            () -> now("sum by (room) (heat) or label_replace(heat, \"1\", \"\", \"\", \"\")"))
        .hasMessageContaining("invalid destination label name");
  }

  @Test
  void twoSeriesOfTheSameLabelsAreAFailure() {
    assertThatThrownBy(() -> now("rate({__name__=~\"calls_total|gone\"}[5m])"))
        .hasMessage("vector cannot contain metrics with the same labelset");
  }

  @Test
  void aRangeOfInstantsHasAPointAtEveryStepThatHasASample() {
    var points = Query.parse("heat").over(() -> SERIES, 0, 20 * MINUTE, 5 * MINUTE, 10_000);
    assertThat(points).hasSize(3);
    assertThat(points.getFirst().size()).isEqualTo(4);
    assertThat(points.getFirst().valueAt(2)).isEqualTo(30);
    assertThat(points.getFirst().timeAt(3)).isEqualTo(15 * MINUTE);
    assertThat(Query.parse("1").over(() -> SERIES, 0, MINUTE, MINUTE, 10_000).getFirst().size())
        .isEqualTo(2);
  }
}
