package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.approvals.ApprovalId;
import dev.slipway.approvals.RequestCheck;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.policies.Locks;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Way;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// What whoever approves a plan from the list is told of its checks.
@SlipwayTest
class PlanChecksTests {

  @Autowired ApplicationContext context;
  @Autowired PlanChecks checks;
  @LocalServerPort int port;

  @Test
  void theListShowsAConditionWithWhoeverAcceptedIt() {
    var stage = new Stage(context, EnvironmentClass.PRODUCTION);
    var plan = stage.propose(unknown(stage), stage.ada);
    var request = submitted(stage, plan);

    assertThat(checks.of(List.of(request)).get(request))
        .containsExactlyElementsOf(checks.of(request))
        .singleElement()
        .satisfies(check -> {
          assertThat(check.blocks()).isFalse();
          assertThat(check.reason()).contains("its pods cannot pull it");
          assertThat(check.acceptedBy()).isEqualTo(stage.ada.name());
        });
    var card = Visitor.page(mira(stage).get("/approvals")).select("#approval-" + request.value());
    assertThat(card.select(".callout.tone-degraded").text())
        .startsWith("Condition. app:1.0.1 is not there.")
        .contains(stage.ada.name() + " accepted:")
        .contains("I know that the registry does not know this image.");
    assertThat(card.select(".button-primary")).hasSize(1);
    assertThat(
            Visitor.page(mira(stage).get("/plans/" + plan.id.value())).select(".verdicts").text())
        .contains("Accepted by " + stage.ada.name() + ".");
  }

  @Test
  void aLockThatCameMeanwhileBlocksOnTheCardToo() {
    var stage = new Stage(context, EnvironmentClass.PRODUCTION);
    var plan = stage.propose(stage.placement(), ChangeKind.ROLLOUT);
    var other = stage.propose(stage.placement(), ChangeKind.ROLLOUT);
    var request = submitted(stage, plan);
    var free = submitted(stage, other);
    context
        .getBean(Locks.class)
        .set(plan.target.placement(), "exams are written", Stage.actor(stage.ada));

    var told = checks.of(List.of(request, free));
    assertThat(told.get(free)).isEmpty();
    assertThat(told.get(request))
        .containsExactlyElementsOf(checks.of(request))
        .extracting(RequestCheck::reason)
        .containsExactly("Locked by " + stage.ada.name() + ": exams are written");

    var visitor = mira(stage);
    var list = Visitor.page(visitor.get("/approvals"));
    var card = list.select("#approval-" + request.value());
    assertThat(card.text())
        .contains("A check blocks this now. An approval is kept, but does not start it.")
        .contains("exams are written. Ask " + stage.ada.name() + " or the owner");
    assertThat(card.select("button[value=approve]")).hasSize(1);
    assertThat(card.select(".button-primary")).isEmpty();
    assertThat(list.select("#approval-" + free.value() + " .button-primary")).hasSize(1);
    var single = Visitor.page(visitor.get("/approvals/" + request.value()));
    assertThat(single.select("#decide button[value=approve]")).hasSize(1);
    assertThat(single.select("#decide .button-primary")).isEmpty();
    assertThat(single.text()).contains("A check blocks this now.");
  }

  @Test
  void whatIsOverIsHeldByNothing() {
    var stage = new Stage(context, EnvironmentClass.PRODUCTION);
    var plan = stage.propose(stage.placement(), ChangeKind.ROLLOUT);
    var request = submitted(stage, plan);
    stage.plans.withdraw(plan.id, "not needed", Stage.actor(stage.ada));
    context
        .getBean(Locks.class)
        .set(plan.target.placement(), "exams are written", Stage.actor(stage.ada));

    assertThat(checks.of(request)).isEmpty();
    assertThat(checks.of(List.of(request))).doesNotContainKey(request);
  }

  /// A rollout of an image that the registry does not know, which Ada accepts.
  private static Draft unknown(Stage stage) {
    var draft = stage.draft(stage.placement(), ChangeKind.ROLLOUT, Way.FORWARD);
    var wish = draft.wish();
    var change = draft.prepared().change();
    var accepted =
        new ProposeChange(
            wish.kind(),
            wish.service(),
            wish.environment(),
            wish.images(),
            null,
            null,
            null,
            null,
            null,
            wish.reason(),
            null,
            false,
            Set.of("unknown-image"),
            null);
    var facts = change.facts().withTold(List.of("app:1.0.1 is not there"), List.of());
    return new Draft(
        accepted,
        draft.service(),
        draft.environment(),
        draft.placement(),
        draft.live(),
        draft.baseHash(),
        draft.prepared().with(new ProposedChange(change.service(), change.environment(), facts)),
        draft.configHashes());
  }

  private Visitor mira(Stage stage) {
    return Visitor.signedIn(port, stage.mira.handle());
  }

  private static ApprovalId submitted(Stage stage, Plan plan) {
    return Objects.requireNonNull(
        stage.plans.submit(plan.id, Stage.actor(stage.ada)).approval(), "needs no approval");
  }
}
