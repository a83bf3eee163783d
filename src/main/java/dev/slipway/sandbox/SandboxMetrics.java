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
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/// The demonstration's Prometheus: 36 days of history at the first start, and on from there. The
/// same data folder always tells the same past.
@Component
@InSandbox
class SandboxMetrics implements DisposableBean {

  private final SimulatedPrometheus server;
  private final Clock clock;
  private final boolean told;
  private final Instant since;
  private @Nullable DemonstrationTraffic traffic;

  SandboxMetrics(SandboxProperties properties, SlipwaySettings settings, Clock clock) {
    this.clock = clock;
    this.told = properties.demonstration() == SandboxProperties.Story.FULL;
    this.since = since(settings.dataDir().resolve("metrics-since"), clock.instant());
    this.server =
        SimulatedPrometheus.start(
            properties.metricsPort(),
            this::series,
            told ? DemonstrationTraffic.RULES : List.of(),
            clock);
  }

  /// Where it listens, without `/api/v1`.
  URI address() {
    return server.address();
  }

  /// Made when somebody asks for the first time: a start does not wait for it.
  private synchronized List<Series> series() {
    if (!told) {
      return List.of();
    }
    var now = clock.instant();
    if (traffic == null) {
      traffic = new DemonstrationTraffic(since, now);
    }
    return traffic.series(now);
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
