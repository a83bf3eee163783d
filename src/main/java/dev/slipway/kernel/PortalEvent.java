package dev.slipway.kernel;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that happened. Audit, notifications and webhooks listen to this type and know no
/// feature. Values must never hold a secret.
public interface PortalEvent {

  /// Noun and past participle, such as `plan.proposed`.
  String action();

  Actor actor();

  Subject subject();

  default Outcome outcome() {
    return Outcome.SUCCEEDED;
  }

  /// Why, in the words of whoever acted.
  default @Nullable String reason() {
    return null;
  }

  /// Ids of people who are told of it inside the portal; empty where nobody in particular is.
  default Set<UUID> tells() {
    return Set.of();
  }

  default @Nullable String planHash() {
    return null;
  }

  default Map<String, Object> before() {
    return Map.of();
  }

  default Map<String, Object> after() {
    return Map.of();
  }
}
