package dev.slipway.shell;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// What follows from a change once it is committed. It is done then, whatever fails here: a failure
/// is logged and does not reach whoever made the change.
public final class AfterCommit {

  private static final Logger LOG = LoggerFactory.getLogger(AfterCommit.class);

  private AfterCommit() {}

  /// Where no transaction runs, at once; a failure is the caller's then.
  ///
  /// @param what in words that complete "failed after the commit"
  public static void run(String what, Runnable task) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      task.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          private boolean done;

          @Override
          public void afterCommit() {
            done = true;
            try {
              task.run();
            } catch (RuntimeException e) {
              LOG.error("{} failed after the commit, which stands", what, e);
            }
          }

          // What another task asks for after the commit comes too late to hear of it.
          @Override
          public void afterCompletion(int status) {
            if (!done && status == STATUS_COMMITTED) {
              afterCommit();
            }
          }
        });
  }
}
