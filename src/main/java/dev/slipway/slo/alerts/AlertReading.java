package dev.slipway.slo.alerts;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What one datasource told of alerts.
///
/// @param manager whether it is an Alertmanager, which has no rules
/// @param environments ids of those whose samples it has
/// @param trouble why it told nothing; null where it told
public record AlertReading(
    UUID datasource,
    String name,
    boolean manager,
    Set<UUID> environments,
    List<RuleState> rules,
    List<FiringAlert> alerts,
    @Nullable String trouble) {

  public AlertReading {
    environments = Set.copyOf(environments);
    rules = List.copyOf(rules);
    alerts = List.copyOf(alerts);
  }
}
