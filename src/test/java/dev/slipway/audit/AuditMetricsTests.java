package dev.slipway.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.AttemptRefused;
import dev.slipway.kernel.Outcome;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.SlipwayTest;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;

@SlipwayTest
class AuditMetricsTests {

  @Autowired ApplicationEventPublisher events;
  @Autowired MeterRegistry meters;

  @Test
  void whatIsRefusedCountsAndWhatFailsDoesNot() {
    var before = count("slipway.denied");
    attempt("deployment.start", Outcome.DENIED);
    attempt("deployment.start", Outcome.FAILED);

    assertThat(count("slipway.denied")).isEqualTo(before + 1);
  }

  @Test
  void anEventThatTheTrailCannotTakeCountsAndIsThrown() {
    var before = count("slipway.audit.failures");
    assertThatThrownBy(() -> attempt("nul \0 is no text for PostgreSQL", Outcome.FAILED))
        .isNotNull();

    assertThat(count("slipway.audit.failures")).isEqualTo(before + 1);
  }

  private void attempt(String action, Outcome outcome) {
    events.publishEvent(
        new AttemptRefused(
            action, Actor.SYSTEM, Subject.of("plan", UuidV7.next(), "metrics"), outcome, "A test"));
  }

  private double count(String name) {
    return meters.get(name).counter().count();
  }
}
