package dev.slipway.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SortedSet;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/// Migrates each module by itself: its scripts lie in `db/migration/<module>`, its history in
/// `flyway_schema_history_<module>`. Modules share no table, so the order does not matter.
@Component
class ModuleMigrations implements FlywayMigrationStrategy {

  private static final String FOLDER = "db/migration/";

  @Override
  public void migrate(Flyway flyway) {
    modules().forEach(module -> of(flyway, module).migrate());
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
