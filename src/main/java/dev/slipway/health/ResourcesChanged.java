package dev.slipway.health;

import java.util.Set;

/// Told inside the process: what stands around the workloads of a cluster is otherwise than before.
///
/// @param services slugs of those that need any of it
public record ResourcesChanged(Set<String> services) {

  public ResourcesChanged {
    services = Set.copyOf(services);
  }
}
