package dev.slipway.audit;

import dev.slipway.kernel.Outcome;
import dev.slipway.kernel.PortalEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// What an operator watches: attempts that were refused, and events that the trail could not take.
@Component
class AuditMetrics {

  private final Counter denied;
  private final Counter unwritten;

  AuditMetrics(MeterRegistry registry) {
    denied =
        Counter.builder("slipway.denied")
            .description("Attempts that were refused for want of a right")
            .register(registry);
    unwritten =
        Counter.builder("slipway.audit.failures")
            .description("Events that could not be written; the change itself was rolled back")
            .register(registry);
  }

  /// A refusal counts also where the trail cannot take it.
  @EventListener
  void on(PortalEvent event) {
    if (event.outcome() == Outcome.DENIED) {
      denied.increment();
    }
  }

  void unwritten() {
    unwritten.increment();
  }
}
