package dev.slipway.plans;

import dev.slipway.kernel.UuidV7;
import java.util.UUID;

/// The execution of one plan; also the id of its deployment.
public record OperationId(UUID value) {

  public static OperationId next() {
    return new OperationId(UuidV7.next());
  }
}
