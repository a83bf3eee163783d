package dev.slipway.onboarding;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.resources.ObjectiveManifests;
import dev.slipway.slo.spi.KeptObjectives;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Hands on the objectives that a cluster keeps, with the environment that a namespace belongs to.
@Component
class ObjectivesOfClusters implements KeptObjectives {

  private final ObjectiveManifests manifests;
  private final Clusters clusters;
  private final Placements placements;
  private final Environments environments;

  ObjectivesOfClusters(
      ObjectiveManifests manifests,
      Clusters clusters,
      Placements placements,
      Environments environments) {
    this.manifests = manifests;
    this.clusters = clusters;
    this.placements = placements;
    this.environments = environments;
  }

  @Override
  public Map<String, String> clusters() {
    return clusters.all().stream()
        .sorted(Comparator.comparing(ClusterView::name))
        .collect(
            Collectors.toMap(
                ClusterView::slug, ClusterView::name, (one, _) -> one, LinkedHashMap::new));
  }

  @Override
  public Kept of(String cluster) {
    var id = clusters.require(cluster).id();
    var found = manifests.of(id);
    return new Kept(found.objects(), byNamespace(id), found.silent());
  }

  /// A namespace that services of several environments share tells of none.
  private Map<String, String> byNamespace(ClusterId cluster) {
    Map<String, Set<EnvironmentId>> found =
        placements.all().stream()
            .filter(placement -> placement.workload().cluster().equals(cluster))
            .collect(
                Collectors.groupingBy(
                    placement -> placement.workload().namespace(),
                    Collectors.mapping(Placement::environment, Collectors.toSet())));
    Map<String, String> slugs = new LinkedHashMap<>();
    found.forEach((namespace, ids) -> {
      if (ids.size() == 1) {
        environments
            .byId(ids.iterator().next())
            .map(EnvironmentView::slug)
            .ifPresent(slug -> slugs.put(namespace, slug));
      }
    });
    return slugs;
  }
}
