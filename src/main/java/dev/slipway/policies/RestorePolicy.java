package dev.slipway.policies;

import dev.slipway.kernel.Via;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ChangePolicy;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// A restore in place may write over data. Somebody who is signed in asks for it, never a token: a
/// name that a program types confirms nothing. That a second person agrees is the approval's part.
@Component
@Order(15)
class RestorePolicy implements ChangePolicy {

  private static final String NAME = "restore";

  @Override
  public List<Verdict> judge(ProposedChange change) {
    var asks = change.requester();
    return change.kind() == ChangeKind.RESTORE && (asks == null || asks.via() != Via.SESSION)
        ? List.of(
            new Verdict.Block(
                NAME,
                "Only somebody who is signed in asks for a restore in place.",
                "Ask for it on the page of the backup. A token may ask for a restore drill."))
        : List.of();
  }
}
