package dev.slipway.health;

import dev.slipway.health.AlertLine.At;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a resource says of the services that need it. It can make them degraded, never failed: only
/// pods can say that.
final class ResourceFacts {

  private ResourceFacts() {}

  /// @param believed whether its cluster told it lately; else it has no say
  static Map<At, StatusFact> of(ResourceReading reading, boolean believed) {
    Map<At, StatusFact> facts = new LinkedHashMap<>();
    for (var at : reading.places()) {
      facts.put(
          at,
          new StatusFact(
              StatusFact.Source.RESOURCE,
              reading.sort().kubernetes() + " " + reading.name(),
              believed ? HealthState.DEGRADED : HealthState.UNKNOWN,
              believed
                  ? reading.reason()
                  : "Its cluster told this too long ago: " + reading.reason(),
              reading.since(),
              reading.asOf(),
              "/health/resources?service=%s&environment=%s"
                  .formatted(at.service(), at.environment())));
    }
    return facts;
  }
}
