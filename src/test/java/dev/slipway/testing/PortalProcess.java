package dev.slipway.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The portal as a process of its own, to be killed, frozen and measured. It listens on loopback
/// only and ends with the test.
public final class PortalProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(4);

  private static final List<String> FLAGS =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final List<String> flags;
  private final List<String> arguments;
  private final Path log;
  private final int port;
  private final int managementPort;
  private Process process;

  private PortalProcess(Path folder, List<String> flags, List<String> arguments)
      throws IOException {
    this.flags = flags;
    this.port = freePort();
    this.managementPort = freePort();
    this.log = folder.resolve("portal.log");
    this.arguments = new ArrayList<>(arguments);
    this.arguments.add("--server.port=" + port);
    this.arguments.add("--management.server.port=" + managementPort);
    this.process = launch();
  }

  /// Starts a portal that logs into `folder`, and waits until it is ready.
  public static PortalProcess start(Path folder, List<String> arguments) throws Exception {
    return start(folder, FLAGS, arguments);
  }

  /// The same with flags of the caller's for its JVM; `-jar` among them names what it runs, instead
  /// of the classes under test.
  public static PortalProcess start(Path folder, List<String> flags, List<String> arguments)
      throws Exception {
    Files.createDirectories(folder);
    var portal = new PortalProcess(folder, flags, arguments);
    try {
      portal.awaitReady();
    } catch (Exception failure) {
      portal.process.destroyForcibly();
      throw failure;
    }
    return portal;
  }

  /// The same on a host whose clock is so much ahead of the true time; negative is behind.
  public static PortalProcess startShifted(Path folder, Duration ahead, List<String> arguments)
      throws Exception {
    List<String> flags = new ArrayList<>(FLAGS);
    flags.addAll(ShiftedClock.flags(folder.resolve("clock"), ahead));
    return start(folder, flags, arguments);
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /// Where health and figures are asked for.
  public String managementUrl() {
    return "http://127.0.0.1:" + managementPort;
  }

  /// What the portal writes to its standard output, from its first start on.
  public Path log() {
    return log;
  }

  public int port() {
    return port;
  }

  /// The sum of a metric over the lines of `/prometheus` that begin so.
  public double metric(String prefix) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var prometheus = URI.create("http://127.0.0.1:" + managementPort + "/prometheus");
      return http.send(
              HttpRequest.newBuilder(prometheus).build(), HttpResponse.BodyHandlers.ofLines())
          .body()
          .filter(line -> line.startsWith(prefix))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }
  }

  public long pid() {
    return process.pid();
  }

  /// Kills without warning (SIGKILL), as a crash would.
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(10, TimeUnit.SECONDS);
  }

  /// Stops it where it stands (SIGSTOP), until {@link #thaw}.
  public void freeze() throws Exception {
    new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor();
  }

  public void thaw() throws Exception {
    new ProcessBuilder("kill", "-CONT", Long.toString(process.pid())).start().waitFor();
  }

  /// Starts again with the same arguments and returns how long it took to be ready.
  public Duration restart() throws Exception {
    var begin = Instant.now();
    process = launch();
    awaitReady();
    return Duration.between(begin, Instant.now());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private Process launch() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(flags);
    if (!flags.contains("-jar")) {
      command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.slipway.Slipway"));
    }
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private void awaitReady() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var readyz = URI.create("http://127.0.0.1:" + managementPort + "/readyz");
      var request = HttpRequest.newBuilder(readyz).timeout(Duration.ofSeconds(2)).build();
      var limit = Instant.now().plus(START_LIMIT);
      while (Instant.now().isBefore(limit)) {
        if (!process.isAlive()) {
          throw new IllegalStateException("the portal ended while starting:\n" + tail());
        }
        try {
          if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException _) {
          // not listening yet
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
      throw new IllegalStateException("the portal was not ready in time:\n" + tail());
    }
  }

  private String tail() throws IOException {
    var lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
