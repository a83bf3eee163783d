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
  private final DemonstrationValues values;
  private final DemonstrationFacts facts;
  private final DemonstrationEvidence evidence;
  private final DemonstrationObjectives objectives;
  private final DemonstrationBackups backups;
  private final DemonstrationStory story;

  Demonstration(
      SandboxProperties properties,
      SandboxClusters clusters,
      DemonstrationCatalog catalog,
      DemonstrationPlacements placements,
      DemonstrationValues values,
      DemonstrationFacts facts,
      DemonstrationEvidence evidence,
      DemonstrationObjectives objectives,
      DemonstrationBackups backups,
      DemonstrationStory story) {
    this.properties = properties;
    this.clusters = clusters;
    this.catalog = catalog;
    this.placements = placements;
    this.values = values;
    this.facts = facts;
    this.evidence = evidence;
    this.objectives = objectives;
    this.backups = backups;
    this.story = story;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (properties.demonstration() == SandboxProperties.Story.NONE) {
      return;
    }
    clusters.start();
    if (catalog.settle()) {
      placements.settle();
      values.settle();
      facts.settle();
      evidence.settle();
      backups.settle();
    }
    objectives.settle();
    if (properties.story()) {
      story.topUp();
    }
  }
}
