package dev.slipway.plans;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler.OnCompleteRemove;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.slipway.runtime.ReviveDead;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What the scheduler wakes. Executions are short; whatever dies is woken again.
@Configuration(proxyBeanMethods = false)
class PlanTaskBeans {

  private static final Duration AGAIN = Duration.ofSeconds(2);

  /// 2 s, 4 s, 8 s, then 16 s: short enough to go on soon after an outage of the database.
  private static final int MOST_DOUBLED = 3;

  @Bean
  FailPoints failPoints(ObjectProvider<FailPointHook> hooks) {
    return (point, id) -> hooks.forEach(hook -> hook.at(point, id));
  }

  @Bean
  Task<Void> planOperationTask(Worker worker, FailPoints failPoints) {
    return Tasks.custom(PlanTasks.OPERATION, Void.class)
        .onFailure(again())
        .onDeadExecution(new ReviveDead<>())
        .execute((instance, _) -> {
          var id = new OperationId(idOf(instance));
          failPoints.reach("woken", id);
          return worker.step(id).map(PlanTaskBeans::later).orElseGet(OnCompleteRemove::new);
        });
  }

  @Bean
  Task<Void> planRecountTask(Recount recount) {
    return Tasks.oneTime(PlanTasks.RECOUNT, Void.class)
        .onFailure(again())
        .onDeadExecution(new ReviveDead<>())
        .execute((instance, _) -> recount.count(new PlanId(idOf(instance))));
  }

  @Bean
  Task<Void> planStartTask(Recount recount) {
    return Tasks.oneTime(PlanTasks.START, Void.class)
        .onFailure(again())
        .onDeadExecution(new ReviveDead<>())
        .execute((instance, _) -> recount.start(new PlanId(idOf(instance))));
  }

  @Bean
  Task<Void> planTidyTask(Tidying tidying) {
    return Tasks.recurring(PlanTasks.TIDY, FixedDelay.ofSeconds(10))
        .onDeadExecution(new ReviveDead<>())
        .execute((_, _) -> tidying.tidy());
  }

  private static FailureHandler<Void> again() {
    return (complete, operations) -> {
      var failures = Math.min(complete.getExecution().consecutiveFailures, MOST_DOUBLED);
      operations.reschedule(
          complete, complete.getTimeDone().plus(AGAIN.multipliedBy(1L << failures)));
    };
  }

  private static CompletionHandler<Void> later(Duration after) {
    return (complete, operations) ->
        operations.reschedule(complete, complete.getTimeDone().plus(after));
  }

  private static UUID idOf(TaskInstance<Void> instance) {
    return UUID.fromString(instance.getId().substring(0, 36));
  }
}
