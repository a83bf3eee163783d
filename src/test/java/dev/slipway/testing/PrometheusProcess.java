package dev.slipway.testing;

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
import java.util.stream.Stream;

/// A real Prometheus, or the Alertmanager beside it, as a process of its own, on a free port of
/// loopback. It ends with the test.
public final class PrometheusProcess implements AutoCloseable {

  private static final String ALERTMANAGER = "prometheus-alertmanager";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final URI address;
  private final Path said;

  private PrometheusProcess(Process process, URI address, Path said) {
    this.process = process;
    this.address = address;
    this.said = said;
  }

  /// Whether both programs are on the path.
  public static boolean isInstalled() {
    return Stream.of("prometheus", "promtool").allMatch(PrometheusProcess::isOnPath);
  }

  /// Whether the Alertmanager is, as Debian names it.
  public static boolean hasAlertmanager() {
    return isOnPath(ALERTMANAGER);
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Path.of(folder, program).toFile().canExecute());
  }

  /// Takes a file of OpenMetrics over into the data of the one that is started in `folder` later.
  /// In one block: by default there are 361 for a month, and each reads the whole file.
  public static void fill(Path folder, Path openMetrics) throws IOException, InterruptedException {
    var said = folder.resolve("promtool.log");
    var process =
        new ProcessBuilder(
                "promtool",
                "tsdb",
                "create-blocks-from",
                "--max-block-duration=1458h",
                "openmetrics",
                "-q",
                openMetrics.toString(),
                folder.resolve("data").toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("promtool: " + Files.readString(said));
    }
    Files.delete(openMetrics);
  }

  /// Starts one with the configuration `prometheus.yml` of the folder. It may not listen yet.
  public static PrometheusProcess launch(Path folder, String scheme, String... more)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "prometheus",
                "--config.file=" + folder.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + folder.resolve("data"),
                // By default it deletes what is older than fifteen days.
                "--storage.tsdb.retention.time=10y"));
    command.addAll(List.of(more));
    return launch(scheme, folder.resolve("prometheus.log"), command);
  }

  /// An Alertmanager that tells nobody, and has no others around it. It may not listen yet.
  public static PrometheusProcess alertmanager(Path folder) throws IOException {
    var configuration = folder.resolve("alertmanager.yml");
    Files.writeString(configuration, "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n");
    return launch(
        "http",
        folder.resolve("alertmanager.log"),
        List.of(
            ALERTMANAGER,
            "--config.file=" + configuration,
            "--storage.path=" + folder.resolve("alertmanager"),
            "--cluster.listen-address="));
  }

  private static PrometheusProcess launch(String scheme, Path said, List<String> what)
      throws IOException {
    int port = freePort();
    var command = new ArrayList<>(what);
    command.add("--web.listen-address=127.0.0.1:" + port);
    command.add("--log.level=warn");
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new PrometheusProcess(process, URI.create(scheme + "://127.0.0.1:" + port), said);
  }

  public URI address() {
    return address;
  }

  /// Waits until it answers; says what it printed if it ends instead.
  public PrometheusProcess awaitReady() throws IOException {
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(50))
          .failFast("it ended", () -> !process.isAlive())
          .until(this::isReady);
      return this;
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

  /// The sum of one of its own metrics over the lines of `/metrics` that begin so.
  public double metric(String prefix) throws IOException, InterruptedException {
    var metrics = HttpRequest.newBuilder(address.resolve("/metrics")).build();
    return HTTP.send(metrics, BodyHandlers.ofLines())
        .body()
        .filter(line -> line.startsWith(prefix))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
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

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
