package dev.slipway.plans;

import dev.slipway.approvals.Approvals;
import dev.slipway.kernel.Actor;
import dev.slipway.policies.spi.Verdict;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/// Shows plans as they stand at this moment: expired by the clock, stale by what runs, approvals as
/// they count now. Runs in the caller's transaction.
@Component
class PlanReader {

  private final PlanRows rows;
  private final Guards guards;
  private final Staleness staleness;
  private final Approvals approvals;
  private final DatabaseTime time;

  PlanReader(
      PlanRows rows, Guards guards, Staleness staleness, Approvals approvals, DatabaseTime time) {
    this.rows = rows;
    this.guards = guards;
    this.staleness = staleness;
    this.approvals = approvals;
    this.time = time;
  }

  PlanView view(PlanId id) {
    var plan = rows.plan(id);
    var status = rows.status(id);
    var state = status.state;
    var why = status.why;
    if (!state.isFinal()) {
      if (plan.isExpired(time.now())) {
        state = PlanState.EXPIRED;
        why = "Its time was over";
      } else {
        var stale = staleness.of(plan);
        if (stale.isPresent()) {
          state = PlanState.STALE;
          why = stale.get();
        }
      }
    }
    var request = status.approval();
    var atStart = status.verdictsAtStart;
    return new PlanView(
        id,
        plan.hash,
        plan.kind,
        state,
        why,
        guards.service(plan),
        guards.environment(plan),
        plan.target.placementId(),
        plan.target.ref(),
        plan.sentence,
        plan.fromVersion,
        plan.toVersion,
        plan.diff(),
        atStart == null ? plan.verdicts() : StoredVerdict.read(atStart),
        request,
        request == null ? null : approvals.standing(request),
        plan.notUndone(),
        plan.reason,
        plan.ticket,
        plan.startWhenApproved,
        plan.acknowledged(),
        plan.requester(),
        plan.createdAt,
        plan.notAfter,
        status.operation(),
        plan.contentTree(),
        plan.targetDeployment,
        plan.facts(),
        plan.baseUnhealthy,
        status.supersededBy == null ? null : new PlanId(status.supersededBy));
  }

  /// A draft as it would look as a plan; its hash only tells whether something moves meanwhile.
  PlanView preview(Draft draft, List<Verdict> verdicts, Actor actor, Instant now, Instant until) {
    var prepared = draft.prepared();
    var wish = draft.wish();
    return new PlanView(
        PlanId.next(),
        draft.outlook(),
        wish.kind(),
        PlanState.PLANNED,
        "A preview: nothing is stored",
        draft.service(),
        draft.environment(),
        draft.placement().id(),
        draft.placement().workload(),
        prepared.sentence(),
        prepared.from(),
        prepared.to(),
        prepared.diff(),
        verdicts,
        null,
        null,
        prepared.notUndone(),
        wish.reason(),
        wish.ticket(),
        wish.startWhenApproved(),
        wish.acknowledged(),
        actor,
        now,
        until,
        null,
        prepared.content(),
        prepared.target(),
        prepared.change().facts(),
        prepared.baseUnhealthy(),
        null);
  }
}
