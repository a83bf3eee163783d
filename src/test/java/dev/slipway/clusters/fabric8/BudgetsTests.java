package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BudgetsTests {

  private static JsonNode json(String text) {
    return JsonMapper.builder().build().readTree(text.replace('\'', '"'));
  }

  @Test
  void aBudgetCoversByLabelsAndExpressions() {
    var labels = json("{'app': 'vote', 'tier': 'web'}");
    assertThat(Budgets.covers(json("{'matchLabels': {'app': 'vote'}}"), labels)).isTrue();
    assertThat(Budgets.covers(json("{'matchLabels': {'app': 'result'}}"), labels)).isFalse();
    assertThat(
            Budgets.covers(
                json(
                    "{'matchExpressions': [{'key': 'tier', 'operator': 'NotIn', 'values': ['web']}]}"),
                labels))
        .isFalse();
    assertThat(
            Budgets.covers(
                json("{'matchExpressions': [{'key': 'app', 'operator': 'Exists'}]}"), labels))
        .isTrue();
  }

  @Test
  void noSelectorCoversNothingAndAnEmptyOneCoversAll() {
    var labels = json("{'app': 'vote'}");
    assertThat(Budgets.covers(json("{}").path("selector"), labels)).isFalse();
    assertThat(Budgets.covers(json("{}"), labels)).isTrue();
  }

  @Test
  void whatTheControllerHasNotJudgedIsNoNumber() {
    var budget =
        json(
            """
            {'metadata': {'name': 'vote', 'generation': 2},
             'spec': {'minAvailable': 2},
             'status': {'observedGeneration': 1, 'disruptionsAllowed': 1, 'currentHealthy': 3, 'desiredHealthy': 2}}
            """);
    assertThat(Budgets.budget(budget).words()).contains("at least 2 available; not judged");
  }

  @Test
  void aBudgetThatIsUsedUpSaysThatADrainWouldBeRefused() {
    var budget =
        json(
            """
            {'metadata': {'name': 'vote', 'generation': 1},
             'spec': {'maxUnavailable': '20%'},
             'status': {'observedGeneration': 1, 'disruptionsAllowed': 0, 'currentHealthy': 2, 'desiredHealthy': 2}}
            """);
    assertThat(Budgets.budget(budget).words())
        .isEqualTo(
            "at most 20% unavailable; 2 healthy of 2 needed: a node drain would be refused now");
  }
}
