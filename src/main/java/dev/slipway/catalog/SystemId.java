package dev.slipway.catalog;

import dev.slipway.kernel.UuidV7;
import java.util.UUID;

/// A system: services that belong together.
public record SystemId(UUID value) {

  public static SystemId next() {
    return new SystemId(UuidV7.next());
  }
}
