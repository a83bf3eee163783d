package dev.slipway.sandbox;

import dev.slipway.runtime.SlipwaySettings;
import dev.slipway.sandbox.metrics.SimulatedPrometheus;
import dev.slipway.sandbox.metrics.promql.Series;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// The demonstration's Prometheus: two months of history at the first start, and on from there. The
/// same data folder always tells the same past.
@Component
@InSandbox
class SandboxMetrics implements DisposableBean {

  private final SimulatedPrometheus server;
  private final SandboxClusters clusters;
  private final Clock clock;
  private final boolean told;
  private final Path sinceFile;
  private volatile Instant since;
  private @Nullable DemonstrationTraffic traffic;

  SandboxMetrics(
      SandboxProperties properties,
      SlipwaySettings settings,
      SandboxClusters clusters,
      Clock clock) {
    this.clusters = clusters;
    this.clock = clock;
    this.told = properties.demonstration() == SandboxProperties.Story.FULL;
    this.sinceFile = settings.dataDir().resolve("metrics-since");
    this.since = since(sinceFile, clock.instant());
    this.server =
        SimulatedPrometheus.start(
            properties.metricsPort(),
            this::series,
            told ? DemonstrationTraffic.RULES : List.of(),
            () -> told ? DemonstrationTraffic.silences(since) : List.of(),
            clock);
  }

  /// Where it listens, without `/api/v1`.
  URI address() {
    return server.address();
  }

  /// Where its Alertmanager listens, without `/api/v2`.
  URI alertmanager() {
    return URI.create(server.address() + "/alertmanager");
  }

  /// Begins the story again: what was counted since the first start is gone.
  synchronized void restart() {
    try {
      Files.deleteIfExists(sinceFile);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    since = since(sinceFile, clock.instant());
    traffic = null;
  }

  /// A cluster's pods answer from the moment that somebody looks at them.
  @Scheduled(fixedDelay = 10, initialDelay = 20, timeUnit = TimeUnit.SECONDS)
  void scrape() {
    if (told) {
      var now = clock.instant();
      traffic(now).scrape(now, clusters::pods);
    }
  }

  private List<Series> series() {
    var now = clock.instant();
    return told
        ? Stream.concat(
                traffic(now).series(now).stream(), DemonstrationVolumes.series(now).stream())
            .toList()
        : List.of();
  }

  /// Made when somebody asks for the first time: a start does not wait for it.
  private synchronized DemonstrationTraffic traffic(Instant now) {
    if (traffic == null) {
      traffic = new DemonstrationTraffic(since, now);
    }
    return traffic;
  }

  private static Instant since(Path file, Instant now) {
    try {
      if (Files.exists(file)) {
        return Instant.parse(Files.readString(file).strip());
      }
      var since = now.truncatedTo(ChronoUnit.MINUTES);
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, since + "\n");
      return since;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (DateTimeParseException broken) {
      throw new IllegalStateException(file + " holds no instant; take it away", broken);
    }
  }

  @Override
  public void destroy() {
    server.close();
  }
}
