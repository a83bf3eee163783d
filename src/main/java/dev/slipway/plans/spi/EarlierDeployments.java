package dev.slipway.plans.spi;

import dev.slipway.clusters.Placement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Tells what a placement can go back to, for a form. Which of them is the last good one is worked
/// out with the plan, not here.
public interface EarlierDeployments {

  /// Deployments whose template is kept and is not what runs, newest first, one for each template:
  /// the newest that was not taken back, if any was not.
  ///
  /// @param templateHash of what runs now; null where that is not known
  /// @param previewed the deployment that a preview goes back to; null without one
  List<Earlier> of(Placement placement, @Nullable String templateHash, @Nullable UUID previewed);

  /// A deployment to go back to.
  ///
  /// @param by who asked for it, or who wrote it where it was only seen
  /// @param takenBack whether somebody or something went back from it
  /// @param previewed whether the preview goes back to its template, by this or another deployment
  record Earlier(
      UUID deployment,
      String version,
      String by,
      Instant at,
      boolean takenBack,
      boolean previewed) {}
}
