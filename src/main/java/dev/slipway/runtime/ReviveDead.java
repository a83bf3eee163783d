package dev.slipway.runtime;

import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a replica left behind when it died, or could not finish because the database went away, is
/// due at once, by the scheduler's clock. The library's own handler asks the machine's clock
/// instead: on a machine that is ten minutes ahead the work would lie still for ten minutes.
public final class ReviveDead<T> implements DeadExecutionHandler<T> {

  private static final Logger LOG = LoggerFactory.getLogger(ReviveDead.class);

  @Override
  public void deadExecution(ExecutionComplete found, ExecutionOperations<T> operations) {
    LOG.info("Takes up again what was left: {}", found.getExecution().taskInstance);
    operations.reschedule(found, found.getTimeDone());
  }
}
