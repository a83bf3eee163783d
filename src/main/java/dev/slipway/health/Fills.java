package dev.slipway.health;

import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.resources.ClusterResources.Name;
import dev.slipway.slo.volumes.VolumeFill;
import dev.slipway.slo.volumes.VolumeReading;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Which volume a measured fill is of. A Prometheus knows namespaces and not clusters, so a fill
/// belongs to the cluster in whose namespace of this name services of its environments are placed;
/// where several clusters have such a namespace, it belongs to none.
final class Fills {

  /// Older than this, a fill says nothing of now.
  private static final Duration BELIEVED = Duration.ofMinutes(5);

  private Fills() {}

  static Map<Name, VolumeFill> in(
      ClusterId cluster,
      List<VolumeReading> readings,
      Collection<Placement> placements,
      Instant now) {
    Map<Name, VolumeFill> fills = new HashMap<>();
    for (var reading : readings) {
      if (Duration.between(reading.asOf(), now).compareTo(BELIEVED) > 0) {
        continue;
      }
      var namespaces = owned(reading.environments(), placements);
      for (var fill : reading.fills()) {
        if (namespaces.getOrDefault(fill.namespace(), Set.of()).equals(Set.of(cluster))) {
          fills.put(new Name(fill.namespace(), fill.claim()), fill);
        }
      }
    }
    return fills;
  }

  private static Map<String, Set<ClusterId>> owned(
      Set<UUID> environments, Collection<Placement> placements) {
    Map<String, Set<ClusterId>> owners = new HashMap<>();
    for (var placement : placements) {
      if (environments.contains(placement.environment().value())) {
        var workload = placement.workload();
        owners.computeIfAbsent(workload.namespace(), _ -> new HashSet<>()).add(workload.cluster());
      }
    }
    return owners;
  }
}
