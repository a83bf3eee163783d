package dev.slipway.health;

import dev.slipway.health.KeptStatus.Change;
import dev.slipway.health.KeptStatus.Written;
import dev.slipway.health.StatusRows.Place;
import dev.slipway.kernel.UuidV7;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Judges anew every two seconds if anything changed, and at least every ten; the holder of the
/// lease writes down what lasted.
@Component
class StatusRounds implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(StatusRounds.class);
  private static final Duration ROUND = Duration.ofSeconds(2);
  private static final int LEASE_EVERY = 2;
  private static final int LOOK_EVERY = 5;

  /// Nobody looked for longer than this: then the history says so.
  private static final Duration GAP = Duration.ofMinutes(2);

  /// A row may be seen this much after the moment that it bears.
  private static final Duration LATE = Duration.ofSeconds(10);

  private final HeldStatuses held;
  private final StatusRows rows;
  private final StatusLease lease;
  private final HealthProperties properties;
  private final MultiGauge counts;
  private final Thread thread = Thread.ofVirtual().name("health-rounds").unstarted(this::run);
  private Instant readUpTo = Instant.EPOCH;
  private volatile boolean running;

  StatusRounds(
      HeldStatuses held,
      StatusRows rows,
      StatusLease lease,
      HealthProperties properties,
      MeterRegistry meters) {
    this.held = held;
    this.rows = rows;
    this.lease = lease;
    this.properties = properties;
    this.counts =
        MultiGauge.builder("slipway.health.services")
            .description("Services in an environment, by how they are; the same on every replica")
            .register(meters);
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    if (!running) {
      running = true;
      thread.start();
    }
  }

  private void run() {
    for (var round = 0; running; round++) {
      try {
        if (round % LEASE_EVERY == 0) {
          lease.renew();
        }
        once(round % LOOK_EVERY == 0);
      } catch (RuntimeException | Error e) {
        // Errors too: nobody would look after them until the next start.
        LOG.error("Statuses could not be looked after", e);
      }
      try {
        Thread.sleep(ROUND);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /// One look, and what follows from it.
  ///
  /// @param anyway also if nothing is known to have changed
  synchronized void once(boolean anyway) {
    readKept();
    var now = anyway || held.isChanged() ? held.look() : held.now();
    if (lease.isHeld()) {
      write(now.all());
      if (anyway) {
        rows.keepOnly(now.byPlace().keySet(), lease.me());
        rows.looked(GAP, lease.me());
      }
    }
    counts.register(gauges(now.all()), true);
  }

  private void readKept() {
    var at = rows.now();
    held.keep(rows.movedSince(readUpTo));
    readUpTo = at.minus(LATE);
  }

  private void write(List<ServiceStatus> all) {
    var at = rows.now();
    List<Written> changes = new ArrayList<>();
    for (var status : all) {
      next(status, at).forEach(changes::add);
    }
    if (!changes.isEmpty()) {
      rows.write(changes, lease.me());
      readKept();
    }
  }

  private Stream<Written> next(ServiceStatus status, Instant at) {
    var place = new Place(status.service().id().value(), status.environment().id().value());
    var known = held.kept(place);
    if (known == null) {
      // Nothing is worth a line before its cluster was seen for the first time.
      return status.state() == HealthState.UNKNOWN && status.asOf() == null
          ? Stream.empty()
          : Stream.of(
              new Written(
                  KeptStatus.first(place.service(), place.environment(), status.state(), at),
                  change(status, null)));
    }
    return known
        .seen(status.state(), at)
        .map(
            next -> new Written(next.kept(), next.changed() ? change(status, known.state()) : null))
        .stream();
  }

  private static Change change(ServiceStatus status, @Nullable HealthState before) {
    var deciding = status.deciding();
    return new Change(UuidV7.next(), before, deciding.source(), deciding.name(), deciding.reason());
  }

  private static List<MultiGauge.Row<?>> gauges(List<ServiceStatus> all) {
    Map<HealthState, Integer> counted = new EnumMap<>(HealthState.class);
    for (var state : HealthState.values()) {
      counted.put(state, 0);
    }
    all.forEach(status -> counted.merge(status.state(), 1, Integer::sum));
    return counted.entrySet().stream()
        .<MultiGauge.Row<?>>map(
            each -> MultiGauge.Row.of(Tags.of("state", each.getKey().slug()), each.getValue()))
        .toList();
  }

  @Scheduled(cron = "0 47 * * * *", zone = "UTC")
  void forget() {
    var gone = rows.forget(properties.keep());
    if (gone > 0) {
      LOG.debug("{} changes of status are past their time", gone);
    }
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
