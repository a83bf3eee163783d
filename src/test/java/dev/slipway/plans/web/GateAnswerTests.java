package dev.slipway.plans.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.plans.Answered;
import dev.slipway.plans.GateOutcome;
import dev.slipway.plans.PlanAnswer.VerdictAnswer;
import dev.slipway.plans.web.GateResource.GateAnswer;
import dev.slipway.policies.spi.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GateAnswerTests {

  private static final Verdict FINE = new Verdict.Allow("lock", "No lock is set.");
  private static final Verdict SEATS =
      new Verdict.NeedsApproval("approval", "Production asks for one approver.", List.of());
  private static final Verdict REVERTED =
      new Verdict.AllowWithCondition(
          "ownership", "Argo CD owns it.", "The change will be reverted.");
  private static final Verdict FROZEN =
      new Verdict.Block("freeze-window", "Frozen until Monday.", "Wait until then.");

  @Test
  void theGravestAnswerHolds() {
    assertThat(outcome(Set.of(), FINE)).isEqualTo("allow");
    assertThat(outcome(Set.of(), SEATS, FINE)).isEqualTo("needs-approval");
    assertThat(outcome(Set.of(), FROZEN, SEATS, FINE)).isEqualTo("block");
  }

  @Test
  void aConditionStandsInTheWayUntilThePlanAcknowledgesIt() {
    assertThat(outcome(Set.of(), SEATS, REVERTED)).isEqualTo("block");
    assertThat(outcome(Set.of("ownership"), SEATS, REVERTED)).isEqualTo("needs-approval");
    assertThat(outcome(Set.of("ownership"), REVERTED, FINE)).isEqualTo("allow");
  }

  @Test
  void everyReasonIsToldWithItsWayOut() {
    var answered =
        new Answered(
            UUID.randomUUID(), Instant.EPOCH, GateOutcome.BLOCK, List.of(FROZEN, FINE), null);
    assertThat(GateAnswer.of(answered).reasons())
        .containsExactly(
            new VerdictAnswer("freeze-window", "block", "Frozen until Monday.", "Wait until then."),
            new VerdictAnswer("lock", "allow", "No lock is set.", null));
  }

  private static String outcome(Set<String> acknowledged, Verdict... verdicts) {
    return GateOutcome.of(List.of(verdicts), acknowledged).slug();
  }
}
