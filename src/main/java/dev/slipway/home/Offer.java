package dev.slipway.home;

import dev.slipway.policies.spi.ChangeKind;

/// A change that a person could plan from here, or why it cannot work now and what can.
///
/// @param href the form with everything filled in that is known
/// @param whyNot empty if it can be planned
public record Offer(ChangeKind kind, String label, String icon, String href, String whyNot) {

  public boolean can() {
    return whyNot.isEmpty();
  }

  public String reasonId() {
    return "why-" + kind.slug();
  }
}
