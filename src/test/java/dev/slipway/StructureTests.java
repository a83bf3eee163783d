package dev.slipway;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class StructureTests {

  @Test
  void everyModuleKeepsToItsNeighbours() {
    ApplicationModules.of(Slipway.class).verify();
  }
}
