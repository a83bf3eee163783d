package dev.slipway.policies;

import dev.slipway.policies.spi.ChangePolicy;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Closed times of the calendar. A rollback passes; nothing else does.
@Component
@Order(20)
class FreezePolicy implements ChangePolicy {

  private static final String NAME = "freeze-window";

  private final FreezeWindows freezes;

  FreezePolicy(FreezeWindows freezes) {
    this.freezes = freezes;
  }

  @Override
  public List<Verdict> judge(ProposedChange change) {
    return freezes.active(change.environment().id(), change.service().system()).stream()
        .map(active -> verdict(active, change))
        .toList();
  }

  private static Verdict verdict(FreezeWindows.ActiveFreeze active, ProposedChange change) {
    var freeze = active.freeze();
    var until = Moments.both(active.until(), freeze.pattern().zone());
    var what = "\"" + freeze.name() + "\" until " + until + " (" + freeze.reason() + ")";
    return change.isRollback()
        ? new Verdict.Allow(NAME, "Frozen by " + what + ". A rollback passes a freeze.")
        : new Verdict.Block(
            NAME,
            "Frozen by " + what + ".",
            "It opens at "
                + until
                + ". Whoever may edit the calendar can end it earlier, with a reason: ask "
                + freeze.editedBy()
                + ".");
  }
}
