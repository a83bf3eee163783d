package dev.slipway.policies;

import dev.slipway.policies.spi.ChangePolicy;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// A LimitRange refuses pods outside its bounds for good, unlike a quota, which may have room
/// later.
@Component
@Order(71)
class LimitRangePolicy implements ChangePolicy {

  private static final String NAME = "limit-range";

  @Override
  public List<Verdict> judge(ProposedChange change) {
    var why = change.facts().outOfRange();
    return why == null
        ? List.of()
        : List.of(
            new Verdict.Block(
                NAME,
                why + " No new pod would be admitted.",
                "Ask for an amount within it, or whoever owns the namespace to change the"
                    + " LimitRange."));
  }
}
