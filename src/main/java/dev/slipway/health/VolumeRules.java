package dev.slipway.health;

import dev.slipway.clusters.resources.ClusterResources.Claim;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether a volume claim has its volume, and how full that is (kubelet_volume_stats_*). A claim
/// that waits is as it should be until a pod needs it (WaitForFirstConsumer).
final class VolumeRules {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private VolumeRules() {}

  /// Whether a workload mounts it that wants pods.
  enum Mounted {
    YES,
    NO,
    UNKNOWN
  }

  static ResourceFinding of(Claim claim, Mounted mounted, Instant now) {
    return switch (claim.phase()) {
      case "Lost" ->
          ResourceFinding.felt("Its volume is lost; the data on it is gone or elsewhere.", null);
      case "Bound" -> ResourceFinding.of(ResourceLevel.OK, bound(claim, mounted));
      case "Pending" -> pending(claim, mounted, now);
      default ->
          ResourceFinding.of(
              ResourceLevel.UNKNOWN,
              claim.phase().isEmpty()
                  ? "The cluster has not looked at it yet."
                  : "Its phase is %s, which the portal does not know.".formatted(claim.phase()));
    };
  }

  private static String bound(Claim claim, Mounted mounted) {
    return "%s%s; how full it is, is not known.%s"
        .formatted(
            claim.size().isEmpty() ? "Bound" : claim.size() + ", bound",
            claim.storage().isEmpty() ? "" : " (" + claim.storage() + ")",
            mounted == Mounted.NO ? " No workload mounts it." : "");
  }

  private static ResourceFinding pending(Claim claim, Mounted mounted, Instant now) {
    var since = claim.createdAt();
    return switch (mounted) {
      case NO ->
          ResourceFinding.of(
              ResourceLevel.OK, "It has no volume yet, and no workload mounts it.");
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
              : new ResourceFinding(
                  ResourceLevel.OK, "Its volume is being made.", null, since);
    };
  }

  private static boolean isOld(@Nullable Instant since, Instant now) {
    return since == null || !Duration.between(since, now).minus(PATIENCE).isNegative();
  }
}
