package dev.slipway.evidence;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;

/// A delivery that is not from whom it says, not of now, or not the first of its id. Its message
/// tells the sender nothing about which; `why` is for the trail.
public final class DeliveryRefused extends DomainFailure {

  private final String why;

  DeliveryRefused(String why) {
    super(
        ProblemType.NOT_SIGNED_IN,
        "This delivery is not accepted. Sign webhook-id, webhook-timestamp and the raw body with a key"
            + " of this address, within five minutes, under an id that was not used before.");
    this.why = why;
  }

  public String why() {
    return why;
  }
}
