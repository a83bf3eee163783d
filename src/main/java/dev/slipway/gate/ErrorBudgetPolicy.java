package dev.slipway.gate;

import dev.slipway.approvals.ApprovalRule;
import dev.slipway.identity.Access;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Subject;
import dev.slipway.policies.spi.AskingPolicy;
import dev.slipway.policies.spi.ChangeClass;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.slo.BudgetStanding;
import dev.slipway.slo.BudgetState;
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
  private final Access access;

  ErrorBudgetPolicy(
      Standings standings, GateWords words, OverridesInForce overrides, Access access) {
    this.standings = standings;
    this.words = words;
    this.overrides = overrides;
    this.access = access;
  }

  @Override
  public List<Verdict> judge(ProposedChange change) {
    if (sendsNothingNew(change.kind())) {
      return List.of();
    }
    var standing = standings.of(change.service().id(), change.environment().id());
    var state = standing.state();
    return state == null ? List.of() : List.of(verdict(change, standing, state));
  }

  /// Counts anew what it would hold a change back by. A rollback passes whatever the answer is, and
  /// so never waits for one; where the gate only advises, the last evaluation does.
  @Override
  public Optional<Object> ask(ProposedChange change) {
    return sendsNothingNew(change.kind()) || change.isRollback() || !isEnforced(change)
        ? Optional.empty()
        : Optional.of(standings.askNow(change.service().id(), change.environment().id()));
  }

  /// Whether only an override lets the change go now.
  boolean isHeld(ProposedChange change, BudgetStanding standing) {
    var state = standing.state();
    return state != null
        && !sendsNothingNew(change.kind())
        && isEnforced(change)
        && cell(change, standing, state) == GateCell.BLOCK;
  }

  private static boolean isEnforced(ProposedChange change) {
    return change.environment().environmentClass() == EnvironmentClass.PRODUCTION;
  }

  private GateCell cell(ProposedChange change, BudgetStanding standing, BudgetState state) {
    var judged = JudgedClass.of(change, mayDeclare(change));
    return GateCell.of(judged.changeClass(), state, standing.burnsFast());
  }

  /// To stop is never held back, and how Argo CD syncs is no change of what runs.
  private static boolean sendsNothingNew(ChangeKind kind) {
    return kind == ChangeKind.PAUSE || kind.isOfSync();
  }

  private Verdict verdict(ProposedChange change, BudgetStanding standing, BudgetState state) {
    var now = words.now(standing, state);
    if (!isEnforced(change)) {
      return new Verdict.Allow(NAME, now + " It only advises outside production.");
    }
    var cell = cell(change, standing, state);
    if (cell == GateCell.BLOCK) {
      var override = overrides.of(change.plan(), GateCell.isStrict(state));
      if (override.isPresent()) {
        return new Verdict.Allow(NAME, now + " " + GateWords.letThrough(override.get()));
      }
    }
    return verdict(cell, JudgedClass.of(change, mayDeclare(change)), standing, now);
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
