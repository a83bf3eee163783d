package dev.slipway.verification;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Somebody added, edited or removed a smoke test, or let the portal ask once what one would ask.
///
/// @param subject its service
/// @param reason null where nobody is asked for one
public record SmokeCheckChanged(
    Change change,
    Subject subject,
    Map<String, Object> before,
    Map<String, Object> after,
    @Nullable String reason,
    Actor actor)
    implements PortalEvent {

  /// What became of it.
  public enum Change {
    ADDED,
    EDITED,
    REMOVED,
    TRIED
  }

  @Override
  public String action() {
    return switch (change) {
      case ADDED -> "verification.test-added";
      case EDITED -> "verification.test-edited";
      case REMOVED -> "verification.test-removed";
      case TRIED -> "verification.test-tried";
    };
  }

  static Map<String, Object> facts(SmokeCheck check) {
    return facts(
        check.name(),
        check.probe(),
        check.tries(),
        check.pause().toSeconds(),
        check.timeout().toSeconds());
  }

  static Map<String, Object> facts(EditSmokeCheck wish) {
    return facts(
        wish.name(),
        wish.probe(),
        wish.tries(),
        wish.pause().toSeconds(),
        wish.timeout().toSeconds());
  }

  private static Map<String, Object> facts(
      String name, SmokeProbe probe, int tries, long pause, long timeout) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("smokeTest", name);
    facts.putAll(probe.facts());
    facts.put("tries", tries);
    facts.put("pauseSeconds", pause);
    facts.put("timeoutSeconds", timeout);
    return facts;
  }
}
