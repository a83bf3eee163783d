package dev.slipway.plans;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Plural;
import dev.slipway.kernel.ProblemType;
import dev.slipway.policies.spi.ChangeKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The only door to a cluster. One transaction, in fixed lock order: target, plan, running
/// operation, request for approval. Everything is asked again here, on the database's clock.
@Component
class Claim {

  private final PlanRows rows;
  private final PlanMoves planMoves;
  private final OperationMoves moves;
  private final Guards guards;
  private final Staleness staleness;
  private final Leases leases;
  private final DatabaseTime time;
  private final PlanTasks tasks;
  private final Actions actions;
  private final PlansProperties properties;
  private final FailPoints failPoints;

  Claim(
      PlanRows rows,
      PlanMoves planMoves,
      OperationMoves moves,
      Guards guards,
      Staleness staleness,
      Leases leases,
      DatabaseTime time,
      PlanTasks tasks,
      Actions actions,
      PlansProperties properties,
      FailPoints failPoints) {
    this.rows = rows;
    this.planMoves = planMoves;
    this.moves = moves;
    this.guards = guards;
    this.staleness = staleness;
    this.leases = leases;
    this.time = time;
    this.tasks = tasks;
    this.actions = actions;
    this.properties = properties;
    this.failPoints = failPoints;
  }

  /// Starts the plan with this hash for `actor`; the caller's transaction.
  ///
  /// @param rescued the hold of the failing operation that an automatic rollback takes over; it is
  ///   started only while that hold lasts
  OperationId start(PlanId id, String hash, OperationId next, Actor actor, @Nullable Hold rescued) {
    return start(id, hash, next, actor, rescued, "Started by " + actor.name());
  }

  /// The start that was asked for together with the approval: the approval starts it, by the rights
  /// of the requester.
  OperationId startApproved(PlanId id, String hash, OperationId next, Actor requester) {
    return start(id, hash, next, requester, null, "Started when approved, for " + requester.name());
  }

  private OperationId start(
      PlanId id, String hash, OperationId next, Actor actor, @Nullable Hold rescued, String how) {
    var plan = rows.plan(id);
    rows.lockTarget(plan.target.placement());
    var status = rows.lock(id);
    var now = time.now();
    requireStartable(plan, status, hash, now);
    staleness.requireReachable(plan);
    staleness
        .of(plan)
        .ifPresent(why -> {
          throw Proposals.stale(why);
        });
    staleness.requireAlone(plan.target.placementId());
    // It may have ended while this waited for its row.
    var running =
        rows.activeOn(plan.target.placementId())
            .map(rows::lock)
            .filter(operation -> operation.state.isActive())
            .orElse(null);
    if (rescued != null && !leases.holds(rescued.operation, rescued.fence)) {
      throw new Hold.LeaseLost(rescued.operation);
    }
    if (running != null) {
      requireTakeover(plan, running, rescued, now);
    } else if (plan.kind != ChangeKind.ROLLBACK) {
      requireRoom(plan);
    }
    var verdicts = guards.requireAll(plan, status, true);
    failPoints.reach("claim.judged", id);

    var limit = actions.of(plan.kind).limit(properties.operationLimit());
    var operation = Operation.queue(plan, next, rescued != null, now, limit);
    if (running != null) {
      takeOver(running, operation, plan, actor, now);
    }
    if (status.state == PlanState.PENDING_APPROVAL) {
      planMoves.move(plan, status, PlanState.APPROVED, "Every approval counts", actor, now);
    }
    rows.add(operation);
    rows.flush();
    status.started(operation.id, verdicts);
    planMoves.move(plan, status, PlanState.STARTED, how, actor, now);
    planMoves.supersedeOlder(plan, actor, now);
    moves.queued(operation, plan, how, actor, now);
    tasks.wake(operation.id);
    failPoints.reach("claim.stored", id);
    return operation.id;
  }

  /// What waits for a cluster is bounded, so that one which is dead does not fill the portal. The
  /// way back is never refused for it: there is at most one for each workload.
  private void requireRoom(Plan plan) {
    var waiting = rows.activeOnCluster(plan.target.cluster());
    if (waiting >= properties.queue()) {
      throw new PlanRefused(
          ProblemType.TOO_MANY_REQUESTS,
          "The queue of this cluster is full: %s run or wait on it (at most %d). See on its page how it is, and start this again once some have ended. Rollbacks still start."
              .formatted(Plural.of(waiting, "deployment"), properties.queue()));
    }
  }

  private static void requireStartable(Plan plan, PlanStatus status, String hash, Instant now) {
    if (!plan.hash.equals(hash)) {
      throw new PlanRefused(
          ProblemType.HASH_MISMATCH,
          "This is not the plan you looked at. Read it again, then start it.");
    }
    if (status.state.isFinal()) {
      throw Proposals.notOpen(status, "be started");
    }
    if (plan.isExpired(now)) {
      throw Proposals.expired();
    }
  }

  private static void requireTakeover(
      Plan plan, Operation running, @Nullable Hold rescued, Instant now) {
    var allowed =
        rescued == null
            ? Takeover.isAllowed(plan.kind, running.kind)
            : running.id.equals(rescued.operation);
    if (!allowed) {
      throw new PlanRefused(ProblemType.TARGET_BUSY, Takeover.refusal(running, now))
          .insteadOf(running.id.value());
    }
  }

  private void takeOver(
      Operation running, Operation operation, Plan plan, Actor actor, Instant now) {
    var automatic = operation.automatic;
    leases.seize(running.id);
    running.replacedBy(operation.id);
    operation.takesOver(running.id);
    moves.move(
        running,
        automatic ? OperationState.ROLLED_BACK : OperationState.ABORTED,
        automatic ? "rolled-back" : "replaced",
        automatic ? plan.reason : "Replaced by the rollback. " + OperationMoves.takenBack(running),
        actor,
        now);
  }
}
