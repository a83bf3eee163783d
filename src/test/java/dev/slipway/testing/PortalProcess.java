package dev.slipway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The portal as a process of its own, to be killed, frozen and measured. It listens on loopback
/// only and ends with the test.
public final class PortalProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofMinutes(4);
  private static final Duration PRINT_LIMIT = Duration.ofSeconds(10);

  /// Below the ports that Linux gives to whoever wants any (`ip_local_port_range`), so that no
  /// connection and no other server takes one between its choice and its use.
  private static final int FIRST_PORT = 12_000;

  private static final int PORTS = 18_000;
  private static final Random RANDOM = new Random();
  private static final int TRIES = 3;
  private static final int SECONDS_TO_END = 30;
  private static final int SECONDS_TO_WRITE_AN_ARCHIVE = 120;
  private static final String STARTED = "Started Slipway in ";
  private static final String PORT_TAKEN = "was already in use";
  private static final Pattern SETUP = Pattern.compile("/setup\\?token=([\\w-]+)");

  private static final List<String> FLAGS =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final List<String> flags;
  private final List<String> arguments;
  private final Path log;
  private final int port;
  private final int managementPort;
  private final @Nullable PackagedPortal packaged;
  private Process process;
  private long begin;

  private PortalProcess(Path folder, List<String> flags, List<String> arguments)
      throws IOException {
    this.flags = flags;
    // Both are held until both are known, so that they are two.
    try (var pages = freePort();
        var management = freePort()) {
      this.port = pages.getLocalPort();
      this.managementPort = management.getLocalPort();
    }
    this.packaged = flags.equals(FLAGS) ? PackagedPortal.find() : null;
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
    for (var number = 1; ; number++) {
      var portal = new PortalProcess(folder, flags, arguments);
      try {
        portal.awaitReady();
        return portal;
      } catch (Exception failure) {
        portal.kill();
        if (number == TRIES || !portal.sinceStart().contains(PORT_TAKEN)) {
          throw failure;
        }
      }
    }
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

  /// What the portal writes to its standard output, from its first start on.
  public Path log() {
    return log;
  }

  public int port() {
    return port;
  }

  /// The one-time token by which the first administrator is made, from the link that the portal
  /// printed.
  public String setupToken() throws Exception {
    var limit = Instant.now().plus(PRINT_LIMIT);
    while (Instant.now().isBefore(limit)) {
      var printed = SETUP.matcher(sinceStart());
      if (printed.find()) {
        return printed.group(1);
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new IllegalStateException("the portal printed no link for /setup:\n" + tail());
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
    tellThePackage(false);
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
    var archives = packaged != null && packaged.makesArchive();
    process.destroy();
    try {
      var ended =
          process.waitFor(
              archives ? SECONDS_TO_WRITE_AN_ARCHIVE : SECONDS_TO_END, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      tellThePackage(ended);
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void tellThePackage(boolean byItself) {
    try {
      if (packaged != null) {
        packaged.ended(byItself);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Process launch() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(flags);
    if (packaged != null) {
      command.addAll(packaged.flags());
    } else if (!flags.contains("-jar")) {
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    }
    if (!flags.contains("-jar")) {
      command.add("dev.slipway.Slipway");
    }
    command.addAll(arguments);
    begin = Files.exists(log) ? Files.size(log) : 0;
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
          // An answer alone could be that of another process, at a port that this one did not get.
          if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200
              && sinceStart().contains(STARTED)) {
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

  /// What this start has written so far.
  private String sinceStart() throws IOException {
    try (var file = Files.newInputStream(log)) {
      file.skipNBytes(begin);
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String tail() throws IOException {
    var lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
  }

  private static ServerSocket freePort() {
    while (true) {
      try {
        return new ServerSocket(FIRST_PORT + RANDOM.nextInt(PORTS));
      } catch (IOException _) {
        // in use: the next one
      }
    }
  }
}
