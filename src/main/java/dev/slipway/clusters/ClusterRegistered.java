package dev.slipway.clusters;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.PortalEvent;
import dev.slipway.kernel.Subject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A cluster was added, or got new credentials. Holds no credential.
///
/// @param agreedBy names of the second persons; empty where one was enough
record ClusterRegistered(
    Actor actor,
    ClusterRepository.Row cluster,
    ClusterRepository.@Nullable Row earlier,
    @Nullable String reason,
    List<String> agreedBy)
    implements PortalEvent {

  @Override
  public String action() {
    return earlier == null ? "cluster.registered" : "cluster.credentials-replaced";
  }

  @Override
  public Subject subject() {
    return Subject.of("cluster", cluster.id().value(), cluster.slug());
  }

  @Override
  public @Nullable String reason() {
    return reason;
  }

  @Override
  public Map<String, Object> before() {
    return earlier == null ? Map.of() : facts(earlier);
  }

  @Override
  public Map<String, Object> after() {
    var facts = facts(cluster);
    if (!agreedBy.isEmpty()) {
      facts.put("agreedBy", agreedBy);
    }
    return facts;
  }

  private static Map<String, Object> facts(ClusterRepository.Row row) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", row.name());
    facts.put("server", row.server());
    facts.put("credentials", credentials(row));
    if (row.expiresAt() != null) {
      facts.put("expires", row.expiresAt().toString());
    }
    return facts;
  }

  private static String credentials(ClusterRepository.Row row) {
    if (row.configured()) {
      return "named by the portal's configuration";
    }
    return row.inCluster() ? "of the portal's pod" : "entered in the portal";
  }
}
