package dev.slipway.home;

import dev.slipway.policies.spi.ChangeKind;
import java.util.List;
import java.util.stream.Collectors;

/// A change that a person could plan from here, or why it cannot work now and what can.
///
/// @param href the form with everything filled in that is known
/// @param whyNot empty if it can be planned
/// @param frozen whether a freeze keeps the plan from being started
public record Offer(
    ChangeKind kind, String label, String icon, String href, String whyNot, boolean frozen) {

  /// What a freeze keeps from being started, in a sentence; empty without one.
  public static String frozen(List<Offer> offers) {
    var held =
        offers.stream().filter(Offer::frozen).map(Offer::label).collect(Collectors.joining(", "));
    return held.isEmpty()
        ? ""
        : "Frozen: " + held + " can be previewed now, not started. A rollback is not held up.";
  }

  public boolean can() {
    return whyNot.isEmpty();
  }

  public String reasonId() {
    return "why-" + kind.slug();
  }
}
