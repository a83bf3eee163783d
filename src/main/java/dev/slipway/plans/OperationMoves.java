package dev.slipway.plans;

import dev.slipway.kernel.Actor;
import java.time.Instant;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Moves operations from state to state, writes the timeline and tells it. The caller holds the
/// row.
@Component
class OperationMoves {

  /// What a backup was told to do is no part of what a rollback goes back to.
  private static final String BESIDE =
      "What was asked of the backup had been written and stays: a run that is under way goes on.";

  private final PlanRows rows;
  private final Leases leases;
  private final Timeline timeline;
  private final ApplicationEventPublisher events;

  OperationMoves(
      PlanRows rows, Leases leases, Timeline timeline, ApplicationEventPublisher events) {
    this.rows = rows;
    this.leases = leases;
    this.timeline = timeline;
    this.events = events;
  }

  void move(
      Operation operation, OperationState next, String step, String why, Actor actor, Instant now) {
    var fence = leases.fence(operation.id);
    var from = operation.view(fence);
    operation.become(next, why, now);
    rows.flush();
    timeline.write(operation, fence, step, why, actor, now);
    events.publishEvent(new OperationMoved(from, operation.view(fence), actor, why));
  }

  void step(Operation operation, String step, String text, Actor actor, Instant now) {
    rows.flush();
    timeline.write(operation, leases.fence(operation.id), step, text, actor, now);
  }

  /// The reason of the plan is the reason of its deployment.
  void queued(Operation operation, Plan plan, String how, Actor actor, Instant now) {
    leases.open(operation.id, operation.cluster);
    timeline.write(operation, 0, "queued", how, actor, now);
    events.publishEvent(
        new OperationQueued(
            operation.view(0), plan.fromVersion, plan.toVersion, actor, plan.reason));
  }

  /// Words of a person as a sentence, with room for the next.
  static String sentence(String said) {
    return said + (said.matches("(?s).*[.!?]") ? " " : ". ");
  }

  /// What becomes of what an operation did, once a rollback has taken its place.
  static String takenBack(Operation operation) {
    return switch (operation.effect) {
      case NONE -> "Nothing was sent to the cluster.";
      case POSSIBLE ->
          operation.kind.isOfBackup()
              ? "A change was being sent; if the cluster has it, it stays."
              : "A change was being sent; if the cluster has it, the rollback takes it back.";
      case MADE ->
          operation.kind.isOfBackup()
              ? BESIDE
              : "The change had been written; the rollback takes it back.";
    };
  }

  /// What an operation that ends early leaves behind, in words.
  static String leftBehind(Operation operation) {
    return switch (operation.effect) {
      case NONE -> "Nothing was sent to the cluster.";
      case POSSIBLE -> "A change was being sent; whether the cluster has it is shown by what runs.";
      case MADE ->
          operation.kind.isOfBackup()
              ? BESIDE
              : "The change had been written and stays until it is rolled back.";
    };
  }
}
