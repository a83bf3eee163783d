package dev.slipway;

import dev.slipway.runtime.MigrationRun;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.modulith.Modulithic;

/// Slipway: where releases are launched, and where they are hauled back.
@SpringBootApplication
@ConfigurationPropertiesScan
@Modulithic(
    systemName = "Slipway",
    sharedModules = {"kernel", "shell"})
public class Slipway {

  static void main(String[] arguments) {
    if (MigrationRun.isAsked(arguments)) {
      MigrationRun.run(arguments);
    } else {
      SpringApplication.run(Slipway.class, arguments);
    }
  }
}
