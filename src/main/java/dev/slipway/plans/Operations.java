package dev.slipway.plans;

import dev.slipway.clusters.PlacementId;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.policies.spi.ChangeKind;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// What runs: looking at it, aborting it, saying how it ended, and taking it back automatically.
@Service
public class Operations {

  private static final Set<OperationState> RESOLUTIONS =
      EnumSet.of(OperationState.SUCCEEDED, OperationState.FAILED, OperationState.ABORTED);

  private final PlanRows rows;
  private final OperationMoves moves;
  private final Leases leases;
  private final Guards guards;
  private final Drafting drafting;
  private final Proposals proposals;
  private final Claim claim;
  private final DatabaseTime time;
  private final PlanTasks tasks;
  private final TransactionTemplate transaction;

  Operations(
      PlanRows rows,
      OperationMoves moves,
      Leases leases,
      Guards guards,
      Drafting drafting,
      Proposals proposals,
      Claim claim,
      DatabaseTime time,
      PlanTasks tasks,
      PlatformTransactionManager transactions) {
    this.rows = rows;
    this.moves = moves;
    this.leases = leases;
    this.guards = guards;
    this.drafting = drafting;
    this.proposals = proposals;
    this.claim = claim;
    this.time = time;
    this.tasks = tasks;
    this.transaction = new TransactionTemplate(transactions);
  }

  @Transactional(readOnly = true)
  public OperationView byId(OperationId id) {
    return rows.operation(id).view(leases.fence(id));
  }

  @Transactional(readOnly = true)
  public Optional<OperationView> activeOn(PlacementId placement) {
    return rows.activeOn(placement).map(this::byId);
  }

  /// Why such a change has to wait for one that runs there; empty if it need not. Only for people:
  /// the start asks again.
  @Transactional(readOnly = true)
  public Optional<String> inTheWayOf(PlacementId placement, ChangeKind kind) {
    return activeOn(placement)
        .filter(running -> !Takeover.isAllowed(kind, running.kind()))
        .map(running -> Takeover.refusal(running, time.now()));
  }

  /// Stops an operation. Always allowed to whoever has the right, also inside a freeze; what was
  /// written already stays and is named.
  public void abort(OperationId id, String reason, Actor actor) {
    transaction.executeWithoutResult(_ -> abortLocked(id, reason, actor));
    tasks.hurry(id);
  }

  private void abortLocked(OperationId id, String reason, Actor actor) {
    var operation = rows.operation(id);
    guards.require(actor, Permission.DEPLOYMENT_ABORT, rows.plan(new PlanId(operation.plan)));
    rows.lock(id);
    if (operation.state == OperationState.ABORTING) {
      return;
    }
    requireActive(operation, "aborted");
    Reasons.require(reason, "Say why it is aborted.");
    leases.seize(id);
    var now = time.now();
    var said = "Aborted by " + actor.name() + ": " + reason.strip();
    if (operation.effect == OperationView.Effect.POSSIBLE) {
      move(operation, OperationState.ABORTING, "abort", said, actor, now);
    } else {
      move(
          operation,
          OperationState.ABORTED,
          "aborted",
          OperationMoves.sentence(said) + OperationMoves.leftBehind(operation),
          actor,
          now);
    }
  }

  /// A person's word on an operation whose outcome no read can prove.
  @Transactional
  public void resolve(OperationId id, OperationState to, String reason, Actor actor) {
    var operation = rows.operation(id);
    guards.require(actor, Permission.DEPLOYMENT_RESOLVE, rows.plan(new PlanId(operation.plan)));
    rows.lock(id);
    if (operation.state != OperationState.UNKNOWN) {
      throw new PlanRefused(
          ProblemType.PLAN_NOT_OPEN,
          "Only an unknown deployment is resolved by hand; this one is %s."
              .formatted(operation.state.slug()));
    }
    if (!RESOLUTIONS.contains(to) || reason.strip().length() < 10) {
      throw new PlanRefused(
          ProblemType.INVALID_INPUT,
          "Say how it ended (succeeded, failed or aborted) and what you saw, in at least 10 characters.");
    }
    Reasons.requireShort(reason);
    leases.seize(id);
    move(operation, to, "resolved", "Resolved by hand: " + reason.strip(), actor, time.now());
  }

  /// Rolls back a failing operation by the portal itself: to the deployment that ran here last and
  /// succeeded, once, never a rollback of a rollback. Plan, claim and takeover are one transaction,
  /// so the failing one ends `rolled-back` or nothing happens: if it ended or passed to another
  /// worker while the rollback was drafted, the hold is lost.
  OperationId rollBackAutomatically(Hold hold, String why) {
    var failing = hold.operation;
    var plan = transaction.execute(_ -> rows.plan(new PlanId(rows.operation(failing).plan)));
    if (plan == null) {
      throw PlanRefused.noSuchOperation();
    }
    requireMayRollBack(failing, plan);
    var wish =
        new ProposeChange(
            ChangeKind.ROLLBACK,
            plan.target.serviceSlug(),
            plan.target.environmentSlug(),
            Map.of(),
            null,
            null,
            null,
            null,
            null,
            "Automatic rollback: " + why,
            plan.ticket,
            false,
            plan.acknowledged(),
            null);
    var draft = drafting.draft(wish, Actor.SYSTEM);
    var id = OperationId.next();
    transaction.executeWithoutResult(_ -> {
      var rollback = proposals.store(PlanId.next(), draft, Actor.SYSTEM);
      claim.start(rollback.id, rollback.hash, id, Actor.SYSTEM, hold);
    });
    return id;
  }

  private void requireMayRollBack(OperationId failing, Plan plan) {
    var operation = Objects.requireNonNull(transaction.execute(_ -> rows.operation(failing)));
    var state = operation.state;
    if (operation.automatic
        || operation.kind == ChangeKind.ROLLBACK
        || plan.baseUnhealthy
        || !(state == OperationState.RUNNING || state == OperationState.VERIFYING)) {
      throw new PlanRefused(
          ProblemType.CONFLICT,
          "This deployment is %s and cannot be taken back by itself. Roll back by hand."
              .formatted(state.slug()));
    }
  }

  private void move(
      Operation operation, OperationState next, String step, String why, Actor actor, Instant now) {
    moves.move(operation, next, step, why, actor, now);
  }

  private static void requireActive(Operation operation, String what) {
    if (!operation.state.isActive()) {
      throw new PlanRefused(
          ProblemType.PLAN_NOT_OPEN,
          "The deployment is %s and cannot be %s any more. A rollback would be a new plan."
              .formatted(operation.state.slug(), what));
    }
  }
}
