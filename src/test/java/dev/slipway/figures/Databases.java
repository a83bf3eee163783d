package dev.slipway.figures;

import dev.slipway.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Points a portal at a database that runs for itself, as in production.
final class Databases {

  private Databases() {}

  static List<String> arguments(TestDatabase database, Path folder, List<String> more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=slipway_app",
                "--spring.datasource.password=" + TestDatabase.PASSWORD,
                "--spring.flyway.url=" + database.url(),
                "--spring.flyway.user=slipway_migrate",
                "--spring.flyway.password=" + TestDatabase.PASSWORD,
                "--slipway.encryption-key=c2xpcHdheSB0ZXN0cyB1c2UgdGhpcyBvbmUga2V5ISE=",
                "--slipway.data-dir=" + folder.resolve("data").toAbsolutePath()));
    arguments.addAll(more);
    return arguments;
  }

  static List<String> production(TestDatabase database, Path folder, List<String> more) {
    var arguments = arguments(database, folder, more);
    var all = new ArrayList<>(arguments);
    all.addAll(
        List.of(
            "--slipway.mode=production",
            "--server.address=127.0.0.1",
            "--slipway.public-url=http://127.0.0.1"));
    return all;
  }
}
