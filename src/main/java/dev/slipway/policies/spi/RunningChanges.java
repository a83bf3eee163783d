package dev.slipway.policies.spi;

import java.util.Optional;
import java.util.UUID;

/// Tells what runs on a placement. Implemented by whoever runs changes.
public interface RunningChanges {

  /// A sentence about the change that holds the target, such as `Ada rolls out 1.0.1, 66 %`.
  Optional<String> on(UUID placement);
}
