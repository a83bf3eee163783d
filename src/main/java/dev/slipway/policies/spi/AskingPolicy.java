package dev.slipway.policies.spi;

import java.util.Optional;

/// A policy that has to ask somewhere else before it can judge what is about to be done.
public interface AskingPolicy extends ChangePolicy {

  /// Asks, outside any transaction and for a few seconds at most. What comes of it is what {@link
  /// Heard} tells while the change is judged and what was said of it is kept. Never fails because
  /// nobody answers: that is something to judge by too.
  ///
  /// @return empty where this change need not wait for anybody
  Optional<Object> ask(ProposedChange change);
}
