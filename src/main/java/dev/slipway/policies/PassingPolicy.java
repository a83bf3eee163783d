package dev.slipway.policies;

import dev.slipway.policies.spi.ChangePolicy;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import java.util.List;
import java.util.function.Function;

/// A rule whose answer comes and goes while a plan waits, whatever the plan is.
interface PassingPolicy extends ChangePolicy {

  /// Reads what holds now, once, for as many changes as are asked about.
  Function<ProposedChange, List<Verdict>> asOfNow();
}
