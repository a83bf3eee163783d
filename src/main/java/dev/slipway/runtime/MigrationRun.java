package dev.slipway.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/// The step before an upgrade: `java -jar slipway.jar migrate` migrates the database and ends. It
/// needs the database and the role of the migrations, no key and no cluster.
public final class MigrationRun {

  private static final String WORD = "migrate";

  private MigrationRun() {}

  public static boolean isAsked(String... arguments) {
    return List.of(arguments).contains(WORD);
  }

  /// Ends with an exception, and so with a code other than 0, if a step fails.
  public static void run(String... arguments) {
    new SpringApplicationBuilder(Beans.class)
        .web(WebApplicationType.NONE)
        .initializers(MigrationRun::requireDatabase)
        .run(
            Stream.concat(
                    Arrays.stream(arguments).filter(argument -> !argument.equals(WORD)),
                    Stream.of("--slipway.migrations=run"))
                .toArray(String[]::new))
        .close();
  }

  private static void requireDatabase(ConfigurableApplicationContext context) {
    if (!context.getEnvironment().containsProperty("spring.datasource.url")) {
      throw new UnsafeStart(
          "No database is named, so there is nothing to migrate.",
          "Set SPRING_DATASOURCE_URL, and SPRING_DATASOURCE_USERNAME and _PASSWORD of the role"
              + " slipway_migrate. The embedded database is migrated by every start.");
    }
  }

  // Not found by the portal's own scan: without a stereotype.
  @ImportAutoConfiguration({DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
  @EnableConfigurationProperties(SlipwayProperties.class)
  @Import(ModuleMigrations.class)
  static class Beans {}
}
