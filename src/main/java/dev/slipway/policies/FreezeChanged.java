package dev.slipway.policies;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The freeze calendar has a new version of one window.
///
/// @param system the slug of the system that alone is frozen; null for every one
/// @param agreedBy names of those who agreed, where a second person had to
public record FreezeChanged(
    Change change,
    @Nullable FreezeView from,
    FreezeView to,
    @Nullable String system,
    List<String> agreedBy,
    Subject subject,
    String reason,
    Actor actor)
    implements PortalEvent {

  /// What was done to it.
  public enum Change {
    DECLARED,
    SHORTENED,
    ENDED
  }

  @Override
  public String action() {
    return "freeze." + change.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Map<String, Object> before() {
    return from == null ? Map.of() : facts(from);
  }

  @Override
  public Map<String, Object> after() {
    var facts = facts(to);
    if (!agreedBy.isEmpty()) {
      facts.put("agreedBy", agreedBy);
    }
    return facts;
  }

  private LinkedHashMap<String, Object> facts(FreezeView freeze) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("version", freeze.version());
    facts.put("name", freeze.name());
    if (system != null) {
      facts.put("system", system);
    }
    facts.put("starts", freeze.pattern().starts().toString());
    facts.put("ends", freeze.pattern().ends().toString());
    facts.put("zone", freeze.pattern().zone().getId());
    facts.put("weekly", freeze.pattern().weekly());
    if (freeze.pattern().lastDay() != null) {
      facts.put("lastDay", freeze.pattern().lastDay().toString());
    }
    facts.put("ended", freeze.ended());
    return facts;
  }
}
