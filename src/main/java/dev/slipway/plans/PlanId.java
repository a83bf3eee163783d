package dev.slipway.plans;

import dev.slipway.kernel.UuidV7;
import java.util.UUID;

/// A plan: one proposed change.
public record PlanId(UUID value) {

  public static PlanId next() {
    return new PlanId(UuidV7.next());
  }
}
