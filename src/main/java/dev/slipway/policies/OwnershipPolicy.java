package dev.slipway.policies;

import dev.slipway.policies.spi.ChangePolicy;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Somebody else writes this workload, too: allowed, once the person has said that they know.
@Component
@Order(50)
class OwnershipPolicy implements ChangePolicy {

  private static final String NAME = "ownership";

  @Override
  public List<Verdict> judge(ProposedChange change) {
    if (change.facts().owners().isEmpty() && change.facts().selfHealing() == null) {
      return List.of();
    }
    var who = String.join(" ", change.facts().owners());
    return List.of(
        change.facts().selfHealing() == null
            ? new Verdict.AllowWithCondition(
                NAME, who, "I make the same change in its source, or it is lost at the next one.")
            : new Verdict.AllowWithCondition(
                NAME,
                who.isEmpty()
                    ? change.facts().selfHealing() + " heals by itself and will revert this."
                    : who,
                "I change its source as well, or accept that this does not last."));
  }
}
