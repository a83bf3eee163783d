package dev.slipway.figures;

import dev.slipway.testing.Crowd;
import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.TestDatabase;
import dev.slipway.testing.Visitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How long the server takes for `/`, whole: sign-in, rights, reading, drawing (its
/// `Server-Timing`), and how long a client on the same machine waits for the last byte of what
/// people open from there.
@Tag("figures")
class MatrixFigures {

  private static final int WARM_UP = 600;
  private static final int ROUNDS = 400;
  private static final int ENVIRONMENTS = 6;
  private static final double GOAL = 50;
  private static final List<String> PAGES =
      List.of("/services", "/services/svc-42", "/services/svc-42/env/bench-3", "/deployments");

  @ParameterizedTest
  @ValueSource(ints = {500, 5_000})
  void theWholeMatrix(int services) throws Exception {
    var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "matrix");
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
      Crowd.fill(jdbc, services, ENVIRONMENTS);
      var vera = Visitor.signedIn(portal.port(), "vera");
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> vera.get("/?q=svc-" + services).body().contains("svc-" + services));
      measure(vera, "/", WARM_UP);
      print(services, "whole", measure(vera, "/", ROUNDS));
      print(services, "filtered", measure(vera, "/?q=svc-4&state=unknown", ROUNDS));
      for (var path : PAGES) {
        measure(vera, path, WARM_UP / PAGES.size());
        print(services, path, measure(vera, path, ROUNDS));
      }
    }
  }

  private static void print(int services, String what, Times times) {
    Times.print(
        "matrix %d x %d, %s".formatted(services, ENVIRONMENTS, what),
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
      var asked = System.nanoTime();
      var answer = visitor.get(path);
      var waited = (System.nanoTime() - asked) / 1e6;
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(path + " answers " + answer.statusCode());
      }
      times.add(
          answer.headers().firstValue("Server-Timing").map(MatrixFigures::millis).orElse(waited));
    }
    return times;
  }

  private static double millis(String timing) {
    return Double.parseDouble(timing.substring(timing.indexOf("dur=") + 4));
  }
}
