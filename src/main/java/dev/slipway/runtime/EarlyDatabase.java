package dev.slipway.runtime;

import java.nio.file.Path;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.ClassUtils;

/// Starts the embedded database as soon as the mode is known, seconds before the first bean asks
/// for it.
class EarlyDatabase implements EnvironmentPostProcessor, Ordered {

  private final ConfigurableBootstrapContext bootstrap;

  EarlyDatabase(ConfigurableBootstrapContext bootstrap) {
    this.bootstrap = bootstrap;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (!"embedded".equals(environment.getProperty("slipway.database"))) {
      return;
    }
    if (!ClassUtils.isPresent(
        "io.zonky.test.db.postgres.embedded.EmbeddedPostgres", application.getClassLoader())) {
      throw new UnsafeStart(
          "No database is given, and what is packaged for production brings none along.",
          "Set SPRING_DATASOURCE_URL to a PostgreSQL, and what docs/settings.md asks for with it."
              + " To try Slipway without one: 'mvn spring-boot:run' in its sources.");
    }
    var folder = Path.of(environment.getRequiredProperty("slipway.data-dir")).toAbsolutePath();
    var starting = new StartingDatabase(folder.resolve("postgres"));
    bootstrap.addCloseListener(event ->
        event
            .getApplicationContext()
            .getBeanFactory()
            .registerSingleton("startingDatabase", starting));
  }

  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER + 2;
  }
}
