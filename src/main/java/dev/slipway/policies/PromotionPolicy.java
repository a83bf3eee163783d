package dev.slipway.policies;

import dev.slipway.policies.spi.ChangePolicy;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.ProvenVersions;
import dev.slipway.policies.spi.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// An environment may take only what succeeded in the one before it, by content and not by name.
@Component
@Order(82)
class PromotionPolicy implements ChangePolicy {

  private static final String NAME = "promotion";

  private final EnvironmentPolicies policies;
  private final ObjectProvider<ProvenVersions> versions;

  PromotionPolicy(EnvironmentPolicies policies, ObjectProvider<ProvenVersions> versions) {
    this.policies = policies;
    this.versions = versions;
  }

  @Override
  public List<Verdict> judge(ProposedChange change) {
    var known = versions.getIfAvailable();
    if (known == null
        || !change.kind().bringsImages()
        || !policies.of(change.environment().id()).provenFirst()) {
      return List.of();
    }
    if (change.isRollback()) {
      return List.of(
          new Verdict.Allow(
              NAME, "A rollback goes to what ran here before; where else it ran does not matter."));
    }
    return List.of(
        known
            .before(change.placement())
            .map(before -> judge(change, before, known))
            .orElseGet(() -> nowhere(change)));
  }

  private static Verdict nowhere(ProposedChange change) {
    return new Verdict.Block(
        NAME,
        "%s takes only what succeeded in the environment before it, and %s runs in none of lower rank."
            .formatted(change.environment().name(), change.service().name()),
        "Place it in one first, or ask the owner of the environment to change its policy.");
  }

  private static Verdict judge(ProposedChange change, String before, ProvenVersions known) {
    var proven = new ArrayList<String>();
    var missing = new ArrayList<String>();
    for (var image : change.facts().images()) {
      var at = image.indexOf("@sha256:");
      var proof =
          at < 0
              ? Optional.<String>empty()
              : known.proof(change.placement(), image.substring(at + 1));
      var name = at < 0 ? image : image.substring(0, at);
      proof.ifPresentOrElse(
          words -> proven.add(name + ": " + words),
          () -> missing.add(at < 0 ? name + " (no digest, so nobody can tell)" : name));
    }
    return missing.isEmpty()
        ? new Verdict.Allow(NAME, "Succeeded in " + before + ". " + String.join("; ", proven) + ".")
        : new Verdict.Block(
            NAME,
            "%s takes only what succeeded in %s, and that is not known of %s."
                .formatted(change.environment().name(), before, String.join(", ", missing)),
            "Roll it out in %s first; once that has succeeded and was not taken back, plan again."
                .formatted(before));
  }
}
