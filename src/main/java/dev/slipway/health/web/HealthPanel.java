package dev.slipway.health.web;

import dev.slipway.health.ServiceStatus;
import dev.slipway.health.StatusChange;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// How one service is everywhere, on its page.
///
/// @param changes of late, newest first
/// @param environments names by id
record HealthPanel(
    List<ServiceStatus> statuses, List<StatusChange> changes, Map<UUID, String> environments) {

  public String where(StatusChange change) {
    return environments.getOrDefault(change.environment(), "an environment that is gone");
  }

  public String moved(StatusChange change) {
    var before = change.before();
    return before == null
        ? HealthPage.word(change.state())
        : HealthPage.word(before) + " → " + HealthPage.word(change.state());
  }
}
