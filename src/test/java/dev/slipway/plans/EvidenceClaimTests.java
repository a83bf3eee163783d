package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.approvals.ApprovalRule;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.Placement;
import dev.slipway.deployments.ImageRef;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.RecordEvidence;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.ProblemType;
import dev.slipway.policies.EditEnvironmentPolicy;
import dev.slipway.policies.EnvironmentPolicies;
import dev.slipway.policies.EvidenceRule;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.EvidenceKind;
import dev.slipway.policies.spi.Way;
import dev.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// What was proven when a plan was approved may be refuted before it starts.
@SlipwayTest
class EvidenceClaimTests {

  private static final String IMAGE = "app:1.0.1@sha256:" + "a".repeat(64);

  @Autowired ApplicationContext context;
  private Stage stage;
  private Placement placement;

  @BeforeEach
  void requireTests() {
    stage = new Stage(context, EnvironmentClass.PRODUCTION);
    stage
        .bean(Grants.class)
        .give(stage.jon.id(), Role.ENVIRONMENT_OWNER, null, null, "test", Actor.SYSTEM);
    placement = stage.placement();
    stage
        .bean(EnvironmentPolicies.class)
        .edit(
            new EditEnvironmentPolicy(
                stage.environment.id(),
                0,
                List.of(new ApprovalRule("Approver", Role.APPROVER, null, 1)),
                List.of(),
                false,
                Duration.ofHours(2),
                true,
                Duration.ofSeconds(60),
                2,
                Duration.ofMinutes(10),
                false,
                new EvidenceRule(Set.of(EvidenceKind.TEST), 0, null),
                "Only what was tested",
                true),
            Stage.actor(stage.jon));
  }

  @Test
  void anApprovedPlanDoesNotStartOnceItsTestsHaveFailed() {
    says(true);
    var plan = stage.propose(placement, ChangeKind.ROLLOUT);
    stage.plans.submit(plan.id, Stage.actor(stage.ada));
    stage.approve(plan);

    says(false);

    assertThatThrownBy(() -> start(plan))
        .isInstanceOfSatisfying(
            PlanRefused.class,
            refused -> {
              assertThat(refused.problem()).isEqualTo(ProblemType.BLOCKED_BY_POLICY);
              assertThat(refused.getMessage()).contains("tests failed: 312 tests");
            });
    assertThat(stage.state(plan)).isEqualTo(PlanState.APPROVED);
    says(true);
    start(plan);
    assertThat(stage.state(plan)).isEqualTo(PlanState.STARTED);
  }

  @Test
  void withoutEvidenceNothingGoesBeforeItsApproversAndTheWayBackIsOpen() {
    var plan = stage.propose(placement, ChangeKind.ROLLOUT);
    assertThatThrownBy(() -> stage.plans.submit(plan.id, Stage.actor(stage.ada)))
        .isInstanceOfSatisfying(
            PlanRefused.class,
            refused -> assertThat(refused.getMessage()).contains("no evidence of tests"));

    var back =
        stage.propose(
            stage.draft(placement, ChangeKind.ROLLBACK, Way.LAST_GOOD), Stage.actor(stage.ada));
    start(back);
    assertThat(stage.state(back)).isEqualTo(PlanState.STARTED);
  }

  private void start(Plan plan) {
    stage.plans.start(plan.id, plan.hash, UUID.randomUUID().toString(), Stage.actor(stage.ada));
  }

  private void says(boolean passed) {
    var service = stage.bean(Services.class).byId(placement.service()).orElseThrow();
    stage
        .bean(Evidence.class)
        .record(
            new RecordEvidence(
                ImageRef.parse(IMAGE),
                service.slug(),
                EvidenceKind.TEST,
                passed,
                "312 tests",
                "",
                null,
                null,
                null,
                null,
                null),
            Stage.actor(stage.ada));
  }
}
