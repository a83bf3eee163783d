package dev.slipway.sandbox;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/// Sets the stage before the portal says that it is ready.
@Component
@InSandbox
class Demonstration implements ApplicationRunner {

  private final SandboxProperties properties;
  private final DemonstrationPeople people;

  Demonstration(SandboxProperties properties, DemonstrationPeople people) {
    this.properties = properties;
    this.people = people;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    if (properties.demonstration() == SandboxProperties.Story.NONE) {
      return;
    }
    people.settle();
  }
}
