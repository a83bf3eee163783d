package dev.slipway.clusters.resources;

import dev.slipway.clusters.ClusterId;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// The objectives that clusters keep as objects of their own: PrometheusServiceLevels of Sloth
/// (`sloth.slok.dev/v1`) and ServiceLevelObjectives of Pyrra (`pyrra.dev/v1alpha1`). They are only
/// read, when somebody asks.
public interface ObjectiveManifests {

  /// What a cluster keeps now.
  ///
  /// @throws dev.slipway.kernel.DomainFailure CLUSTER_UNREACHABLE if it gives no signal
  Found of(ClusterId cluster);

  /// What one cluster keeps.
  ///
  /// @param objects as it has them, without what the API server adds
  /// @param silent what was not read and why, in sentences
  record Found(List<JsonNode> objects, List<String> silent) {

    public Found {
      objects = List.copyOf(objects);
      silent = List.copyOf(silent);
    }
  }
}
