package dev.slipway.slo.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NarrowedQueryTests {

  @Test
  void everySelectorGetsTheCondition() {
    assertThat(narrowed("sum(rate(http_requests_total{code=~\"5..\"}[{{.window}}]))"))
        .isEqualTo("sum(rate(http_requests_total{code=~\"5..\",pod=~\"a-1-.+\"}[{{.window}}]))");
    assertThat(narrowed("sum(rate(all[{{.window}}])) - sum(rate(fast{le=\"0.2\"}[{{ .window }}]))"))
        .isEqualTo(
            "sum(rate(all{pod=~\"a-1-.+\"}[{{.window}}]))"
                + " - sum(rate(fast{le=\"0.2\",pod=~\"a-1-.+\"}[{{ .window }}]))");
  }

  @Test
  void emptyBracesAndACommaAtTheEndAreNoTrouble() {
    assertThat(narrowed("rate(all{}[5m])")).isEqualTo("rate(all{pod=~\"a-1-.+\"}[5m])");
    assertThat(narrowed("rate(all{a=\"}\", }[5m])"))
        .isEqualTo("rate(all{a=\"}\", pod=~\"a-1-.+\"}[5m])");
  }

  @Test
  void wordsOfTheLanguageAreNoSeries() {
    assertThat(narrowed("sum by (code) (increase(all[5m] offset 1m)) or vector(0)"))
        .isEqualTo("sum by (code) (increase(all{pod=~\"a-1-.+\"}[5m] offset 1m)) or vector(0)");
  }

  @Test
  void aQueryWithoutSeriesCannotBeNarrowed() {
    assertThat(NarrowedQuery.of("vector(1)", "pod", "a")).isEmpty();
  }

  @Test
  void aConditionNeverLeavesItsQuotes() {
    assertThatThrownBy(() -> NarrowedQuery.of("all", "pod", "a\"} or all{"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String narrowed(String query) {
    return NarrowedQuery.of(query, "pod", "a-1-.+").orElseThrow();
  }
}
