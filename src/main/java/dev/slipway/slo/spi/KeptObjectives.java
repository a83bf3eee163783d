package dev.slipway.slo.spi;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Objectives that clusters keep as objects of their own, for whoever imports them: a person looks
/// at them as at a file. Answered by whoever knows clusters.
public interface KeptObjectives {

  /// Names by slug of the clusters that could have some, by name.
  Map<String, String> clusters();

  /// What a cluster keeps now.
  ///
  /// @param cluster slug
  /// @throws dev.slipway.kernel.DomainFailure NOT_FOUND if there is none of this slug,
  ///   CLUSTER_UNREACHABLE if it gives no signal
  Kept of(String cluster);

  /// What one cluster keeps.
  ///
  /// @param objects as it has them, without what the API server adds
  /// @param environments slugs by namespace, where services of one environment alone run
  /// @param silent what was not read and why, in sentences
  record Kept(List<JsonNode> objects, Map<String, String> environments, List<String> silent) {

    public Kept {
      objects = List.copyOf(objects);
      environments = Map.copyOf(environments);
      silent = List.copyOf(silent);
    }
  }
}
