package dev.slipway.policies.spi;

import java.util.Optional;
import java.util.UUID;

/// Tells whether the application of a placement is kept from syncing by itself. Implemented by
/// whoever paused it.
public interface PausedSync {

  /// A sentence with who, since when and why, such as `Automatic sync of quizmentor is paused by
  /// Ada, for 20 min: ...`
  Optional<String> words(UUID placement);
}
