package dev.slipway.health;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `slipway.health.*`.
///
/// @param keep how long the history of statuses is kept
@ConfigurationProperties("slipway.health")
record HealthProperties(@DefaultValue("400d") Duration keep) {

  HealthProperties {
    if (keep.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException("slipway.health.keep is a day or more.");
    }
  }
}
