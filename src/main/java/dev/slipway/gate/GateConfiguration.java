package dev.slipway.gate;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.slipway.runtime.ReviveDead;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class GateConfiguration {

  /// Objectives are counted about once a minute; one replica looks at a time.
  private static final int LOOK_SECONDS = 20;

  private static final int SETTLE_SECONDS = 5;

  /// Decisions count ten seconds after they are made.
  @Bean
  Task<Void> exclusionTask(ExclusionRows rows, ExclusionSettling settling) {
    return Tasks.recurring("budget-exclusions", FixedDelay.ofSeconds(SETTLE_SECONDS))
        .onDeadExecution(new ReviveDead<>())
        .execute((_, _) -> rows.open().forEach(row -> settling.settle(row.id())));
  }

  @Bean
  Task<Void> budgetWatchTask(BudgetWatch watch) {
    return Tasks.recurring("budget-watch", FixedDelay.ofSeconds(LOOK_SECONDS))
        .onDeadExecution(new ReviveDead<>())
        .execute((_, _) -> watch.look());
  }
}
