package dev.slipway.health;

import java.util.Set;

/// Told inside the process: other alerts fire, or other rules are blind.
///
/// @param services slugs of those that they are about, or were
public record AlertsChanged(Set<String> services) {

  public AlertsChanged {
    services = Set.copyOf(services);
  }
}
