package dev.slipway.deployments;

import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Placement;
import dev.slipway.policies.spi.Way;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// Recorded deployments that a placement can go back to.
interface RollbackTargets {

  /// A template that ran here.
  ///
  /// @param way where going there leads, as the portal computed it
  /// @param digests approved digests by container, empty where none were recorded
  record Target(
      UUID deployment,
      PodTemplate template,
      JsonNode configMaps,
      JsonNode digests,
      Way way,
      List<String> approvers) {

    /// Whether it is what ran here last and was well.
    boolean lastGood() {
      return way == Way.LAST_GOOD;
    }
  }

  /// The given deployment, if it ran here and its template is kept.
  Optional<Target> byId(Placement placement, LiveObject live, UUID deployment);

  /// What ran here last, was well and differs from what runs now. If what runs now was itself gone
  /// back to, the one before it is older and not marked as the last good one.
  Optional<Target> lastGood(Placement placement, LiveObject live);

  /// Migrations of deployments that came after one, each container and version once, newest first:
  /// what going back to it does not undo.
  List<Migrations.Ran> migrationsSince(Placement placement, UUID deployment);
}
