package dev.slipway.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StandingsTests extends ApprovalStage {

  @Test
  void manyStandAsEachOneDoes() {
    var one = open(rule(1));
    var two = open(rule(2));
    decide(one, mira);
    decide(two, mira);
    countNow(one);
    countNow(two);

    var standings = approvals.standings(List.of(one, two, ApprovalId.next()));

    var second = approvals.standing(two);
    assertThat(standings)
        .hasSize(2)
        .containsEntry(one, approvals.standing(one))
        .containsEntry(two, second);
    assertThat(second.given()).isEqualTo(1);
    assertThat(second.rules().getFirst().eligible()).contains("Jon");
    assertThat(approvals.standings(List.of())).isEmpty();
  }
}
