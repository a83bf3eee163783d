package dev.slipway.health;

import dev.slipway.clusters.resources.ClusterResources.Quota;
import dev.slipway.clusters.resources.ClusterResources.Quota.Line;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// How much of a quota is used, by what the cluster has counted (`status.used` of `status.hard`).
/// From 90 percent on the surge of a rollout may not fit; at 100 nothing more does.
final class QuotaRules {

  private static final int WARNING = 90;
  private static final int FULL = 100;

  private QuotaRules() {}

  static ResourceFinding of(Quota quota) {
    if (quota.lines().isEmpty()) {
      return ResourceFinding.of(ResourceLevel.UNKNOWN, "The cluster has not counted it yet.");
    }
    var worst = ResourceLevel.OK;
    Line most = null;
    Integer percent = null;
    var scarce = new ArrayList<String>();
    for (var line : quota.lines()) {
      var level = level(line);
      worst = worst.worse(level);
      if (level != ResourceLevel.OK) {
        scarce.add(words(line));
      }
      var share = share(line);
      if (share != null && (percent == null || share > percent)) {
        percent = share;
        most = line;
      }
    }
    var reason =
        switch (worst) {
          case CRITICAL ->
              "Used up: %s. Whatever needs more of it is refused.".formatted(join(scarce));
          case WARNING ->
              "Nearly used up: %s. More of it may not fit, such as the surge of a rollout."
                  .formatted(join(scarce));
          case UNKNOWN -> "No amount that can be compared: %s.".formatted(join(scarce));
          case OK ->
              most == null ? "Nothing of it is used." : "Most used is %s.".formatted(words(most));
        };
    return new ResourceFinding(worst, reason, percent, null);
  }

  private static String join(Iterable<String> words) {
    return String.join("; ", words);
  }

  private static String words(Line line) {
    return "%s %s of %s".formatted(line.resource(), line.usedText(), line.hardText());
  }

  /// A bound of 0 that nothing is above forbids, and is not used up.
  private static ResourceLevel level(Line line) {
    var used = line.used();
    var hard = line.hard();
    if (used == null || hard == null) {
      return ResourceLevel.UNKNOWN;
    }
    if (hard.signum() == 0) {
      return used.signum() > 0 ? ResourceLevel.CRITICAL : ResourceLevel.OK;
    }
    if (ResourceFinding.reaches(used, hard, FULL)) {
      return ResourceLevel.CRITICAL;
    }
    return ResourceFinding.reaches(used, hard, WARNING) ? ResourceLevel.WARNING : ResourceLevel.OK;
  }

  private static @Nullable Integer share(Line line) {
    var used = line.used();
    var hard = line.hard();
    return used == null || hard == null ? null : ResourceFinding.percent(used, hard);
  }
}
