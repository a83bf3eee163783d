package dev.slipway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/// Points a test's portal at the shared database and at a data folder of its own, before the portal
/// decides its mode. Asked for by `slipway.test.database=shared`.
class TestPortal implements EnvironmentPostProcessor, Ordered {

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (!"shared".equals(environment.getProperty("slipway.test.database"))) {
      return;
    }
    var url = TestDatabase.shared().url();
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "testPortal",
                Map.of(
                    "spring.datasource.url",
                    url,
                    "spring.datasource.username",
                    "slipway_app",
                    "spring.datasource.password",
                    TestDatabase.PASSWORD,
                    "spring.flyway.url",
                    url,
                    "spring.flyway.user",
                    "slipway_migrate",
                    "spring.flyway.password",
                    TestDatabase.PASSWORD,
                    "slipway.encryption-key",
                    "c2xpcHdheSB0ZXN0cyB1c2UgdGhpcyBvbmUga2V5ISE=",
                    "slipway.data-dir",
                    dataFolder())));
  }

  private static String dataFolder() {
    try {
      var parent = Files.createDirectories(Path.of("target/portals"));
      return Files.createTempDirectory(parent, "portal").toAbsolutePath().toString();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER;
  }
}
