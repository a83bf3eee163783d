package dev.slipway.clusters;

import dev.slipway.kernel.UuidV7;
import java.util.UUID;

/// A registered API server.
public record ClusterId(UUID value) {

  public static ClusterId next() {
    return new ClusterId(UuidV7.next());
  }
}
