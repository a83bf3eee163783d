package dev.slipway.policies;

import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ChangePolicy;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// A locked placement takes no rollout until somebody releases it. None stops a rollback.
@Component
@Order(30)
class LockPolicy implements ChangePolicy {

  private static final String NAME = "lock";

  private final Locks locks;

  LockPolicy(Locks locks) {
    this.locks = locks;
  }

  @Override
  public List<Verdict> judge(ProposedChange change) {
    return locks.on(change.placement()).stream().map(lock -> verdict(lock, change)).toList();
  }

  private static Verdict verdict(LockView lock, ProposedChange change) {
    var what = "Locked by " + lock.setBy() + ": " + lock.reason();
    return change.kind() == ChangeKind.ROLLOUT
        ? new Verdict.Block(
            NAME, what, "Ask " + lock.setBy() + " or the owner of the service to release the lock.")
        : new Verdict.Allow(
            NAME, what + " A lock closes rollouts, not a " + change.kind().slug() + ".");
  }
}
