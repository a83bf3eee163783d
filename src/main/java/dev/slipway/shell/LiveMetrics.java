package dev.slipway.shell;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/// How many pages are listening, hidden tabs not among them, and whether their database answers.
@Component
class LiveMetrics implements MeterBinder {

  private final LiveStream live;
  private final DatabasePulse pulse;

  LiveMetrics(LiveStream live, DatabasePulse pulse) {
    this.live = live;
    this.pulse = pulse;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("slipway.sse.streams", live, LiveStream::streams)
        .description("Open event streams of visible pages")
        .register(registry);
    Gauge.builder("slipway.database.up", pulse, beat -> beat.answers() ? 1 : 0)
        .description("1 while the database answers, else 0")
        .register(registry);
  }
}
