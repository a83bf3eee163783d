package dev.slipway.plans;

import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.kernel.Actor;
import dev.slipway.policies.spi.ChangeKind;
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

  /// What is written to, in words: the workload, its autoscaler, the application that delivers it,
  /// or what makes its backups.
  ///
  /// @param change the part of the content that the action made
  static String object(ChangeKind kind, JsonNode change, WorkloadRef workload) {
    if (kind.isOfSync()) {
      return "Application %s/%s"
          .formatted(
              change.path("applicationNamespace").asString(""),
              change.path("application").asString(""));
    }
    if (kind.isOfBackup()) {
      return change.path("object").asString("");
    }
    return change.has("autoscaler") && !change.has("replicas")
        ? "HorizontalPodAutoscaler %s/%s"
            .formatted(workload.namespace(), change.path("autoscaler").asString(""))
        : workload.toString();
  }

  /// The step of its sending, in words. What stands beside a workload has no generation of it.
  static String sending(ChangeKind kind, JsonNode change, LiveObject live) {
    var object = object(kind, change, live.ref());
    if (object.equals(live.ref().toString())) {
      return "Sending to %s, read at generation %d".formatted(object, live.generation());
    }
    return "%s %s; the plan stands on %s"
        .formatted(
            switch (kind) {
              case BACKUP_RUN -> "Starting a run by";
              case RESTORE_TEST, RESTORE -> "Asking for a restore of";
              default -> "Sending to";
            },
            object,
            live.ref());
  }

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
