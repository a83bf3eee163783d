package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.Freshness.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// How far what is known may still be believed. A watch that is known to be broken is not live,
/// however short ago it was.
final class FreshnessRules {

  static final Duration STALE = Duration.ofSeconds(90);
  static final Duration LOST = Duration.ofMinutes(5);

  /// A watch ends every few minutes by design; the next one follows at once.
  static final Duration CHANGE_OF_WATCH = Duration.ofSeconds(1);

  private FreshnessRules() {}

  static Freshness of(
      KindWatch.Proof proof, Contact.State contact, @Nullable String problem, Instant now) {
    var asOf = proof.provenAt();
    if (contact == Contact.State.FOREIGN) {
      return new Freshness(State.LOST, asOf, problem);
    }
    var why = problem != null ? problem : proof.problem();
    if (asOf == null) {
      return new Freshness(State.LOST, null, why == null ? "not seen yet" : why);
    }
    var age = Duration.between(asOf, now);
    if (age.compareTo(LOST) > 0) {
      return new Freshness(State.LOST, asOf, why == null ? "no sign for too long" : why);
    }
    if (contact != Contact.State.UP || age.compareTo(STALE) > 0 || broken(proof, now)) {
      return new Freshness(
          State.STALE, asOf, why == null ? proof.kind().plural() + " are not watched" : why);
    }
    return new Freshness(State.LIVE, asOf, null);
  }

  /// The oldest kind counts.
  static Freshness worst(Collection<Freshness> kinds) {
    return kinds.stream()
        .max(
            Comparator.comparing(Freshness::state)
                .thenComparing(
                    Freshness::asOf, Comparator.nullsLast(Comparator.<Instant>reverseOrder())))
        .orElseThrow();
  }

  private static boolean broken(KindWatch.Proof proof, Instant now) {
    return !proof.connected()
        && (proof.lostAt() == null
            || Duration.between(proof.lostAt(), now).compareTo(CHANGE_OF_WATCH) > 0);
  }
}
