package dev.slipway.policies;

import dev.slipway.policies.spi.ChangePolicy;
import dev.slipway.policies.spi.PausedSync;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Says in every plan that Argo CD does not sync now, so that nobody forgets to let it go on.
@Component
@Order(51)
class PausedSyncPolicy implements ChangePolicy {

  private static final String NAME = "paused-sync";

  private final ObjectProvider<PausedSync> paused;

  PausedSyncPolicy(ObjectProvider<PausedSync> paused) {
    this.paused = paused;
  }

  @Override
  public List<Verdict> judge(ProposedChange change) {
    return paused
        .orderedStream()
        .flatMap(source -> source.words(change.placement()).stream())
        .<Verdict>map(words -> new Verdict.Allow(NAME, words))
        .toList();
  }
}
