package dev.slipway;

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
    SpringApplication.run(Slipway.class, arguments);
  }
}
