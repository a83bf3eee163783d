package dev.slipway.catalog;

import dev.slipway.kernel.UuidV7;
import java.util.UUID;

/// A service in the catalog.
public record ServiceId(UUID value) {

  public static ServiceId next() {
    return new ServiceId(UuidV7.next());
  }
}
