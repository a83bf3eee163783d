package dev.slipway.notifications;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What an operator may set under `slipway.notifications`.
///
/// @param keep how long delivered notifications and read notices are kept, a day or longer
@ConfigurationProperties("slipway.notifications")
record NotificationProperties(@DefaultValue("90d") Duration keep) {

  NotificationProperties {
    if (keep.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException(
          "slipway.notifications.keep: " + keep + " (expected: 1d or longer)");
    }
  }
}
