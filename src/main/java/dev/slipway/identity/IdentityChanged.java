package dev.slipway.identity;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something about people, teams, grants or sessions changed: who may do what, or who is here.
///
/// @param rightsOf whose rights this changed; null where nobody's did
public record IdentityChanged(
    String action,
    Actor actor,
    Subject subject,
    @Nullable String reason,
    @Nullable PersonId rightsOf,
    Map<String, Object> before,
    Map<String, Object> after)
    implements PortalEvent {

  static IdentityChanged now(
      String action, Actor actor, Subject subject, Map<String, Object> after) {
    return new IdentityChanged(action, actor, subject, null, null, Map.of(), after);
  }

  IdentityChanged because(String reason) {
    return new IdentityChanged(action, actor, subject, reason, rightsOf, before, after);
  }

  IdentityChanged rightsOf(PersonId person) {
    return new IdentityChanged(action, actor, subject, reason, person, before, after);
  }

  /// Names those who agreed, where a second person had to.
  IdentityChanged agreedBy(List<String> names) {
    if (names.isEmpty()) {
      return this;
    }
    Map<String, Object> facts = new LinkedHashMap<>(after);
    facts.put("agreedBy", names);
    return new IdentityChanged(action, actor, subject, reason, rightsOf, before, facts);
  }
}
