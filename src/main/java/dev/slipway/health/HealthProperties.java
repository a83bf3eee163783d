package dev.slipway.health;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `slipway.health.*`.
///
/// @param keep how long the history of statuses is kept
/// @param handshakes with which hosts of Ingresses a TLS handshake is made, to see when the
///   certificate that they serve ends
@ConfigurationProperties("slipway.health")
record HealthProperties(
    @DefaultValue("400d") Duration keep, @DefaultValue("public") Handshakes handshakes) {

  /// How far handshakes go. Whoever may write an Ingress names the host, so more is for networks
  /// whose clusters are all trusted.
  enum Handshakes {
    OFF,
    /// Hosts that everybody can reach.
    PUBLIC,
    /// The networks of the company, too.
    NETWORK
  }

  HealthProperties {
    if (keep.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException("slipway.health.keep is a day or more.");
    }
  }
}
