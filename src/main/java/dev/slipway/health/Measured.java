package dev.slipway.health;

import dev.slipway.clusters.resources.ClusterResources.Name;
import dev.slipway.slo.volumes.VolumeFill;
import java.util.Map;

/// What others than the cluster measured.
///
/// @param fills of volumes, by the names of their claims
/// @param hosts what they served, by name
record Measured(Map<Name, VolumeFill> fills, Map<String, Handshake> hosts) {

  static final Measured NOTHING = new Measured(Map.of(), Map.of());
}
