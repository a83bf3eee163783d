package dev.slipway.catalog;

import dev.slipway.kernel.UuidV7;
import java.util.UUID;

/// A stage of the portal, a column of the matrix.
public record EnvironmentId(UUID value) {

  public static EnvironmentId next() {
    return new EnvironmentId(UuidV7.next());
  }
}
