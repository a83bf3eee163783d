package dev.slipway.policies;

import dev.slipway.kernel.Actor;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Closed times of the calendar. A rollback passes; nothing else does.
@Component
@Order(20)
class FreezePolicy implements PassingPolicy {

  private static final String NAME = "freeze-window";

  private final FreezeWindows freezes;

  FreezePolicy(FreezeWindows freezes) {
    this.freezes = freezes;
  }

  @Override
  public List<Verdict> judge(ProposedChange change) {
    return asOfNow().apply(change);
  }

  @Override
  public Function<ProposedChange, List<Verdict>> asOfNow() {
    var holding = freezes.holding();
    return change ->
        holding.stream()
            .filter(active -> covers(active, change))
            .max(Comparator.comparing(FreezeWindows.ActiveFreeze::until))
            .map(active -> verdict(active, change))
            .stream()
            .toList();
  }

  private static boolean covers(FreezeWindows.ActiveFreeze active, ProposedChange change) {
    return active
        .freeze()
        .covers(change.environment().id().value(), change.service().system().value());
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
                + Actor.toAsk(freeze.editedBy())
                + ".");
  }
}
