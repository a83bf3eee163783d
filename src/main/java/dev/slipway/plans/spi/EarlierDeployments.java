package dev.slipway.plans.spi;

import dev.slipway.clusters.Placement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Tells what a placement can go back to, for a form. Which of them is the last good one is worked
/// out with the plan, not here.
public interface EarlierDeployments {

  /// Deployments whose template is kept and is not what runs, newest first, one for each template:
  /// the newest that was not taken back, if any was not.
  ///
  /// @param templateHash of what runs now; null where that is not known
  List<Earlier> of(Placement placement, @Nullable String templateHash);

  /// A deployment to go back to.
  ///
  /// @param by who asked for it, or who wrote it where it was only seen
  /// @param takenBack whether somebody or something went back from it
  /// @param alike every deployment that left the same template, with this one
  record Earlier(
      UUID deployment, String version, String by, Instant at, boolean takenBack, Set<UUID> alike) {}
}
