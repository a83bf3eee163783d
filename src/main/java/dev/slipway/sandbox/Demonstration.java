package dev.slipway.sandbox;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/// Sets the stage before the portal says that it is ready: clusters, catalog, placements, the
/// story.
@Component
@InSandbox
class Demonstration implements ApplicationRunner {

  private final SandboxProperties properties;
  private final SandboxClusters clusters;
  private final DemonstrationCatalog catalog;
  private final DemonstrationPlacements placements;

  Demonstration(
      SandboxProperties properties,
      SandboxClusters clusters,
      DemonstrationCatalog catalog,
      DemonstrationPlacements placements) {
    this.properties = properties;
    this.clusters = clusters;
    this.catalog = catalog;
    this.placements = placements;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (properties.demonstration() == SandboxProperties.Story.NONE) {
      return;
    }
    clusters.start();
    if (catalog.settle()) {
      placements.settle();
    }
  }
}
