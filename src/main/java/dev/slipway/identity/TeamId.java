package dev.slipway.identity;

import dev.slipway.kernel.UuidV7;
import java.util.UUID;

/// A team that owns services.
public record TeamId(UUID value) {

  public static TeamId next() {
    return new TeamId(UuidV7.next());
  }
}
