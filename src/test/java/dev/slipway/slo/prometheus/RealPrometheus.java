package dev.slipway.slo.prometheus;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A Prometheus as a process of its own on a free port of loopback, filled with [ContractSeries] by
/// `promtool`. The clock of the data is fixed; whoever asks says for which instant.
final class RealPrometheus implements AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final URI address;
  private final Path said;

  private RealPrometheus(Process process, URI address, Path said) {
    this.process = process;
    this.address = address;
    this.said = said;
  }

  /// Whether both programs are on the path.
  static boolean isInstalled() {
    return Stream.of("prometheus", "promtool")
        .allMatch(program ->
            Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Path.of(folder, program).toFile().canExecute()));
  }

  static RealPrometheus start(Path folder) throws IOException, InterruptedException {
    var written = folder.resolve("in.om");
    write(written);
    // One block for all of it: by default there are 361, and each reads the whole file.
    run(
        folder,
        "promtool",
        "tsdb",
        "create-blocks-from",
        "--max-block-duration=1458h",
        "openmetrics",
        "-q",
        written.toString(),
        folder.resolve("data").toString());
    Files.delete(written);
    configure(folder);
    var real = launch(folder, "http");
    real.awaitReady();
    return real;
  }

  /// One without data, which speaks TLS and lets in whom the file of its web configuration names.
  /// It may not listen yet.
  static RealPrometheus guarded(Path folder, Path web) throws IOException {
    configure(folder);
    return launch(folder, "https", "--web.config.file=" + web);
  }

  private static RealPrometheus launch(Path folder, String scheme, String... more)
      throws IOException {
    int port = freePort();
    var said = folder.resolve("prometheus.log");
    List<String> command =
        new ArrayList<>(
            List.of(
                "prometheus",
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("data"),
                // By default it deletes what is older than fifteen days.
                "--storage.tsdb.retention.time=10y",
                "--query.max-samples=1000000",
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn"));
    command.addAll(List.of(more));
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new RealPrometheus(process, URI.create(scheme + "://127.0.0.1:" + port), said);
  }

  URI address() {
    return address;
  }

  private void awaitReady() throws IOException {
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(50))
          .failFast("it ended", () -> !process.isAlive())
          .until(this::isReady);
    } catch (RuntimeException failure) {
      close();
      throw new IllegalStateException(Files.readString(said), failure);
    }
  }

  private boolean isReady() throws InterruptedException {
    try (var _ = new Socket(address.getHost(), address.getPort())) {
      var request = HttpRequest.newBuilder(address.resolve("/-/ready")).build();
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static void configure(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("prometheus.yml"),
        """
        global: {evaluation_interval: 1s}
        rule_files: [rules.yml]
        scrape_configs: []
        """);
    Files.writeString(
        folder.resolve("rules.yml"),
        """
        groups:
          - name: contract
            rules:
              - alert: %s
                expr: %s
                labels: %s
                annotations: %s
        """
            .formatted(
                SliSourceContract.ALERT,
                SliSourceContract.ALERT_QUERY,
                flow(SliSourceContract.ALERT_LABELS),
                flow(SliSourceContract.ALERT_ANNOTATIONS)));
  }

  private static String flow(java.util.Map<String, String> map) {
    return map.entrySet().stream()
        .map(each -> each.getKey() + ": \"" + each.getValue() + "\"")
        .collect(Collectors.joining(", ", "{", "}"));
  }

  /// As OpenMetrics: all samples of a series together, and a family's name without `_total`.
  private static void write(Path file) throws IOException {
    try (var out = Files.newBufferedWriter(file)) {
      var family = "";
      for (var series : ContractSeries.all()) {
        var type = series.name().equals(ContractSeries.REQUESTS) ? "counter" : "histogram";
        if (!type.equals(family)) {
          family = type;
          var name = type.equals("counter") ? "http_requests" : ContractSeries.DURATIONS;
          out.write("# TYPE " + name + " " + type + "\n");
        }
        var head =
            series.labels().entrySet().stream()
                .map(each -> each.getKey() + "=\"" + each.getValue() + "\"")
                .collect(Collectors.joining(",", series.name() + "{", "} "));
        var time = ContractSeries.START.getEpochSecond();
        for (long value : series.values()) {
          out.write(head + value + " " + time + "\n");
          time += 60;
        }
      }
      out.write("# EOF\n");
    }
  }

  private static void run(Path folder, String... command) throws IOException, InterruptedException {
    var said = folder.resolve("promtool.log");
    var process =
        new ProcessBuilder(new ArrayList<>(List.of(command)))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(String.join(" ", command) + ": " + Files.readString(said));
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
