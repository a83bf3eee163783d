package dev.slipway.plans.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.approvals.ApprovalRule;
import dev.slipway.identity.Role;
import dev.slipway.policies.spi.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictRowTests {

  @Test
  void theTallyCountsWhoHasToApproveAndNotWhoAsksForIt() {
    var approver = new ApprovalRule("One approver", Role.APPROVER, null, 1);
    var owner = new ApprovalRule("One environment owner", Role.ENVIRONMENT_OWNER, null, 1);
    var one = new Verdict.NeedsApproval("approval", "Production.", List.of(approver));
    var two = new Verdict.NeedsApproval("approval", "Production.", List.of(approver, owner));

    assertThat(VerdictRow.tally(List.of(one))).isEqualTo("1 approval needed");
    assertThat(VerdictRow.tally(List.of(two))).isEqualTo("2 approvals needed");
    assertThat(VerdictRow.tally(List.of(one, two))).isEqualTo("2 approvals needed");
  }
}
