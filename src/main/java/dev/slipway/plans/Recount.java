package dev.slipway.plans;

import dev.slipway.approvals.ApprovalStanding;
import dev.slipway.approvals.Approvals;
import dev.slipway.approvals.DecisionMade;
import dev.slipway.approvals.DecisionUndone;
import dev.slipway.approvals.DecisionView;
import dev.slipway.identity.IdentityChanged;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.policies.EnvironmentPolicyEdited;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Counts decisions when they begin to count, and starts what was to start when approved.
@Component
class Recount {

  /// More than these, if ever, the tidying reaches.
  private static final int AT_ONCE = 500;

  private final PlanRows rows;
  private final PlanMoves moves;
  private final Guards guards;
  private final Approvals approvals;
  private final PlanTasks tasks;
  private final DatabaseTime time;
  private final ObjectProvider<Plans> plans;

  Recount(
      PlanRows rows,
      PlanMoves moves,
      Guards guards,
      Approvals approvals,
      PlanTasks tasks,
      DatabaseTime time,
      ObjectProvider<Plans> plans) {
    this.rows = rows;
    this.moves = moves;
    this.guards = guards;
    this.approvals = approvals;
    this.tasks = tasks;
    this.time = time;
    this.plans = plans;
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void on(DecisionMade decision) {
    rows.byApproval(decision.id())
        .ifPresent(plan -> tasks.recount(plan, span(time.now(), decision.countsAt())));
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void on(DecisionUndone undone) {
    rows.byApproval(undone.id()).ifPresent(this::soon);
  }

  /// The rules are others now: what they ask for may be met, or not any more.
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void on(EnvironmentPolicyEdited edited) {
    rows.underApproval(edited.environment(), AT_ONCE).forEach(this::soon);
  }

  /// Decisions of this person may count again, or not any more.
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void on(IdentityChanged changed) {
    var person = changed.rightsOf();
    if (person != null) {
      approvals.openDecidedBy(person).stream()
          .flatMap(request -> rows.byApproval(request).stream())
          .forEach(this::soon);
    }
  }

  /// An approval is for one start. What ended before anything was sent leaves none open behind it.
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void on(OperationMoved moved) {
    if (!moved.now().state().isActive()) {
      var request = rows.status(moved.now().plan()).approval();
      if (request != null) {
        approvals.close(request, "Its deployment ended: " + moved.now().state().slug());
      }
    }
  }

  private void soon(PlanId plan) {
    tasks.recount(plan, Duration.ZERO);
  }

  /// Brings the plan to the state that the decisions of this moment give it.
  @Transactional
  public void count(PlanId id) {
    var plan = rows.plan(id);
    rows.lockTarget(plan.target.placement());
    var status = rows.lock(id);
    var request = status.approval();
    if (request == null
        || !(status.state == PlanState.PENDING_APPROVAL || status.state == PlanState.APPROVED)) {
      return;
    }
    var now = time.now();
    if (plan.isExpired(now)) {
      moves.move(plan, status, PlanState.EXPIRED, "Its time was over", Actor.SYSTEM, now);
      return;
    }
    var standing = approvals.recount(request, Guards.rules(guards.verdicts(plan)));
    settle(plan, status, standing, now);
    if (!status.state.isFinal() && standing.nextCountsAt() != null) {
      tasks.recount(id, span(now, standing.nextCountsAt()));
    }
  }

  private void settle(Plan plan, PlanStatus status, ApprovalStanding standing, Instant now) {
    var pending = status.state == PlanState.PENDING_APPROVAL;
    switch (standing.state()) {
      case MET -> {
        if (pending) {
          moves.move(plan, status, PlanState.APPROVED, "Every approval counts", Actor.SYSTEM, now);
          moves.supersedeOlder(plan, Actor.SYSTEM, now);
          if (plan.startWhenApproved) {
            tasks.start(plan.id);
          }
        }
      }
      case REJECTED -> {
        var to = pending ? PlanState.REJECTED : PlanState.REVOKED;
        moves.move(plan, status, to, rejection(standing), Actor.SYSTEM, now);
      }
      case OPEN, CLOSED -> {
        if (!pending) {
          moves.move(
              plan,
              status,
              PlanState.PENDING_APPROVAL,
              "An approval does not count any more",
              Actor.SYSTEM,
              now);
        }
      }
    }
  }

  private static String rejection(ApprovalStanding standing) {
    return standing.decisions().stream()
        .filter(decision -> !decision.approved() && decision.counts())
        .max(Comparator.comparing(DecisionView::at))
        .map(no -> "Rejected by %s: %s".formatted(no.personName(), no.comment()))
        .orElse("Rejected");
  }

  /// Starts for the requester, whose rights are asked again by the claim.
  void start(PlanId id) {
    try {
      plans.getObject().startForRequester(id);
    } catch (DomainFailure refused) {
      plans.getObject().noteNotStarted(id, refused.detail());
    }
  }

  private static Duration span(Instant now, Instant then) {
    var span = Duration.between(now, then);
    return span.isNegative() ? Duration.ZERO : span;
  }
}
