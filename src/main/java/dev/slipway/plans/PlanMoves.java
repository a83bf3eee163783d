package dev.slipway.plans;

import dev.slipway.approvals.Approvals;
import dev.slipway.kernel.Actor;
import java.time.Instant;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Moves plans from state to state and tells it. The caller holds the lock of the target and of the
/// plan.
@Component
class PlanMoves {

  private final PlanRows rows;
  private final Approvals approvals;
  private final ApplicationEventPublisher events;

  PlanMoves(PlanRows rows, Approvals approvals, ApplicationEventPublisher events) {
    this.rows = rows;
    this.approvals = approvals;
    this.events = events;
  }

  void move(Plan plan, PlanStatus status, PlanState next, String why, Actor actor, Instant now) {
    var before = status.state;
    status.become(next, why, now);
    rows.flush();
    var request = status.approval();
    if (request != null && next.isFinal() && next != PlanState.STARTED) {
      approvals.close(request, told(next, why, actor));
    }
    events.publishEvent(
        new PlanMoved(plan.id, before, next, plan.hash, actor, plan.subject(), why));
  }

  /// The request knows neither plan nor person, so its words say who ended it; what ends plans by
  /// itself says so already.
  private static String told(PlanState next, String why, Actor actor) {
    return switch (next) {
      case WITHDRAWN -> "Withdrawn by " + actor.name() + ": " + why;
      case REVOKED -> "Revoked by " + actor.name() + ": " + why;
      case PLANNED, PENDING_APPROVAL, APPROVED, REJECTED, EXPIRED, STALE, SUPERSEDED, STARTED ->
          why;
    };
  }

  /// Older plans of the same target give way once this one was approved or started, if it changes
  /// what they were planned on. A scale so leaves a rollout and its approval alone.
  void supersedeOlder(Plan plan, Actor actor, Instant now) {
    for (var id : rows.olderOpen(plan)) {
      var older = rows.lock(id);
      if (older.state.isFinal()) {
        continue;
      }
      older.supersededBy(plan.id);
      move(
          rows.plan(id),
          older,
          PlanState.SUPERSEDED,
          "A newer plan took its place: " + plan.sentence,
          actor,
          now);
    }
  }
}
