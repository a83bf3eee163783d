package dev.slipway.policies;

import dev.slipway.kernel.Via;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ChangePolicy;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// A digest decides what runs, a tag only names it. An environment may refuse what has no digest.
@Component
@Order(80)
class ImagePolicy implements ChangePolicy {

  private static final String PINNED = "pinned-image";
  private static final String MISSING = "unknown-image";
  private static final String GONE = "image-gone";
  private static final String REPOSITORY = "image-repository";
  private static final String TAG = "image-tag";
  private static final String MOVES = "Another push to the tag would change what new pods run.";

  private final EnvironmentPolicies policies;

  ImagePolicy(EnvironmentPolicies policies) {
    this.policies = policies;
  }

  @Override
  public List<Verdict> judge(ProposedChange change) {
    var verdicts = new ArrayList<Verdict>();
    var facts = change.facts();
    if (change.kind() == ChangeKind.ROLLBACK) {
      verdicts.addAll(kept(change));
    }
    if (change.kind() != ChangeKind.ROLLOUT && !change.isRollback()) {
      return verdicts;
    }
    if (change.kind() == ChangeKind.ROLLOUT && !facts.missing().isEmpty()) {
      verdicts.add(missing(change));
    }
    if (!facts.unpinned().isEmpty()) {
      verdicts.add(unpinned(change));
    }
    if (facts.missing().isEmpty() && facts.unpinned().isEmpty() && !facts.images().isEmpty()) {
      verdicts.add(new Verdict.Allow(PINNED, "Every image is pinned by its digest."));
    }
    if (!facts.repositories().isEmpty()) {
      verdicts.add(elsewhere(change));
    }
    facts.images().stream()
        .filter(ImagePolicy::moves)
        .map(image ->
            new Verdict.Allow(
                TAG,
                "The tag of "
                    + image
                    + " says nothing about the version: in history only the digest tells."))
        .forEach(verdicts::add);
    return verdicts;
  }

  /// Whether the registry still has what ran then. A way back is never blocked by it, because nodes
  /// may keep the image; the portal's own rollback goes on, since pods of what ran before still
  /// run.
  private static List<Verdict> kept(ProposedChange change) {
    var facts = change.facts();
    var verdicts = new ArrayList<Verdict>();
    if (!facts.missing().isEmpty()) {
      var reason =
          "The image is gone from the registry. "
              + String.join("; ", facts.missing())
              + ". A pod starts only on a node that still keeps it; elsewhere it stays in"
              + " ImagePullBackOff.";
      var asker = change.requester();
      verdicts.add(
          asker != null && asker.via() == Via.SYSTEM
              ? new Verdict.Allow(GONE, reason)
              : new Verdict.AllowWithCondition(
                  GONE, reason, "I know that the image is gone from the registry."));
    }
    if (!facts.untold().isEmpty()) {
      verdicts.add(
          new Verdict.Allow(
              GONE,
              "Not known whether the registry still has what ran then. "
                  + String.join("; ", facts.untold())
                  + "."));
    }
    return verdicts;
  }

  private Verdict missing(ProposedChange change) {
    var reason =
        String.join("; ", change.facts().missing())
            + ". The rollout will probably fail, because its pods cannot pull it.";
    return pinsOnly(change)
        ? new Verdict.Block(
            MISSING,
            reason + " " + change.environment().name() + " takes pinned images only.",
            "Look for a mistake in name and tag, or push the image first.")
        : new Verdict.AllowWithCondition(
            MISSING, reason, "I know that the registry does not know this image.");
  }

  /// Two repositories may use the same tag for things that have nothing in common.
  private static Verdict elsewhere(ProposedChange change) {
    var images = String.join("; ", change.facts().repositories());
    return change.isRollback()
        ? new Verdict.Allow(
            REPOSITORY, "What ran then comes from another repository: " + images + ".")
        : new Verdict.AllowWithCondition(
            REPOSITORY,
            "It comes from another repository: "
                + images
                + ". Its version says nothing about what runs now.",
            "I know that it comes from another repository: " + images + ".");
  }

  private Verdict unpinned(ProposedChange change) {
    var images = String.join("; ", change.facts().unpinned());
    if (change.isRollback()) {
      return new Verdict.Allow(
          TAG,
          "What ran then names "
              + images
              + " by its tag, not by its digest; a rollback may. "
              + MOVES);
    }
    var reason = "Not pinned, because no registry told the digest. " + images + ".";
    return pinsOnly(change)
        ? new Verdict.Block(
            PINNED,
            reason + " " + change.environment().name() + " takes pinned images only.",
            "Give the image with its digest, or let the portal reach the registry.")
        : new Verdict.AllowWithCondition(
            PINNED, reason + " " + MOVES, "I know that the tag alone decides what runs.");
  }

  private boolean pinsOnly(ProposedChange change) {
    return policies.of(change.environment().id()).pinnedImagesRequired();
  }

  /// Whether the tag is `latest` or missing, with or without a digest.
  static boolean moves(String image) {
    int digest = image.indexOf('@');
    var named = digest < 0 ? image : image.substring(0, digest);
    int tag = named.indexOf(':', named.lastIndexOf('/') + 1);
    return tag < 0 ? digest < 0 : named.substring(tag + 1).equals("latest");
  }
}
