package dev.slipway.plans;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Placement;
import dev.slipway.identity.Scope;
import dev.slipway.plans.spi.Prepared;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/// A change worked out against the cluster, not stored yet.
///
/// @param configHashes content hashes of the ConfigMaps that the workload uses, by name
record Draft(
    ProposeChange wish,
    ServiceView service,
    EnvironmentView environment,
    Placement placement,
    LiveObject live,
    String baseHash,
    Prepared prepared,
    Map<String, @Nullable String> configHashes) {

  /// The same with more known of the change.
  Draft with(Prepared known) {
    return new Draft(wish, service, environment, placement, live, baseHash, known, configHashes);
  }

  Scope scope() {
    return Scope.of(service.team(), environment.environmentClass());
  }

  /// What a person saw in a preview: equal outlooks mean that nothing moved since.
  String outlook() {
    var node = JsonNodeFactory.instance.objectNode();
    node.put("object", live.uid())
        .put("namespace", live.namespaceUid())
        .put("cluster", live.clusterUid())
        .put("base", baseHash)
        .put("kind", wish.kind().name())
        .put("sentence", prepared.sentence())
        .put("target", String.valueOf(prepared.target()));
    var diff = node.putArray("diff");
    prepared.diff().forEach(line -> diff.add(line.sign() + line.text()));
    return PlanHash.of(node);
  }
}
