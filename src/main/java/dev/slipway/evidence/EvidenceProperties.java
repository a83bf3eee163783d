package dev.slipway.evidence;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `slipway.evidence.*`: how long statements about images are kept.
///
/// @param keep after this time an image has to be proven anew before it is rolled out where proof
///   is asked for
@ConfigurationProperties("slipway.evidence")
record EvidenceProperties(@DefaultValue("400d") Duration keep) {

  EvidenceProperties {
    if (keep.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException("slipway.evidence.keep is a day or more.");
    }
  }
}
