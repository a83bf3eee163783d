package dev.slipway.gate;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody asked whether something may ship, without a plan.
///
/// @param decision where the answer is kept
/// @param job the run of a pipeline that asked; null where it said nothing
record GateAsked(
    UUID decision,
    Subject subject,
    DecisionOutcome decided,
    String changeClass,
    @Nullable String job,
    String reason,
    Actor actor)
    implements PortalEvent {

  @Override
  public String action() {
    return "gate.asked";
  }

  @Override
  public Map<String, Object> after() {
    var facts = new HashMap<String, Object>();
    facts.put("decision", decision);
    facts.put("outcome", decided.slug());
    facts.put("class", changeClass);
    if (job != null) {
      facts.put("job", job);
    }
    return facts;
  }
}
