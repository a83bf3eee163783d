package dev.slipway.slo;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Decimals;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Somebody defined an objective, edited it, or said whether it counts.
///
/// @param action such as `objective.edited`
public record ObjectiveChanged(
    String action,
    Subject subject,
    Map<String, Object> before,
    Map<String, Object> after,
    @Nullable String reason,
    Actor actor)
    implements PortalEvent {

  /// A definition as the trail keeps it.
  static Map<String, Object> facts(ObjectiveDefinition definition, ObjectiveStatus status) {
    var facts = new LinkedHashMap<String, Object>();
    var indicator = definition.indicator();
    facts.put("name", definition.name());
    facts.put("objective", Decimals.plain(definition.objective()));
    facts.put("windowDays", definition.windowDays());
    put(facts, ObjectiveDefinition.ERROR_QUERY, indicator.errorQuery());
    put(facts, ObjectiveDefinition.TOTAL_QUERY, indicator.totalQuery());
    put(facts, ObjectiveDefinition.RAW_QUERY, indicator.rawQuery());
    facts.put("gating", definition.gating());
    facts.put("status", status.slug());
    facts.put("datasource", definition.datasource().toString());
    return facts;
  }

  /// @param agreedBy names of the second persons; empty where one was enough
  static Map<String, Object> agreed(Map<String, Object> facts, List<String> agreedBy) {
    if (agreedBy.isEmpty()) {
      return facts;
    }
    var agreed = new LinkedHashMap<>(facts);
    agreed.put("agreedBy", agreedBy);
    return agreed;
  }

  /// Such as `objective: 99.9 is now 99`.
  static List<String> changes(Map<String, Object> before, Map<String, Object> after) {
    var changes = new ArrayList<String>();
    after.forEach((field, value) -> {
      var was = before.get(field);
      if (!Objects.equals(was, value)) {
        changes.add(
            was == null
                ? "%s: %s".formatted(field, value)
                : "%s: %s is now %s".formatted(field, was, value));
      }
    });
    return changes;
  }

  private static void put(Map<String, Object> facts, String name, @Nullable String value) {
    if (value != null) {
      facts.put(name, value);
    }
  }
}
