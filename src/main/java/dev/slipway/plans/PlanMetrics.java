package dev.slipway.plans;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/// What an operator watches: plans that wait for people, and deployments that hang.
@Component
class PlanMetrics implements MeterBinder {

  private final Tidying tidying;

  PlanMetrics(Tidying tidying) {
    this.tidying = tidying;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("slipway.plans.pending", tidying, Tidying::pending)
        .description("Plans that wait for an approval")
        .register(registry);
    Gauge.builder("slipway.deployments.stuck", tidying, Tidying::stuck)
        .description("Deployments past their time, or unknown for more than a minute")
        .register(registry);
  }
}
