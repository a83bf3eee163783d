package dev.slipway.plans;

import dev.slipway.kernel.Actor;
import dev.slipway.plans.Hold.LeaseLost;
import java.time.Instant;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// What a worker writes down: every write is one transaction that holds the operation's row and
/// proves the fence.
@Component
class Steps {

  private final PlanRows rows;
  private final Proposals proposals;
  private final PlanMoves planMoves;
  private final OperationMoves moves;
  private final Leases leases;
  private final DatabaseTime time;
  private final FailPoints failPoints;
  private final TransactionTemplate transaction;

  Steps(
      PlanRows rows,
      Proposals proposals,
      PlanMoves planMoves,
      OperationMoves moves,
      Leases leases,
      DatabaseTime time,
      FailPoints failPoints,
      PlatformTransactionManager transactions) {
    this.rows = rows;
    this.proposals = proposals;
    this.planMoves = planMoves;
    this.moves = moves;
    this.leases = leases;
    this.time = time;
    this.failPoints = failPoints;
    this.transaction = new TransactionTemplate(transactions);
  }

  /// What a worker needs to know, read once a step.
  record Work(Plan plan, Operation operation, JsonNode content, Instant now) {

    boolean isOverdue() {
      return !now.isBefore(operation.deadline);
    }
  }

  Work read(OperationId id) {
    return required(
        transaction.execute(_ -> {
          var operation = rows.operation(id);
          var plan = rows.plan(new PlanId(operation.plan));
          var content = PlanContent.forAction(plan.contentTree(), proposals.template(plan));
          return new Work(plan, operation, content, time.now());
        }));
  }

  void write(Hold hold, String point, BiConsumer<Operation, Instant> change) {
    failPoints.reach(point + ".before", hold.operation);
    hold.requireMine();
    transaction.executeWithoutResult(_ -> {
      var operation = rows.lock(hold.operation);
      requireFence(hold);
      change.accept(operation, time.now());
      rows.flush();
    });
    failPoints.reach(point + ".after", hold.operation);
  }

  /// The same with the plan locked too, in lock order.
  void writeWithPlan(Hold hold, String point, PlanId id, Consumer<Locked> change) {
    failPoints.reach(point + ".before", hold.operation);
    hold.requireMine();
    transaction.executeWithoutResult(_ -> {
      var plan = rows.plan(id);
      rows.lockTarget(plan.target.placement());
      var status = rows.lock(id);
      var operation = rows.lock(hold.operation);
      requireFence(hold);
      change.accept(new Locked(plan, status, operation, time.now()));
      rows.flush();
    });
    failPoints.reach(point + ".after", hold.operation);
  }

  record Locked(Plan plan, PlanStatus status, Operation operation, Instant now) {}

  private void requireFence(Hold hold) {
    if (!leases.holds(hold.operation, hold.fence)) {
      throw new LeaseLost(hold.operation);
    }
  }

  void move(Hold hold, OperationState next, String step, String why) {
    write(
        hold, step, (operation, now) -> moves.move(operation, next, step, why, Actor.SYSTEM, now));
  }

  /// A line of the timeline without a change of state.
  void note(Hold hold, String step, String text) {
    write(hold, step, (operation, now) -> moves.step(operation, step, text, Actor.SYSTEM, now));
  }

  /// The same, unless the timeline has that step already.
  void noteOnce(Hold hold, String step, String text) {
    if (Boolean.FALSE.equals(transaction.execute(_ -> rows.hasStep(hold.operation, step)))) {
      note(hold, step, text);
    }
  }

  /// Tells how far it is; a line of the timeline only where something changed.
  void progress(Hold hold, int percent, String text) {
    write(
        hold,
        "progress",
        (operation, now) -> {
          if (operation.progressed(percent, text, now)) {
            moves.step(operation, "progress", text, Actor.SYSTEM, now);
          }
        });
  }

  /// Ends an operation that has written nothing because the world moved: the plan is stale.
  void failStale(Hold hold, PlanId plan, String why) {
    writeWithPlan(
        hold,
        "stale",
        plan,
        locked -> {
          planMoves.move(
              locked.plan(), locked.status(), PlanState.STALE, why, Actor.SYSTEM, locked.now());
          moves.move(
              locked.operation(),
              OperationState.FAILED,
              "stale",
              "Nothing was sent: " + why,
              Actor.SYSTEM,
              locked.now());
        });
  }

  private static <T> T required(@Nullable T value) {
    return Objects.requireNonNull(value);
  }
}
