package dev.slipway.plans;

import dev.slipway.kernel.Actor;
import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The part of a plan that is hashed: everything that an approval binds to.
final class PlanContent {

  static final String CHANGE = "change";
  static final String CONFIG = "config";
  static final String CLASS = "changeClass";

  private PlanContent() {}

  static ObjectNode of(
      PlanId id,
      Draft draft,
      @Nullable String templateMac,
      int policyVersion,
      Actor requester,
      Instant notAfter) {
    var workload = draft.placement().workload();
    var wish = draft.wish();
    var content = JsonNodeFactory.instance.objectNode();
    content.put("version", PlanHash.VERSION).put("plan", id.value().toString());
    var target = content.putObject("target");
    target
        .put("cluster", draft.live().clusterUid())
        .put("clusterId", workload.cluster().value().toString())
        .put("namespace", workload.namespace())
        .put("namespaceUid", draft.live().namespaceUid())
        .put("kind", workload.kind().kubernetes())
        .put("name", workload.name())
        .put("uid", draft.live().uid())
        .put("environment", draft.environment().id().value().toString())
        .put("placement", draft.placement().id().value().toString());
    content.put("kind", wish.kind().slug());
    content.set(CHANGE, draft.prepared().content());
    content.put("template", templateMac);
    content.put("base", draft.baseHash());
    var config = content.putObject(CONFIG);
    new TreeMap<>(draft.configHashes()).forEach(config::put);
    var rollbackTo = draft.prepared().target();
    content.put("targetDeployment", rollbackTo == null ? null : rollbackTo.toString());
    content.put("policyVersion", policyVersion);
    content
        .putObject("requester")
        .put("person", requester.person() == null ? null : requester.person().toString())
        .put("via", requester.via().name());
    content.put("reason", wish.reason()).put("ticket", wish.ticket());
    var declared = draft.prepared().change().facts().declared();
    if (declared != null) {
      content.put(CLASS, declared.changeClass().slug());
    }
    content.put("notAfter", notAfter.toString());
    content.put("startWhenApproved", wish.startWhenApproved());
    var acknowledged = content.putArray("acknowledged");
    wish.acknowledged().stream().sorted().forEach(acknowledged::add);
    return content;
  }

  /// What an action gets back: its own content, with the target template where it gave one.
  static JsonNode forAction(JsonNode content, @Nullable JsonNode template) {
    var change = content.path(CHANGE).deepCopy();
    if (template != null && change instanceof ObjectNode object) {
      object.set("template", template);
    }
    return change;
  }
}
