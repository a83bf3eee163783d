package dev.slipway.plans;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Wakes work later, in the caller's transaction: what must happen is a row. Waking twice does no
/// harm; leases and states decide. The scheduler's clock counts on from the database's, so a
/// replica with a wrong clock of its own wakes nothing late.
@Component
class PlanTasks {

  static final String OPERATION = "plan-operation";
  static final String RECOUNT = "plan-recount";
  static final String START = "plan-start";
  static final String TIDY = "plan-tidy";

  private final ObjectProvider<SchedulerClient> scheduler;
  private final Clock clock;

  PlanTasks(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /// Queues the steps of an operation.
  void wake(OperationId operation) {
    schedule(OPERATION, operation.value().toString(), Duration.ZERO);
  }

  /// Counts the decisions on a plan after this long.
  void recount(PlanId plan, Duration after) {
    schedule(RECOUNT, plan.value() + ":" + UUID.randomUUID(), after);
  }

  /// Starts an approved plan for its requester.
  void start(PlanId plan) {
    schedule(START, plan.value() + ":" + UUID.randomUUID(), Duration.ZERO);
  }

  /// Brings a waiting step forward; does nothing where it is being worked on. Outside a
  /// transaction.
  void hurry(OperationId operation) {
    try {
      scheduler
          .getObject()
          .reschedule(TaskInstanceId.of(OPERATION, operation.value().toString()), clock.now());
    } catch (TaskInstanceException _) {
      // It is being worked on, or has ended.
    }
  }

  boolean isScheduled(OperationId operation) {
    return scheduler
        .getObject()
        .getScheduledExecution(TaskInstanceId.of(OPERATION, operation.value().toString()))
        .isPresent();
  }

  private void schedule(String task, String instance, Duration after) {
    scheduler
        .getObject()
        .scheduleIfNotExists(new TaskInstance<>(task, instance), clock.now().plus(after));
  }
}
