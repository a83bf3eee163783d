package dev.slipway.figures;

import dev.slipway.testing.Crowd;
import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.TestDatabase;
import dev.slipway.testing.Visitor;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How long a person waits for the palette, without the 80 ms that it waits for more letters: the
/// whole request, as a client sees it. And the same for two environments side by side.
@Tag("figures")
class SearchFigures {

  private static final int WARM_UP = 300;
  private static final int ROUNDS = 200;
  private static final int SERVICES = 5_000;
  private static final double GOAL = 120;

  private static final Map<String, String> ASKED =
      Map.of(
          "a name", "/search?q=svc-42",
          "a name and a place", "/search?q=svc-42+bench-2",
          "a version", "/search?q=1.4.2",
          "an action", "/search?q=%3Edeploy+svc-42",
          "changes", "/search?q=%23svc",
          "two environments", "/compare?from=bench-1&to=bench-2");

  @Test
  void thePalette() throws Exception {
    var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "search");
    var database = TestDatabase.shared().fresh();
    var jdbc = JdbcClient.create(database.superuser());
    try (var portal =
        PortalProcess.start(
            folder,
            Stage.FLAGS,
            Databases.arguments(
                database,
                folder,
                List.of("--slipway.mode=sandbox", "--slipway.sandbox.story=false")))) {
      Crowd.fill(jdbc, SERVICES, 6);
      var vera = Visitor.signedIn(portal.port(), "vera");
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> vera.get("/?q=svc-" + SERVICES).body().contains("svc-" + SERVICES));
      ASKED.values().forEach(path -> measure(vera, path, WARM_UP / ASKED.size()));
      ASKED.forEach((what, path) -> print(what, measure(vera, path, ROUNDS)));
    }
  }

  private static void print(String what, Times times) {
    Times.print(
        "search %d x 6, %s".formatted(SERVICES, what),
        String.format(
            Locale.ROOT,
            "p50 %.1f ms, p95 %.1f ms (%.2f of %.0f), n %d",
            times.at(50),
            times.at(95),
            times.at(95) / GOAL,
            GOAL,
            ROUNDS));
  }

  private static Times measure(Visitor visitor, String path, int rounds) {
    var times = new Times();
    for (var round = 0; round < rounds; round++) {
      var start = System.nanoTime();
      var answer =
          visitor.send("GET", path, HttpRequest.BodyPublishers.noBody(), "HX-Request", "true");
      times.add((System.nanoTime() - start) / 1e6);
      if (answer.statusCode() != 200) {
        throw new AssertionError(path + " answered " + answer.statusCode());
      }
    }
    return times;
  }
}
