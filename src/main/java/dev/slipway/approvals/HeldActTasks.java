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
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final ObjectProvider<SchedulerClient> scheduler;
  private final Clock clock;

  HeldActTasks(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
    this.scheduler = scheduler;
    this.clock = clock;
  }

  @Bean
  static Task<Void> heldActTask(HeldActSettling settling) {
    FailureHandler<Void> again =
        (complete, operations) ->
            operations.reschedule(complete, complete.getTimeDone().plus(AGAIN));
    return Tasks.oneTime(NAME, Void.class)
        .onFailure(again)
        .onDeadExecution(new ReviveDead<>())
        .execute((instance, _) ->
            settling.settle(new ApprovalId(UUID.fromString(instance.getId().substring(0, 36)))));
  }

  void wake(ApprovalId request, Duration after) {
    var instance = new TaskInstance<Void>(NAME, request.value() + ":" + UUID.randomUUID());
    scheduler
        .getObject()
        .scheduleIfNotExists(
            instance, clock.now().plus(after.isNegative() ? Duration.ZERO : after));
  }
}
