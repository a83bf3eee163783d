package dev.slipway.health;

import dev.slipway.clusters.resources.ClusterResources.Claim;
import dev.slipway.slo.volumes.VolumeFill;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether a volume claim has its volume, and how full that is where somebody measured it. A claim
/// that waits is as it should be until a pod needs it (WaitForFirstConsumer).
final class VolumeRules {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int FILLING = 85;
  private static final int FULL = 95;

  private VolumeRules() {}

  /// Whether a workload mounts it that wants pods.
  enum Mounted {
    YES,
    NO,
    UNKNOWN
  }

  /// @param fill null where nobody measured it
  static ResourceFinding of(Claim claim, Mounted mounted, @Nullable VolumeFill fill, Instant now) {
    return switch (claim.phase()) {
      case "Lost" ->
          ResourceFinding.felt("Its volume is lost; the data on it is gone or elsewhere.", null);
      case "Bound" ->
          fill == null
              ? ResourceFinding.of(
                  ResourceLevel.OK, bound(claim, mounted, "bound; how full it is, is not known"))
              : measured(claim, mounted, fill);
      case "Pending" -> pending(claim, mounted, now);
      default ->
          ResourceFinding.of(
              ResourceLevel.UNKNOWN,
              claim.phase().isEmpty()
                  ? "The cluster has not looked at it yet."
                  : "Its phase is %s, which the portal does not know.".formatted(claim.phase()));
    };
  }

  private static ResourceFinding measured(Claim claim, Mounted mounted, VolumeFill fill) {
    var percent = ResourceFinding.percent(fill.used(), fill.capacity());
    var level =
        ResourceFinding.reaches(fill.used(), fill.capacity(), FULL)
            ? ResourceLevel.CRITICAL
            : ResourceFinding.reaches(fill.used(), fill.capacity(), FILLING)
                ? ResourceLevel.WARNING
                : ResourceLevel.OK;
    return new ResourceFinding(
        level,
        bound(
            claim,
            mounted,
            "%s of %s used"
                .formatted(UsageRules.bytes(fill.used()), UsageRules.bytes(fill.capacity()))),
        percent,
        null);
  }

  private static String bound(Claim claim, Mounted mounted, String told) {
    var kind = claim.storage().isEmpty() ? "" : " of class " + claim.storage();
    return "%s%s, %s.%s"
        .formatted(
            claim.size().isEmpty() ? "A volume" : claim.size(),
            kind,
            told,
            mounted == Mounted.NO ? " No Deployment, StatefulSet or DaemonSet mounts it." : "");
  }

  private static ResourceFinding pending(Claim claim, Mounted mounted, Instant now) {
    var since = claim.createdAt();
    return switch (mounted) {
      case NO ->
          ResourceFinding.of(ResourceLevel.OK, "It has no volume yet, and no workload mounts it.");
      case UNKNOWN ->
          new ResourceFinding(
              ResourceLevel.UNKNOWN,
              "It has no volume yet; whether a workload needs it is not known.",
              null,
              since);
      case YES ->
          isOld(since, now)
              ? new ResourceFinding(
                  ResourceLevel.WARNING,
                  "Its pods wait for a volume of %s%s, which nobody has made."
                      .formatted(
                          claim.size(),
                          claim.storage().isEmpty() ? "" : " of class " + claim.storage()),
                  null,
                  since)
              : new ResourceFinding(ResourceLevel.OK, "Its volume is being made.", null, since);
    };
  }

  private static boolean isOld(@Nullable Instant since, Instant now) {
    return since == null || !Duration.between(since, now).minus(PATIENCE).isNegative();
  }
}
