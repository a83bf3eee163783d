package dev.slipway.integrations;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `slipway.api.*`: how often each replica lets the API be called.
///
/// @param callsPerMinute by one token, or by one person in a browser
/// @param strangersPerMinute from one address by whoever is not known
@ConfigurationProperties("slipway.api")
public record ApiProperties(
    @DefaultValue("3000") int callsPerMinute, @DefaultValue("300") int strangersPerMinute) {

  public ApiProperties {
    if (callsPerMinute < 1 || strangersPerMinute < 1) {
      throw new IllegalArgumentException(
          "slipway.api.calls-per-minute and slipway.api.strangers-per-minute are 1 or more.");
    }
  }
}
