package dev.slipway.policies;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The policy of an environment has a new version. Approvals are counted by it from now on, too.
///
/// @param agreedBy names of those who agreed, where a second person had to
/// @param outOfReachAccepted whether somebody stored it knowing that too few people can meet it
public record EnvironmentPolicyEdited(
    EnvironmentId environment,
    EnvironmentPolicy from,
    EnvironmentPolicy to,
    boolean outOfReachAccepted,
    List<String> agreedBy,
    String reason,
    Subject subject,
    Actor actor)
    implements PortalEvent {

  @Override
  public String action() {
    return "policy.edited";
  }

  @Override
  public Map<String, Object> before() {
    return facts(from);
  }

  @Override
  public Map<String, Object> after() {
    var facts = facts(to);
    if (outOfReachAccepted) {
      facts.put("rulesOutOfReachAccepted", true);
    }
    if (!agreedBy.isEmpty()) {
      facts.put("agreedBy", agreedBy);
    }
    return facts;
  }

  private static LinkedHashMap<String, Object> facts(EnvironmentPolicy policy) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("version", policy.version());
    facts.put("rules", policy.rules().stream().map(rule -> RuleWords.of(List.of(rule))).toList());
    facts.put(
        "rollbackRules",
        policy.rollbackRules().stream().map(rule -> RuleWords.of(List.of(rule))).toList());
    facts.put("pinnedImagesRequired", policy.pinnedImagesRequired());
    facts.put("planLifetime", policy.planLifetime().toString());
    facts.put("automaticRollback", policy.automaticRollback());
    facts.put("podErrorGrace", policy.podErrorGrace().toString());
    facts.put("crashRestarts", policy.crashRestarts());
    facts.put("stallTimeout", policy.stallTimeout().toString());
    facts.put("provenFirst", policy.provenFirst());
    facts.put("evidence", policy.evidence().words());
    return facts;
  }
}
