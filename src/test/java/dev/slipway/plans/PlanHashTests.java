package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PlanHashTests {

  @Test
  void theExampleOfRfc8785IsWrittenAsTheRfcWritesIt() {
    var text =
        """
        {"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
         "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
         "literals": [null, true, false]}
        """;
    assertThat(PlanHash.canonical(Json.parse(text)))
        .isEqualTo(
            "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                + "\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  }

  @Test
  void keysAreSortedByTheirUtf16Units() {
    var text = "{\"\\ufb33\":1,\"\\ud83d\\ude00\":2,\"\\u20ac\":3,\"1\":4,\"\\r\":5,\"\\u00f6\":6}";
    assertThat(PlanHash.canonical(Json.parse(text)))
        .isEqualTo("{\"\\r\":5,\"1\":4,\"ö\":6,\"€\":3,\"😀\":2,\"\ufb33\":1}");
  }

  @Test
  void theOrderOfFieldsDoesNotChangeTheHashAndAnyValueDoes() {
    var one = PlanHash.of(Json.parse("{\"a\":1,\"b\":{\"c\":[1,2]}}"));
    assertThat(PlanHash.of(Json.parse("{\"b\":{\"c\":[1,2]},\"a\":1}"))).isEqualTo(one);
    assertThat(PlanHash.of(Json.parse("{\"b\":{\"c\":[2,1]},\"a\":1}"))).isNotEqualTo(one);
  }

  @Test
  void theHashOfAKnownContentNeverChanges() {
    assertThat(PlanHash.of(Json.parse("{\"kind\":\"rollout\",\"version\":1}")))
        .isEqualTo(PlanHash.sha256("slipway-plan/1\n{\"kind\":\"rollout\",\"version\":1}"))
        .hasSize(64);
  }

  @Test
  void aNumberThatJsonCannotCarryIsRefused() {
    assertThatThrownBy(() -> PlanHash.of(Json.parse("{\"n\":9007199254740993}")))
        .hasMessageContaining("9007199254740993");
  }
}
