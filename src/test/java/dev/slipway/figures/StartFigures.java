package dev.slipway.figures;

import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.TestDatabase;
import dev.slipway.testing.Visitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// From the start of the process until it is ready, and until the first page is there.
@Tag("figures")
class StartFigures {

  /// What `mvn spring-boot:run` gives the JVM.
  private static final List<String> BY_MAVEN = List.of("-XX:TieredStopAtLevel=1");

  @Test
  void theSandbox() throws Exception {
    var folder = folder();
    var arguments = List.of("--slipway.data-dir=" + folder.resolve("data").toAbsolutePath());
    for (var state : List.of("cold", "warm", "warm again")) {
      started("sandbox, " + state, folder, BY_MAVEN, arguments, true);
    }
  }

  @Test
  void production() throws Exception {
    var folder = folder();
    var database = TestDatabase.shared().fresh();
    var arguments = Databases.production(database, folder, List.of());
    for (var state : List.of("empty database", "known database", "known database again")) {
      started("production, " + state, folder, Stage.FLAGS, arguments, false);
    }
  }

  /// With what `mvn package`, `jarmode=tools extract` and `bin/aot-cache` left in the folder that
  /// `-Dfigures.app` names; in turn, because a machine is not the same a minute later.
  @Test
  @EnabledIfSystemProperty(named = "figures.app", matches = ".+")
  void productionWithTheAotCache() throws Exception {
    var app = Path.of(System.getProperty("figures.app")).toAbsolutePath();
    var folder = folder();
    var database = TestDatabase.shared().fresh();
    var arguments = Databases.production(database, folder, List.of());
    List<String> without = new ArrayList<>(List.of("@bin/jvm.flags"));
    without.addAll(List.of("-jar", app.resolve("slipway.jar").toString()));
    List<String> with = new ArrayList<>(without);
    with.add(1, "-XX:AOTCache=" + app.resolve("slipway.aot"));
    PortalProcess.start(folder, without, arguments).close();
    for (var round = 1; round <= 3; round++) {
      started("jar, round " + round, folder, without, arguments, false);
      started("jar with AOT cache, round " + round, folder, with, arguments, false);
    }
  }

  private static void started(
      String what, Path folder, List<String> flags, List<String> arguments, boolean sandbox)
      throws Exception {
    var begin = Instant.now();
    try (var portal = PortalProcess.start(folder, flags, arguments)) {
      var ready = Duration.between(begin, Instant.now());
      var cpu = ProcessHandle.of(portal.pid()).flatMap(it -> it.info().totalCpuDuration());
      if (sandbox) {
        Visitor.signedIn(portal.port(), "vera").get("/");
      } else {
        new Visitor(portal.port()).get("/sign-in");
      }
      var page = Duration.between(begin, Instant.now());
      Times.print(
          "start, " + what,
          String.format(
              Locale.ROOT,
              "ready %.1f s, %s %.1f s, CPU until ready %.1f s",
              ready.toMillis() / 1e3,
              sandbox ? "signed in with a matrix" : "sign-in page",
              page.toMillis() / 1e3,
              cpu.orElse(Duration.ZERO).toMillis() / 1e3));
    }
  }

  private static Path folder() throws Exception {
    return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "start");
  }
}
