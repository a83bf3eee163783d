package dev.slipway.clusters;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// What is done for clusters every few seconds, on one thread.
@Component
class ClusterRounds implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterRounds.class);
  private static final Duration ROUND = Duration.ofSeconds(2);
  private static final int LEASE_EVERY = 2;
  private static final int SEEN_EVERY = 5;
  private static final int CONFIGURE_EVERY = 15;
  private static final int WARN_EVERY = 15;

  private final ClusterConnections connections;
  private final PlacementMap placements;
  private final ClusterLease lease;
  private final LastKnownWriter lastKnown;
  private final RightsReviews rights;
  private final ExpiryWarnings expiry;
  private final ClusterWatch watch;
  private final Clock clock;
  private final MultiGauge freshness;
  private final MultiGauge credentials;
  private final Thread thread = Thread.ofVirtual().name("cluster-rounds").unstarted(this::run);
  private String placed = "";
  private volatile boolean running;

  ClusterRounds(
      ClusterConnections connections,
      PlacementMap placements,
      ClusterLease lease,
      LastKnownWriter lastKnown,
      RightsReviews rights,
      ExpiryWarnings expiry,
      ClusterWatch watch,
      Clock clock,
      MeterRegistry meters) {
    this.connections = connections;
    this.placements = placements;
    this.lease = lease;
    this.lastKnown = lastKnown;
    this.rights = rights;
    this.expiry = expiry;
    this.watch = watch;
    this.clock = clock;
    this.freshness =
        MultiGauge.builder("slipway.cluster.freshness")
            .description("Age of what is known of a cluster")
            .baseUnit("seconds")
            .register(meters);
    this.credentials =
        MultiGauge.builder("slipway.cluster.credentials.expiry")
            .description("Time until the credentials of a cluster end; negative once they have")
            .baseUnit("seconds")
            .register(meters);
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    if (!running) {
      running = true;
      connections.configure();
      connections.refresh();
      thread.start();
    }
  }

  private void run() {
    for (var round = 0; running; round++) {
      try {
        once(round);
      } catch (RuntimeException | Error e) {
        // Errors too: nobody would look after them until the next start.
        LOG.error("Clusters could not be looked after", e);
      }
      try {
        Thread.sleep(ROUND);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void once(int round) {
    connections.refresh();
    placements.refresh();
    var now = placements.now().stamp();
    if (!now.equals(placed)) {
      placed = now;
      lastKnown.everything();
    }
    if (round % CONFIGURE_EVERY == 0) {
      connections.configure();
    }
    if (round % LEASE_EVERY == 0) {
      var ids = connections.rows().stream().map(ClusterRepository.Row::id).toList();
      if (lease.renew(ids)) {
        lastKnown.everything();
      }
    }
    lastKnown.flush();
    if (round % SEEN_EVERY == 0) {
      lastKnown.markSeen();
    }
    rights.round(connections.rows());
    if (round % WARN_EVERY == WARN_EVERY - 1) {
      expiry.round(connections.rows());
    }
    freshness.register(gauges(), true);
    credentials.register(expiries(), true);
  }

  private List<MultiGauge.Row<?>> gauges() {
    return connections.rows().stream()
        .<MultiGauge.Row<?>>map(
            row -> MultiGauge.Row.of(Tags.of("cluster", row.slug()), () -> age(row.id())))
        .toList();
  }

  private List<MultiGauge.Row<?>> expiries() {
    return connections.rows().stream()
        .<MultiGauge.Row<?>>mapMulti((row, gauges) -> {
          var at = row.expiresAt();
          if (at != null) {
            gauges.accept(
                MultiGauge.Row.of(
                    Tags.of("cluster", row.slug()),
                    () -> (double) Duration.between(clock.instant(), at).toSeconds()));
          }
        })
        .toList();
  }

  private double age(ClusterId id) {
    var asOf = watch.sight(id).freshness().asOf();
    return asOf == null ? Double.NaN : Duration.between(asOf, clock.instant()).toMillis() / 1000.0;
  }

  @Override
  public void start() {
    // The rounds begin when the portal is ready, not before.
  }

  @Override
  public void stop() {
    if (running) {
      running = false;
      thread.interrupt();
      lease.giveBack();
    }
  }

  @Override
  public boolean isRunning() {
    return true;
  }
}
