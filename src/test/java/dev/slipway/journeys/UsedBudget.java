package dev.slipway.journeys;

import dev.slipway.testing.PrometheusProcess;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A real Prometheus with the last 30 days of a service that answers ten requests a second, and had
/// one bad hour three weeks ago: of a budget of 0.1 % it has used 52 %.
final class UsedBudget {

  static final String FAILED =
      "sum(rate(http_requests_total{job=\"learning-orchestrator\",code=~\"5..\"}[{{.window}}]))";
  static final String ALL =
      "sum(rate(http_requests_total{job=\"learning-orchestrator\"}[{{.window}}]))";

  private static final long PER_MINUTE = 600;
  private static final long FAILED_AT_ONCE = PER_MINUTE * 60 * 24 * 30 * 52 / 100_000;
  private static final Duration AGO = Duration.ofDays(21);

  /// The samples go on while somebody looks.
  private static final Duration AHEAD = Duration.ofHours(1);

  private UsedBudget() {}

  static PrometheusProcess start(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("prometheus.yml"), "scrape_configs: []\n");
    var samples = folder.resolve("in.om");
    try (var out = Files.newBufferedWriter(samples)) {
      out.write("# TYPE http_requests counter\n");
      series(out, "200");
      series(out, "500");
      out.write("# EOF\n");
    }
    PrometheusProcess.fill(folder, samples);
    return PrometheusProcess.launch(folder, "http").awaitReady();
  }

  private static void series(Writer out, String code) throws IOException {
    var now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    var bad = now.minus(AGO);
    var count = 0L;
    for (var at = now.minus(Duration.ofDays(31));
        !at.isAfter(now.plus(AHEAD));
        at = at.plus(Duration.ofMinutes(1))) {
      var failed = !at.isBefore(bad) && at.isBefore(bad.plus(Duration.ofHours(1)));
      var lost = failed ? FAILED_AT_ONCE / 60 : 0;
      count += code.equals("500") ? lost : PER_MINUTE - lost;
      out.write(
          "http_requests_total{job=\"learning-orchestrator\",code=\"%s\"} %d %d\n"
              .formatted(code, count, at.getEpochSecond()));
    }
  }
}
