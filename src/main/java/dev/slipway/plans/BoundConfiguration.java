package dev.slipway.plans;

import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.LiveObject;
import dev.slipway.policies.spi.ChangeKind;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The content of the ConfigMaps that new pods would read, which people agreed to by its hash. A
/// rollback is never held up by it: what it does not bring back is said in its plan.
@Component
class BoundConfiguration {

  private final ClusterGateway gateway;

  BoundConfiguration(ClusterGateway gateway) {
    this.gateway = gateway;
  }

  /// What is not as it was when the plan was made, in a sentence; empty if nothing. Reads the
  /// cluster, so outside any transaction.
  Optional<String> changed(Plan plan, LiveObject live) {
    if (!plan.kind.changesTemplate() || plan.kind == ChangeKind.ROLLBACK) {
      return Optional.empty();
    }
    var planned = plan.contentTree().path(PlanContent.CONFIG);
    var now = gateway.configMapHashes(live.ref(), live.spec().path("template"));
    return now.entrySet().stream()
        .filter(one -> !planned.path(one.getKey()).asString("").equals(orNone(one.getValue())))
        .map(Map.Entry::getKey)
        .findFirst()
        .map(name -> "the content of ConfigMap " + name + " changed since the plan was made");
  }

  private static String orNone(@Nullable String hash) {
    return hash == null ? "" : hash;
  }
}
