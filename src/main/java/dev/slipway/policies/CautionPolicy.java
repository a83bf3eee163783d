package dev.slipway.policies;

import dev.slipway.policies.spi.ChangePolicy;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// What a workload brings with a change by the way it is made, such as a time without a pod, is
/// acknowledged before it happens.
@Component
@Order(65)
class CautionPolicy implements ChangePolicy {

  private static final String NAME = "caution";

  @Override
  public List<Verdict> judge(ProposedChange change) {
    return change.facts().cautions().isEmpty()
        ? List.of()
        : List.of(
            new Verdict.AllowWithCondition(
                NAME, String.join(" ", change.facts().cautions()), "I know this and want it."));
  }
}
