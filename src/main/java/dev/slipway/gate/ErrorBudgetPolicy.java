package dev.slipway.gate;

import dev.slipway.approvals.ApprovalRule;
import dev.slipway.identity.Access;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Subject;
import dev.slipway.plans.PlanId;
import dev.slipway.policies.spi.AskingPolicy;
import dev.slipway.policies.spi.ChangeClass;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.slo.BudgetStanding;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Holds changes back as far as the error budget of the service is used. Enforced in production;
/// elsewhere it only says what it would do there.
@Component
@Order(25)
class ErrorBudgetPolicy implements AskingPolicy {

  static final String NAME = "error-budget";

  private static final ApprovalRule ONE_APPROVER =
      new ApprovalRule("Error budget", Role.APPROVER, null, 1);
  private static final ApprovalRule OWNER =
      new ApprovalRule("Error budget", Role.ENVIRONMENT_OWNER, null, 1);

  private final Standings standings;
  private final GateWords words;
  private final OverridesInForce overrides;
  private final DryRuns runs;
  private final CommitRanges commits;
  private final Access access;

  ErrorBudgetPolicy(
      Standings standings,
      GateWords words,
      OverridesInForce overrides,
      DryRuns runs,
      CommitRanges commits,
      Access access) {
    this.standings = standings;
    this.words = words;
    this.overrides = overrides;
    this.runs = runs;
    this.commits = commits;
    this.access = access;
  }

  @Override
  public List<Verdict> judge(ProposedChange change) {
    return sendsNothingNew(change.kind())
        ? List.of()
        : judged(change, standings.of(change.service().id(), change.environment().id())).stream()
            .map(Judged::verdict)
            .toList();
  }

  /// Counts anew what it would hold a change back by. A rollback passes whatever the answer is, and
  /// so never waits for one; where the gate only advises, the last evaluation does.
  @Override
  public Optional<Object> ask(ProposedChange change) {
    if (sendsNothingNew(change.kind())
        || change.isRollback()
        || change.environment().environmentClass() != EnvironmentClass.PRODUCTION) {
      return Optional.empty();
    }
    var service = change.service().id();
    var environment = change.environment().id();
    return Optional.of(
        isOnlyAsked(change)
            ? standings.askInTurn(service, environment)
            : standings.askNow(service, environment));
  }

  /// Somebody asks, and no plan is stored that could go by the answer: anybody may, as often as
  /// they like.
  private static boolean isOnlyAsked(ProposedChange change) {
    return change.plan() == null && change.requester() != null;
  }

  /// What it says by a standing; empty where it has no say.
  Optional<Judged> judged(ProposedChange change, BudgetStanding standing) {
    var state = standing.state();
    if (state == null || sendsNothingNew(change.kind())) {
      return Optional.empty();
    }
    var now = words.now(standing, state);
    var judged = judgedClass(change);
    var cell = GateCell.of(judged.changeClass(), state, standing.burnsFast());
    var would = verdict(cell, judged, standing, now);
    var mode = runs.mode(change.service(), change.environment());
    var verdict =
        switch (mode) {
          case ENFORCED ->
              would instanceof Verdict.Block block
                  ? overridden(change, block, GateCell.isStrict(state), now)
                  : would;
          case ADVISES ->
              new Verdict.Allow(
                  NAME,
                  "%s It only advises outside production; there this would %s."
                      .formatted(now, Judged.words(would)));
          case DRY_RUN ->
              new Verdict.Allow(
                  NAME,
                  "%s This would %s, but the gate is in a dry run here and holds nothing back."
                      .formatted(now, Judged.words(would)));
        };
    return Optional.of(new Judged(mode, cell, judged, verdict, would));
  }

  /// What two people asked of it, if both words still count; where one does not, it says whose.
  private Verdict overridden(
      ProposedChange change, Verdict.Block block, boolean strict, String now) {
    var plan = change.plan();
    if (plan == null) {
      return block;
    }
    var asked =
        overrides.newest(
            new PlanId(plan), BudgetTasks.scope(change.service(), change.environment()));
    if (asked.filter(one -> OverridesInForce.doesFor(one, strict)).isPresent()) {
      return new Verdict.Allow(NAME, now + " " + GateWords.letThrough(asked.get()));
    }
    return asked
        .map(OverrideView::lapse)
        .map(lapse -> new Verdict.Block(NAME, block.reason() + " " + lapse, block.wayOut()))
        .orElse(block);
  }

  /// The class by which it is judged, whether or not any objective has a say.
  JudgedClass judgedClass(ProposedChange change) {
    return JudgedClass.of(change, mayDeclare(change), commits.of(change));
  }

  /// To stop is never held back, and how Argo CD syncs or a backup is made is no change of what
  /// runs.
  private static boolean sendsNothingNew(ChangeKind kind) {
    return kind == ChangeKind.PAUSE || kind.isOfSync() || kind.isOfBackup();
  }

  private Verdict verdict(GateCell cell, JudgedClass judged, BudgetStanding standing, String now) {
    return switch (cell) {
      case ALLOW -> new Verdict.Allow(NAME, now + " " + passes(judged));
      case NOTE ->
          new Verdict.AllowWithCondition(
              NAME,
              now + " " + judged.why() + " It may go, but nothing shows whether users are well.",
              "I watch the service myself, because its objectives tell nothing now.");
      case REVIEW ->
          new Verdict.AllowWithCondition(
              NAME,
              now + " " + judged.why() + " It may go together with a review of what used it.",
              "I review the recent incidents and thresholds, and plan a post-mortem, within five"
                  + " days.");
      case APPROVAL ->
          new Verdict.NeedsApproval(
              NAME, now + " " + judged.why() + " It needs one approver.", List.of(ONE_APPROVER));
      case OWNER ->
          new Verdict.NeedsApproval(
              NAME,
              now + " " + judged.why() + " It needs an owner of the environment.",
              List.of(OWNER));
      case BLOCK -> new Verdict.Block(NAME, now + " " + judged.why(), words.wayOut(standing));
    };
  }

  private static String passes(JudgedClass judged) {
    return judged.changeClass() == ChangeClass.ROLLBACK
        ? "A rollback always passes."
        : judged.why() + " It may go.";
  }

  private boolean mayDeclare(ProposedChange change) {
    var requester = change.requester();
    var scope = Scope.of(change.service().team(), change.environment().environmentClass());
    return requester != null
        && access.stillMay(
            requester,
            Permission.CHANGE_CLASS_DECLARE,
            scope,
            Subject.of("service", change.service().slug(), change.service().name()));
  }
}
