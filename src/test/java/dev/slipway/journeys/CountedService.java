package dev.slipway.journeys;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.testing.PrometheusProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// A service that answers ten requests a second, and the real Prometheus that counts them: two
/// quiet hours that are over, and from now on whatever it scrapes, every second.
final class CountedService implements AutoCloseable {

  static final String FAILED = "sum(rate(answers_total{code=~\"5..\"}[{{.window}}]))";
  static final String ALL = "sum(rate(answers_total[{{.window}}]))";

  private static final int PER_SECOND = 10;
  private static final Duration BEFORE = Duration.ofHours(2);
  private static final Duration STEP = Duration.ofSeconds(15);

  private final HttpServer metrics;
  private final Instant begun = Instant.now();
  private final PrometheusProcess prometheus;
  private volatile Instant failing = Instant.MAX;

  private CountedService(Path folder) throws IOException, InterruptedException {
    metrics = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    metrics.createContext(
        "/metrics",
        exchange -> {
          var text = scraped(Instant.now()).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    metrics.start();
    Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global: {scrape_interval: 1s, scrape_timeout: 1s}
        scrape_configs:
        - job_name: counted
          static_configs: [{targets: ["127.0.0.1:%d"]}]
        """
            .formatted(metrics.getAddress().getPort()));
    var past = folder.resolve("in.om");
    Files.writeString(past, past());
    PrometheusProcess.fill(folder, past);
    prometheus = PrometheusProcess.launch(folder, "http").awaitReady();
  }

  static CountedService start(String name) throws IOException, InterruptedException {
    return new CountedService(Files.createTempDirectory(Path.of("target"), name));
  }

  URI prometheus() {
    return prometheus.address();
  }

  /// From now on every second request fails.
  void fails() {
    failing = Instant.now();
  }

  /// Nobody answers for its numbers any more.
  void isNoLongerCounted() {
    prometheus.close();
  }

  private String scraped(Instant now) {
    var all = PER_SECOND * seconds(begun, now);
    var bad = failing.isAfter(now) ? 0 : PER_SECOND * seconds(failing, now) / 2;
    return "# TYPE answers_total counter\n" + line("200", all - bad) + line("500", bad);
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1e3;
  }

  private static String line(String code, double value) {
    return "answers_total{code=\"%s\"} %s\n".formatted(code, value);
  }

  private String past() {
    var text = new StringBuilder("# TYPE answers counter\n");
    for (var code : new String[] {"200", "500"}) {
      for (var at = begun.minus(BEFORE); at.isBefore(begun); at = at.plus(STEP)) {
        var count = code.equals("500") ? 0 : PER_SECOND * seconds(begun.minus(BEFORE), at);
        text.append(
            "answers_total{job=\"counted\",instance=\"before\",code=\"%s\"} %s %d\n"
                .formatted(code, count, at.getEpochSecond()));
      }
    }
    return text.append("# EOF\n").toString();
  }

  @Override
  public void close() {
    prometheus.close();
    metrics.stop(0);
  }
}
