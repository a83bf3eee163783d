package dev.slipway.plans;

import com.github.kagkarlsson.scheduler.event.ExecutionChain;
import com.github.kagkarlsson.scheduler.event.ExecutionInterceptor;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// Keeps the portal's own workers away from operations that a test carries out itself: their task
/// is put off for longer than any test takes, instead of failing again and again.
@Component
class StagedHook implements ExecutionInterceptor {

  private static final Duration AFTER_THE_TEST = Duration.ofHours(6);

  private final Set<String> staged = ConcurrentHashMap.newKeySet();

  void stage(OperationId operation) {
    staged.add(operation.value().toString());
  }

  @Override
  public CompletionHandler<?> execute(
      TaskInstance<?> task, ExecutionContext context, ExecutionChain chain) {
    if (task.getTaskName().equals(PlanTasks.OPERATION) && staged.contains(task.getId())) {
      return (complete, operations) ->
          operations.reschedule(complete, complete.getTimeDone().plus(AFTER_THE_TEST));
    }
    return chain.proceed(task, context);
  }
}
