package dev.slipway.policies;

import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ChangePolicy;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.RunningChanges;
import dev.slipway.policies.spi.Verdict;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Says what runs on the target already. Only the claim refuses a busy target, because a plan may
/// wait until it is free.
@Component
@Order(40)
class RunningChangePolicy implements ChangePolicy {

  private static final String NAME = "running-change";

  private final ObjectProvider<RunningChanges> running;

  RunningChangePolicy(ObjectProvider<RunningChanges> running) {
    this.running = running;
  }

  @Override
  public List<Verdict> judge(ProposedChange change) {
    return running
        .orderedStream()
        .flatMap(source -> source.on(change.placement()).stream())
        .map(sentence -> verdict(sentence, change))
        .toList();
  }

  private static Verdict verdict(String sentence, ProposedChange change) {
    return new Verdict.Allow(
        NAME,
        sentence
            + (change.kind() == ChangeKind.ROLLBACK
                ? " This rollback takes it over."
                : " This can start once that has ended."));
  }
}
