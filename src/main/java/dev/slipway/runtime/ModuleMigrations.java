package dev.slipway.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedSet;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/// Migrates each module by itself: its scripts lie in `db/migration/<module>`, its history in
/// `flyway_schema_history_<module>`. Modules share no table, so the order does not matter.
@Component
class ModuleMigrations implements FlywayMigrationStrategy {

  private static final Logger LOG = LoggerFactory.getLogger(ModuleMigrations.class);
  private static final String FOLDER = "db/migration/";

  private final Migrations asked;

  ModuleMigrations(SlipwayProperties properties) {
    this.asked = properties.migrations();
  }

  @Override
  public void migrate(Flyway flyway) {
    switch (asked) {
      case RUN -> run(flyway);
      case CHECK -> check(flyway);
    }
  }

  private static void run(Flyway flyway) {
    var modules = modules();
    var steps = 0;
    for (var module : modules) {
      steps += migrated(of(flyway, module), module);
    }
    LOG.info("Database: {} modules up to date, {} steps run now", modules.size(), steps);
  }

  /// Before the first release the first step of a module changes in place, so a database of before
  /// cannot be gone on with.
  private static int migrated(Flyway flyway, String module) {
    try {
      return flyway.migrate().migrationsExecuted;
    } catch (FlywayValidateException other) {
      LOG.debug("The steps of {} are not those of this version", module, other);
      throw new UnsafeStart(
          "The database was made by another build of Slipway, whose steps for %s are others."
              .formatted(module),
          "Go on with that build; or start on an empty database: in the sandbox move the folder"
              + " slipway.data-dir (~/.slipway) away or name another one, else create a new"
              + " database.");
    }
  }

  /// Steps of a newer portal are no fault: while versions change, an older replica goes on.
  private static void check(Flyway flyway) {
    var faults =
        modules().stream()
            .flatMap(module ->
                of(flyway, module).validateWithResult().invalidMigrations.stream()
                    .map(invalid -> module + " " + invalid.version))
            .toList();
    if (!faults.isEmpty()) {
      throw new UnsafeStart(
          "The database lacks steps of this version, or has others: "
              + String.join(", ", faults)
              + ".",
          "Run the same version once with the argument 'migrate', as the role slipway_migrate,"
              + " then start again. Or let the start do it: slipway.migrations=run.");
    }
  }

  private static Flyway of(Flyway flyway, String module) {
    var shared = flyway.getConfiguration();
    return Flyway.configure()
        .configuration(shared)
        .locations("classpath:" + FOLDER + module)
        .table(shared.getTable() + "_" + module)
        // The tables of other modules are there already.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load();
  }

  private static SortedSet<String> modules() {
    try {
      var scripts =
          new PathMatchingResourcePatternResolver()
              .getResources("classpath*:" + FOLDER + "*/*.sql");
      var modules = new TreeSet<String>();
      for (var script : scripts) {
        var path = script.getURL().getPath();
        var folder = path.substring(0, path.lastIndexOf('/'));
        modules.add(folder.substring(folder.lastIndexOf('/') + 1));
      }
      if (modules.isEmpty()) {
        throw new IllegalStateException("no migrations on the class path under " + FOLDER);
      }
      return modules;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
