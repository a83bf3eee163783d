package dev.slipway.home;

import dev.slipway.policies.spi.ChangeKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A change that a person could plan from here, or why it cannot work now and what can.
///
/// @param href the form with everything filled in that is known
/// @param whyNot empty if it can be planned
/// @param heldBy what keeps the plan from being started, the lock first
public record Offer(
    ChangeKind kind, String label, String icon, String href, String whyNot, List<Hold> heldBy) {

  /// What a freeze and a lock keep from being started, each in its own words.
  public static List<Hold> holds(List<Offer> offers) {
    Map<Hold, String> held = new LinkedHashMap<>();
    for (var offer : offers) {
      for (var hold : offer.heldBy()) {
        held.merge(hold, offer.label(), (one, next) -> one + ", " + next);
      }
    }
    return held.entrySet().stream()
        .map(entry -> new Hold(entry.getKey().icon(), words(entry.getValue(), entry.getKey())))
        .toList();
  }

  private static String words(String labels, Hold hold) {
    return labels + " can be previewed now, not started. " + hold.why();
  }

  public boolean can() {
    return whyNot.isEmpty();
  }

  /// Ids of the sentences that say what holds it; empty if nothing does.
  public String holdIds() {
    return heldBy.stream().map(Hold::reasonId).collect(Collectors.joining(" "));
  }

  public String reasonId() {
    return "why-" + kind.slug();
  }
}
