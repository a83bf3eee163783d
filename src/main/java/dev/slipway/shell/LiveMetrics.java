package dev.slipway.shell;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/// How many pages are listening; hidden tabs are not among them.
@Component
class LiveMetrics implements MeterBinder {

  private final LiveStream live;

  LiveMetrics(LiveStream live) {
    this.live = live;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("slipway.live.streams", live, LiveStream::streams)
        .description("Open event streams of visible pages")
        .register(registry);
  }
}
