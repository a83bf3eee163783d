package dev.slipway.policies;

import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ChangePolicy;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Requests and limits look like a setting and are part of the pod template: nobody should be
/// surprised that pods go.
@Component
@Order(66)
class NewPodsPolicy implements ChangePolicy {

  private static final String NAME = "new-pods";

  @Override
  public List<Verdict> judge(ProposedChange change) {
    return change.kind() == ChangeKind.RESOURCES
        ? List.of(
            new Verdict.Allow(
                NAME,
                "Every pod of "
                    + change.service().name()
                    + " is replaced, as by a restart, with the version that it runs."))
        : List.of();
  }
}
