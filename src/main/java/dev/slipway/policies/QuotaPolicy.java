package dev.slipway.policies;

import dev.slipway.policies.spi.ChangePolicy;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// New pods need head-room in the quota of the namespace, a rolling update for its surge, too.
@Component
@Order(70)
class QuotaPolicy implements ChangePolicy {

  private static final String NAME = "quota";

  @Override
  public List<Verdict> judge(ProposedChange change) {
    var missing = change.facts().quotaShort();
    if (missing == null) {
      return List.of();
    }
    return List.of(
        change.isRollback()
            ? new Verdict.Allow(NAME, missing + ". A rollback is not held up by a quota.")
            : new Verdict.AllowWithCondition(
                NAME,
                missing + ". New pods may not start until there is room.",
                "I know that this can stall for lack of quota."));
  }
}
