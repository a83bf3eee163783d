package dev.slipway.health;

import dev.slipway.slo.alerts.AlertReader;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Asks every datasource for its alerts twice a minute, on the replica that holds the lease.
@Component
class AlertRounds implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(AlertRounds.class);
  private static final Duration ROUND = Duration.ofSeconds(30);

  /// Soon after the start, as soon as the lease is won.
  private static final Duration FIRST = Duration.ofSeconds(3);

  private final AlertReader reader;
  private final AlertRows rows;
  private final StatusLease lease;
  private final HeldStatuses held;
  private final Thread thread = Thread.ofVirtual().name("alert-rounds").unstarted(this::run);
  private volatile boolean running;

  AlertRounds(AlertReader reader, AlertRows rows, StatusLease lease, HeldStatuses held) {
    this.reader = reader;
    this.rows = rows;
    this.lease = lease;
    this.held = held;
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    if (!running) {
      running = true;
      thread.start();
    }
  }

  private void run() {
    while (running) {
      var asked = false;
      try {
        asked = once();
      } catch (RuntimeException | Error e) {
        // Errors too: nobody would ask for alerts until the next start.
        LOG.error("Alerts could not be asked for", e);
        asked = true;
      }
      try {
        Thread.sleep(asked ? ROUND : FIRST);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /// Asks, if the lease is held, and keeps what was told.
  ///
  /// @return whether it asked
  boolean once() {
    if (!lease.isHeld()) {
      return false;
    }
    var told = reader.read();
    rows.keep(told, lease.me());
    held.readAgain();
    return true;
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
    }
  }

  @Override
  public boolean isRunning() {
    return true;
  }
}
