package dev.slipway.health;

import java.util.List;

/// Told inside the process: people read something else of these now.
///
/// @param statuses as they are now
public record StatusesChanged(List<ServiceStatus> statuses) {

  public StatusesChanged {
    statuses = List.copyOf(statuses);
  }
}
