package dev.slipway.plans.web;

import dev.slipway.approvals.ApprovalStanding;
import dev.slipway.approvals.DecisionView;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Plural;
import dev.slipway.plans.GoingBack;
import dev.slipway.plans.PlanState;
import dev.slipway.plans.PlanView;
import dev.slipway.plans.spi.UsualDuration;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.shell.Choice;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One plan, to judge before acting.
///
/// @param judged what the policies say now; what they said where the plan is over
/// @param frozenUntil when the freeze that holds here ends, or null
/// @param back whether it is rolled back by itself if it fails
/// @param inTheWay why it has to wait for a change that runs; null if it need not
/// @param can what the reader may do here
/// @param key the intent that a start from this page has
record PlanPage(
    PlanView plan,
    List<Verdict> judged,
    @Nullable Instant frozenUntil,
    GoingBack back,
    @Nullable UsualDuration usual,
    @Nullable String inTheWay,
    Can can,
    Actor reader,
    String cluster,
    String key,
    Retyped retyped) {

  /// What the reader's roles allow here.
  record Can(boolean plan, boolean decide, boolean revoke, List<String> planners) {}

  public String title() {
    return plan.sentence();
  }

  public String shortHash() {
    return plan.hash().substring(0, 12);
  }

  public List<Choice> crumbs() {
    var service = plan.service();
    return List.of(
        Choice.link("Services", "/services"),
        Choice.link(service.label(), "/services/" + service.slug()));
  }

  public Map<String, ?> panelVariables() {
    return Map.of(
        "plan", plan.id().value(),
        "service", plan.service().slug(),
        "environment", plan.environment().slug());
  }

  /// Policies that stand in the way; none of a plan that is over.
  public List<String> blocking() {
    return isOver() ? List.of() : blocks().map(Verdict::policy).distinct().toList();
  }

  public String topic() {
    var own = "plan:" + plan.id().value();
    return isOpen()
        ? own + " plan-target:" + plan.placement().value() + " " + PlanTargetTopic.RULES
        : own;
  }

  public String stateSlug() {
    return plan.state() == PlanState.STALE ? "plan-stale" : plan.state().slug();
  }

  public @Nullable String stateWord() {
    var standing = plan.standing();
    return plan.state() == PlanState.PENDING_APPROVAL && standing != null
        ? "Needs OK, %d of %d".formatted(standing.given(), standing.required())
        : null;
  }

  public List<VerdictRow> verdicts() {
    return standing().stream().map(verdict -> VerdictRow.of(verdict, plan, isOver())).toList();
  }

  public String tally() {
    return isOver() ? VerdictRow.tallyOfEnded(judged) : VerdictRow.tally(standing());
  }

  /// What was asked of approvers and was given is no open question any more.
  private List<Verdict> standing() {
    return plan.state() == PlanState.APPROVED || plan.state() == PlanState.STARTED
        ? judged.stream().map(PlanPage::given).toList()
        : judged;
  }

  private static Verdict given(Verdict verdict) {
    return verdict instanceof Verdict.NeedsApproval asked
        ? new Verdict.Allow(asked.policy(), asked.reason() + " It was given.")
        : verdict;
  }

  public boolean isOpen() {
    return !plan.state().isFinal();
  }

  public boolean goesBack() {
    return back == GoingBack.BY_ITSELF;
  }

  /// Whether it would go back by itself if its environment asked for that.
  public boolean wouldGoBack() {
    return back == GoingBack.SWITCHED_OFF && !plan.baseUnhealthy();
  }

  /// What happens if it goes wrong, where nothing goes back by itself.
  public String ifWrong() {
    return IfWrong.of(plan.kind());
  }

  /// Over before anybody started it: it can only be planned again.
  public boolean isOver() {
    return plan.state().isFinal() && plan.state() != PlanState.STARTED;
  }

  public boolean isPending() {
    return plan.state() == PlanState.PENDING_APPROVAL;
  }

  public boolean isProduction() {
    return plan.environment().environmentClass() == EnvironmentClass.PRODUCTION;
  }

  /// Why a start is not possible now; null if it is.
  public @Nullable String whyNotStart() {
    if (isBlocked()) {
      return held();
    }
    if (!isAcknowledged()) {
      return "A condition is not accepted. Plan again and accept it.";
    }
    if (plan.state() == PlanState.PLANNED && needsApproval()) {
      return "It needs an approval first. Ask for it.";
    }
    if (isPending()) {
      var standing = Objects.requireNonNull(plan.standing());
      return "%d of %s now."
          .formatted(
              standing.given(),
              Plural.of(standing.required(), "approval counts", "approvals count"));
    }
    return can.plan() ? inTheWay : whoPlans();
  }

  public boolean isBlocked() {
    return blocks().findAny().isPresent();
  }

  private Stream<Verdict> blocks() {
    return judged.stream().filter(Verdict.Block.class::isInstance);
  }

  private boolean needsApproval() {
    return judged.stream().anyMatch(Verdict.NeedsApproval.class::isInstance);
  }

  private boolean isAcknowledged() {
    return judged.stream()
        .filter(Verdict.AllowWithCondition.class::isInstance)
        .allMatch(verdict -> plan.acknowledged().contains(verdict.policy()));
  }

  /// What holds it, and the next step.
  public String held() {
    return HeldWords.of(Set.copyOf(blocking()), frozenUntil, plan.expiresAt());
  }

  private String whoPlans() {
    return can.planners().isEmpty()
        ? "You may not start changes here, and nobody else may: ask for the role."
        : "You may not start changes here. These may: " + String.join(", ", can.planners()) + ".";
  }

  public boolean canSubmit() {
    return can.plan()
        && plan.state() == PlanState.PLANNED
        && !isBlocked()
        && isAcknowledged()
        && needsApproval();
  }

  public boolean canWithdraw() {
    return isOpen() && (can.plan() || isMine());
  }

  public boolean canRevoke() {
    return plan.state() == PlanState.APPROVED && (can.revoke() || hasApproved());
  }

  private boolean isMine() {
    var requester = plan.requester().person();
    return requester != null && reader.is(requester);
  }

  private boolean hasApproved() {
    return decisions().stream()
        .anyMatch(decision -> decision.approved() && reader.is(decision.person().value()));
  }

  public List<DecisionView> decisions() {
    var standing = plan.standing();
    return standing == null ? List.of() : standing.decisions();
  }

  public List<ApprovalStanding.RuleStanding> rules() {
    var standing = plan.standing();
    return standing == null ? List.of() : standing.rules();
  }

  /// The reader's own decision that still can be taken back.
  public @Nullable DecisionView undoable() {
    return decisions().stream()
        .filter(decision -> reader.is(decision.person().value()))
        .filter(DecisionView::isWaiting)
        .findFirst()
        .orElse(null);
  }

  /// When the decision that settles this plan begins to count; null where none waits, or where it
  /// leaves seats open.
  public @Nullable Instant counting() {
    var standing = plan.standing();
    if (!isPending() || standing == null) {
      return null;
    }
    var waiting = decisions().stream().filter(DecisionView::isWaiting).toList();
    var approvals = waiting.stream().filter(DecisionView::approved).count();
    var settles =
        waiting.size() > approvals
            || (approvals > 0 && standing.given() + approvals >= standing.required());
    return settles
        ? waiting.stream().map(DecisionView::countsAt).max(Comparator.naturalOrder()).orElse(null)
        : null;
  }

  private boolean isRejecting() {
    return decisions().stream().anyMatch(decision -> decision.isWaiting() && !decision.approved());
  }

  public String countingSlug() {
    return isRejecting() ? "rejected" : "approved";
  }

  public String countingWord() {
    return isRejecting() ? "Rejected" : "Approved";
  }

  public boolean mayDecide() {
    return isPending() && whyNotDecide() == null;
  }

  /// Why the reader cannot decide; null if they can.
  public @Nullable String whyNotDecide() {
    if (isMine()) {
      return "You cannot approve your own request; ask " + eligible() + ".";
    }
    return can.decide() ? null : "You are not an approver here. These are: " + eligible() + ".";
  }

  private String eligible() {
    var names = rules().stream().flatMap(rule -> rule.eligible().stream()).distinct().toList();
    return names.isEmpty() ? "an administrator for an approver" : String.join(" or ", names);
  }

  public String startLabel() {
    return "Start: " + plan.sentence();
  }
}
