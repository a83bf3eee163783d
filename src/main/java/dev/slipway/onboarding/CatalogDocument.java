package dev.slipway.onboarding;

import dev.slipway.catalog.DeclaredFact;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.Link;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.identity.EnvironmentClass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The catalog as a file says it. What is null is not said: it stays as it is, or gets its default
/// where the entry is new. Lines are those of the file.
record CatalogDocument(
    List<EnvironmentEntry> environments, List<SystemEntry> systems, List<ServiceEntry> services) {

  record EnvironmentEntry(
      int line,
      String slug,
      @Nullable String name,
      @Nullable EnvironmentClass environmentClass,
      @Nullable Integer rank) {}

  record SystemEntry(
      int line,
      String slug,
      @Nullable String name,
      @Nullable String description,
      @Nullable List<DeclaredFact> facts) {}

  record ServiceEntry(
      int line,
      String slug,
      @Nullable String name,
      @Nullable String description,
      @Nullable String system,
      @Nullable String team,
      @Nullable Integer tier,
      @Nullable Lifecycle lifecycle,
      @Nullable List<Link> links,
      @Nullable List<DeclaredFact> facts,
      @Nullable List<String> dependsOn,
      List<PlacementEntry> placements) {}

  record PlacementEntry(
      int line,
      String environment,
      String cluster,
      String namespace,
      WorkloadKind kind,
      String name,
      String container) {

    String workload() {
      return "%s %s/%s of cluster %s, container %s"
          .formatted(kind.kubernetes(), namespace, name, cluster, container);
    }
  }
}
