package dev.slipway.health;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How the services of a system are: the worst of them, and how many there are of each. Never an
/// average: nine that are well do not make up for one that is down.
///
/// @param worst states of its services in their environments
/// @param counts only states that there are, worst first
public record SystemStatus(
    String slug, String name, HealthState worst, Map<HealthState, Long> counts) {

  static SystemStatus of(String slug, String name, List<ServiceStatus> of) {
    Map<HealthState, Long> counts = new EnumMap<>(HealthState.class);
    of.forEach(status -> counts.merge(status.state(), 1L, Long::sum));
    var worst =
        of.stream().map(ServiceStatus::state).reduce(HealthState.HEALTHY, HealthState::worse);
    return new SystemStatus(slug, name, worst, counts);
  }

  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
