package dev.slipway.slo;

import dev.slipway.kernel.Decimals;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A definition as the trail keeps it.
final class ObjectiveFacts {

  private ObjectiveFacts() {}

  static Map<String, Object> of(ObjectiveDefinition definition, ObjectiveStatus status) {
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

  private static void put(Map<String, Object> facts, String name, @Nullable String value) {
    if (value != null) {
      facts.put(name, value);
    }
  }
}
