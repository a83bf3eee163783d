package dev.slipway.policies.spi;

import java.util.Optional;
import java.util.UUID;

/// Tells what succeeded in the environment before another. Implemented by whoever keeps the
/// history.
public interface ProvenVersions {

  /// Name of the environment of the next lower rank where the service of this placement runs.
  Optional<String> before(UUID placement);

  /// How the content with this digest succeeded there, such as `Ada rolled it out 3 h ago, OK
  /// Mira`.
  Optional<String> proof(UUID placement, String digest);
}
