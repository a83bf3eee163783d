package dev.slipway.approvals;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.slipway.runtime.ReviveDead;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wakes held acts later, in the caller's transaction: a row, so it survives the portal's end.
/// Waking twice does no harm.
@Configuration(proxyBeanMethods = false)
class HeldActTasks {

  private static final String NAME = "held-act";

  /// How often an agreed act is tried that fails in a way nobody foresaw: for some ten minutes.
  static final int TRIES = 8;

  private static final Duration AGAIN = Duration.ofSeconds(5);
  private static final int MOST_DOUBLED = 6;

  private final ObjectProvider<SchedulerClient> scheduler;
  private final Clock clock;

  HeldActTasks(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
    this.scheduler = scheduler;
    this.clock = clock;
  }

  @Bean
  static Task<Void> heldActTask(HeldActSettling settling) {
    FailureHandler<Void> again =
        (complete, operations) -> {
          var failures = complete.getExecution().consecutiveFailures;
          if (failures + 1 >= TRIES
              && complete.getCause().orElse(null) instanceof HeldActSettling.Unforeseen) {
            settling.giveUp(requestOf(complete.getExecution().taskInstance));
            operations.remove();
            return;
          }
          var wait = AGAIN.multipliedBy(1L << Math.min(failures, MOST_DOUBLED));
          operations.reschedule(complete, complete.getTimeDone().plus(wait));
        };
    return Tasks.oneTime(NAME, Void.class)
        .onFailure(again)
        .onDeadExecution(new ReviveDead<>())
        .execute((instance, _) -> settling.settle(requestOf(instance)));
  }

  private static ApprovalId requestOf(TaskInstance<?> instance) {
    return new ApprovalId(UUID.fromString(instance.getId().substring(0, 36)));
  }

  void wake(ApprovalId request, Duration after) {
    var instance = new TaskInstance<Void>(NAME, request.value() + ":" + UUID.randomUUID());
    scheduler
        .getObject()
        .scheduleIfNotExists(
            instance, clock.now().plus(after.isNegative() ? Duration.ZERO : after));
  }
}
