package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import dev.slipway.catalog.Services;
import dev.slipway.clusters.Placement;
import dev.slipway.deployments.ImageRef;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.RecordEvidence;
import dev.slipway.gate.BudgetRow;
import dev.slipway.gate.GateDecision;
import dev.slipway.gate.GateMonth;
import dev.slipway.gate.RecordedDecisions;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.policies.spi.ChangeClass;
import dev.slipway.policies.spi.ChangeFacts.Declared;
import dev.slipway.policies.spi.ChangeFacts.Replaced;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.EvidenceKind;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.policies.spi.Way;
import dev.slipway.slo.BudgetState;
import dev.slipway.testing.SlipwayTest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What a version brings decides whether a used-up budget holds it: when it is planned, and once
/// more when it starts.
@SlipwayTest
class CommitClassTests {

  private static final String RUNS = "sha256:" + "b".repeat(64);
  private static final String COMES = "app:1.0.1@sha256:" + "a".repeat(64);
  private static final String BEFORE = "1a2b3c4d5e6f";
  private static final String NOW = "9f8e7d6c5b4a";

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  @Autowired RecordedDecisions decisions;

  private Stage stage;
  private Placement placement;

  @BeforeEach
  void aFrozenBudgetAndAPipelineThatSaysWhatRuns() {
    stage = new Stage(context, EnvironmentClass.PRODUCTION);
    stage
        .bean(Grants.class)
        .give(stage.ada.id(), Role.SERVICE_OWNER, stage.team.id(), null, "test", Actor.SYSTEM);
    placement = stage.placement();
    new BudgetRow(jdbc)
        .gating(placement.service(), stage.environment.id(), BudgetState.FREEZE, "0.52", false);
    says("app@" + RUNS, EvidenceKind.BUILD, BEFORE, null);
  }

  @Test
  void fixesWithATicketPassAndWhatTellsItIsKept() {
    says(COMES, EvidenceKind.COMMITS, NOW, BEFORE, "fix: a", "fix(api): b", "docs: c");
    var plan = proposed(null, "PLAT-12");
    var fixes = months(GateMonth::fixes);
    var declared = months(GateMonth::declared);

    assertThat(plan.verdicts())
        .filteredOn(verdict -> verdict.policy().equals("error-budget"))
        .singleElement()
        .isInstanceOf(Verdict.Allow.class)
        .extracting(Verdict::reason)
        .asString()
        .contains(
            "3 commits since 1a2b3c4, fixes and upkeep (PLAT-12), so it counts as a fix. It may go.");
    stage.plans.submit(plan.id(), Stage.actor(stage.ada));
    var stored = stage.rows.plan(plan.id());
    stage.approve(stored);
    stage.start(stored);

    for (var one : decisions.ofPlan(plan.id().value())) {
      assertThat(one.changeClass()).isEqualTo(ChangeClass.FIX);
      assertThat(one.declared()).isFalse();
      var commits = Objects.requireNonNull(one.commits());
      assertThat(commits.derived()).isEqualTo("fix");
      assertThat(commits.ticket()).isEqualTo("PLAT-12");
      var range = commits.ranges().getFirst();
      assertThat(range.since()).isEqualTo(BEFORE);
      assertThat(range.commit()).isEqualTo(NOW);
      assertThat(range.types()).isEqualTo(Map.of("fix", 2, "docs", 1));
      assertThat(range.statements()).hasSize(1);
    }
    assertThat(decisions.ofPlan(plan.id().value())).hasSize(2);
    assertThat(months(GateMonth::fixes)).isEqualTo(fixes + 1);
    assertThat(months(GateMonth::declared)).isEqualTo(declared);
  }

  @Test
  void whatIsSaidAfterTheApprovalCountsAtTheStart() {
    says(COMES, EvidenceKind.COMMITS, NOW, BEFORE, "fix: a");
    var plan = proposed(null, "PLAT-12");
    stage.plans.submit(plan.id(), Stage.actor(stage.ada));
    var stored = stage.rows.plan(plan.id());
    stage.approve(stored);

    says(COMES, EvidenceKind.COMMITS, NOW, BEFORE, "fix: a", "feat: b");

    assertThatThrownBy(() -> stage.start(stored))
        .isInstanceOf(PlanRefused.class)
        .hasMessageContaining("2 commits since 1a2b3c4, 1 of them a feature");
    assertThat(stage.state(stored)).isEqualTo(PlanState.APPROVED);
  }

  /// Vector 20: the range {fix, feat} declared FIX.
  @Test
  void anOwnerDeclaresAFixOnlyUntilItsCommitsAreKnown() {
    var fix = new Declared(ChangeClass.FIX, "PLAT-12");
    var believed = decided(proposed(fix, "PLAT-12"));
    assertThat(believed.changeClass()).isEqualTo(ChangeClass.FIX);
    assertThat(believed.declared()).isTrue();
    assertThat(believed.commits()).isNull();

    says(COMES, EvidenceKind.COMMITS, NOW, BEFORE, "fix: a", "feat: b");

    var plan = proposed(fix, "PLAT-12");
    assertThat(plan.isBlocked()).isTrue();
    assertThat(decided(plan).changeClass()).isEqualTo(ChangeClass.FEATURE);
    assertThat(decided(plan).declared()).isFalse();
    assertThat(decided(plan).reason()).contains("calls it a fix, its commits say otherwise");
    assertThat(Objects.requireNonNull(decided(plan).commits()).called()).isEqualTo("fix");
  }

  @Test
  void evidenceOfATagIsNone() {
    says("app:1.0.1", EvidenceKind.COMMITS, NOW, BEFORE, "fix: a");

    var plan = proposed(null, "PLAT-12");

    assertThat(plan.isBlocked()).isTrue();
    assertThat(decided(plan).reason())
        .contains(
            "Nothing tells which commits", "kind commits of sha256:aaaaaaaaaaaa, since 1a2b3c4");
  }

  private PlanView proposed(@Nullable Declared declared, String ticket) {
    var draft = stage.draft(placement, ChangeKind.ROLLOUT, Way.FORWARD);
    var change = draft.prepared().change();
    var facts = change.facts().replacing(List.of(new Replaced(RUNS, COMES)));
    var known =
        draft.with(
            draft
                .prepared()
                .with(new ProposedChange(change.service(), change.environment(), facts))
                .called(declared, ticket));
    when(stage.drafting.draft(any(), any())).thenReturn(known);
    return stage.plans.propose(known.wish(), Stage.actor(stage.ada), false);
  }

  private GateDecision decided(PlanView plan) {
    return decisions.ofPlan(plan.id().value()).getFirst();
  }

  private int months(ToIntFunction<GateMonth> count) {
    return decisions.months().stream().mapToInt(count).sum();
  }

  private void says(
      String image, EvidenceKind kind, String commit, @Nullable String since, String... lines) {
    var service = stage.bean(Services.class).byId(placement.service()).orElseThrow();
    stage
        .bean(Evidence.class)
        .record(
            new RecordEvidence(
                ImageRef.parse(image),
                service.slug(),
                kind,
                true,
                "of main",
                "",
                null,
                null,
                commit,
                null,
                null,
                since,
                List.of(lines)),
            Stage.actor(stage.ada));
  }
}
