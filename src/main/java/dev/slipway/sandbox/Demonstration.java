package dev.slipway.sandbox;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/// Sets the stage before the portal says that it is ready.
@Component
@InSandbox
class Demonstration implements ApplicationRunner {

  private final SandboxProperties properties;
  private final DemonstrationCatalog catalog;

  Demonstration(SandboxProperties properties, DemonstrationCatalog catalog) {
    this.properties = properties;
    this.catalog = catalog;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (properties.demonstration() == SandboxProperties.Story.FULL) {
      catalog.settle();
    }
  }
}
