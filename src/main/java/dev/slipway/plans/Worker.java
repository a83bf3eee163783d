package dev.slipway.plans;

import dev.slipway.kernel.Actor;
import dev.slipway.plans.Hold.LeaseLost;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes an operation and carries out one step of it, then lets it go. Whoever wakes it and how
/// often does not matter: lease, fence and state decide.
@Component
class Worker {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final Duration LONGEST_STEP = Duration.ofSeconds(40);
  private static final String FAILED_INSIDE =
      "A step failed inside the portal and is tried again; the portal's log has the cause";

  /// How many of a queue ask for a slot within one look.
  private static final int ASKING_AT_ONCE = 20;

  private static final String WAITS = "Waits for a slot of its cluster";

  private final PlanRows rows;
  private final Leases leases;
  private final Steps steps;
  private final OperationMoves moves;
  private final Sending sending;
  private final Verification verification;
  private final Reconciliation reconciliation;
  private final DatabaseTime time;
  private final PlansProperties properties;
  private final FailPoints failPoints;
  private final TransactionTemplate transaction;
  private final String holder = UUID.randomUUID().toString();

  Worker(
      PlanRows rows,
      Leases leases,
      Steps steps,
      OperationMoves moves,
      Sending sending,
      Verification verification,
      Reconciliation reconciliation,
      DatabaseTime time,
      PlansProperties properties,
      FailPoints failPoints,
      PlatformTransactionManager transactions) {
    this.rows = rows;
    this.leases = leases;
    this.steps = steps;
    this.moves = moves;
    this.sending = sending;
    this.verification = verification;
    this.reconciliation = reconciliation;
    this.time = time;
    this.properties = properties;
    this.failPoints = failPoints;
    this.transaction = new TransactionTemplate(transactions);
  }

  private sealed interface Taken {
    record Over() implements Taken {}

    record Later(Duration after) implements Taken {}

    record Mine(long fence) implements Taken {}
  }

  /// One step; answers when the next one is due, or nothing when the operation has ended.
  Optional<Duration> step(OperationId id) {
    var taken = Objects.requireNonNull(transaction.execute(_ -> take(id)));
    failPoints.reach("take.after", id);
    return switch (taken) {
      case Taken.Over _ -> Optional.empty();
      case Taken.Later(var after) -> Optional.of(after);
      case Taken.Mine(var fence) -> held(id, fence);
    };
  }

  private Taken take(OperationId id) {
    var operation = rows.operation(id);
    if (!operation.state.isActive()) {
      return new Taken.Over();
    }
    // Looked at without the cluster's lock first: those who wait in a long queue would hold up
    // each other there, and with them every worker.
    if (!leases.hasSlot(operation.cluster, id)) {
      if (!operation.progress.equals(WAITS)) {
        rows.lock(id);
      }
      return operation.state.isActive() ? waits(operation) : new Taken.Over();
    }
    rows.lockTarget(operation.cluster);
    rows.lock(id);
    if (!operation.state.isActive()) {
      return new Taken.Over();
    }
    if (!leases.hasSlot(operation.cluster, id)) {
      return waits(operation);
    }
    var fence = leases.take(id, holder);
    return fence.isPresent()
        ? new Taken.Mine(fence.getAsLong())
        : new Taken.Later(properties.retry());
  }

  /// The longer the queue of a cluster, the less often each in it asks, so that the workers stay
  /// free for the other clusters.
  private Taken waits(Operation operation) {
    if (operation.state == OperationState.QUEUED
        && !operation.progress.equals(WAITS)
        && operation.progressed(0, WAITS, time.now())) {
      moves.step(operation, "waits", operation.progress, Actor.SYSTEM, time.now());
    }
    var others = rows.activeOnCluster(operation.cluster);
    return new Taken.Later(properties.look().multipliedBy(1 + others / ASKING_AT_ONCE));
  }

  private Optional<Duration> held(OperationId id, long fence) {
    Optional<Duration> next;
    try (var hold = new Hold(id, fence, () -> renew(id, fence))) {
      next = run(hold);
    } catch (LeaseLost lost) {
      LOG.info("{}; its next holder goes on", lost.getMessage());
      return Optional.of(properties.look());
    } catch (RuntimeException failure) {
      tellFailure(id, fence);
      release(id, fence);
      throw failure;
    }
    failPoints.reach("release.before", id);
    release(id, fence);
    return next;
  }

  /// A step that throws is tried again; its page says so, and past the deadline a person is asked.
  private void tellFailure(OperationId id, long fence) {
    transaction.executeWithoutResult(_ -> {
      var operation = rows.lock(id);
      if (!leases.holds(id, fence) || !operation.state.isActive()) {
        return;
      }
      var now = time.now();
      if (now.isBefore(operation.deadline) || operation.state == OperationState.UNKNOWN) {
        if (operation.progressed(operation.percent, FAILED_INSIDE, now)) {
          moves.step(operation, "trouble", FAILED_INSIDE, Actor.SYSTEM, now);
        }
      } else if (operation.state == OperationState.QUEUED) {
        moves.move(
            operation,
            OperationState.FAILED,
            "trouble",
            FAILED_INSIDE + ". Nothing was sent.",
            Actor.SYSTEM,
            now);
      } else {
        moves.move(
            operation,
            OperationState.UNKNOWN,
            "trouble",
            FAILED_INSIDE + ". Look at the workload, then say how it ended.",
            Actor.SYSTEM,
            now);
      }
    });
  }

  /// Goes on without letting go as long as the next step is due at once, and the time of one
  /// execution allows.
  private Optional<Duration> run(Hold hold) {
    var began = System.nanoTime();
    Optional<Duration> next;
    do {
      next = dispatch(hold);
    } while (next.isPresent()
        && next.get().isZero()
        && System.nanoTime() - began < LONGEST_STEP.toNanos() / 2);
    return next;
  }

  private Optional<Duration> dispatch(Hold hold) {
    var operation = steps.read(hold.operation).operation();
    return switch (operation.state) {
      case QUEUED -> {
        steps.move(hold, OperationState.RUNNING, "taken", "Taken up");
        yield Optional.of(Duration.ZERO);
      }
      case RUNNING ->
          operation.effect == OperationView.Effect.POSSIBLE
              ? reconciliation.interrupted(hold)
              : sending.send(hold);
      case VERIFYING -> verification.look(hold);
      case ABORTING -> reconciliation.finishAbort(hold);
      case UNKNOWN -> reconciliation.reconcile(hold);
      case SUCCEEDED, FAILED, ROLLED_BACK, ABORTED -> Optional.empty();
    };
  }

  private boolean renew(OperationId id, long fence) {
    return Boolean.TRUE.equals(transaction.execute(_ -> leases.renew(id, fence)));
  }

  private void release(OperationId id, long fence) {
    transaction.executeWithoutResult(_ -> leases.release(id, fence));
  }
}
