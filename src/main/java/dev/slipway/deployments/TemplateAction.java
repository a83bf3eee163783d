package dev.slipway.deployments;

import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.PodState;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.plans.spi.Action;
import dev.slipway.plans.spi.Milestone;
import dev.slipway.plans.spi.Progress;
import dev.slipway.plans.spi.WorkloadPaused;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What all changes of a pod template have in common.
interface TemplateAction extends Action {

  Stillness stillness();

  @Override
  default String baseHash(JsonNode content, LiveObject live) {
    return live.baseHash();
  }

  @Override
  default String baseHash(JsonNode content, WorkloadState state) {
    return state.baseHash();
  }

  @Override
  default boolean holds(JsonNode content, LiveObject live) {
    return live.uid().equals(content.path("uid").asString(""))
        && live.templateHash().equals(content.path("templateHash").asString(""));
  }

  @Override
  default Progress progress(JsonNode content, WorkloadState state, Sent sent) {
    return new Settling(content, state, sent, stillness().of(state)).judge();
  }

  @Override
  default List<PodState> inTheWay(JsonNode content, WorkloadState state, Sent sent) {
    return OrderedTrap.podsInTheWay(content, state, sent);
  }

  @Override
  default List<Milestone> milestones(JsonNode content, WorkloadState state, Sent sent) {
    return Migrations.seen(content, state, sent);
  }

  /// The content that every change of a template has.
  static ObjectNode content(LiveObject live, PodTemplate target, Stage stage) {
    var content = JsonNodeFactory.instance.objectNode();
    content.put("uid", live.uid());
    content.put("fromTemplateHash", live.templateHash());
    content.put("templateHash", target.hash());
    content.put("replicas", live.spec().path("replicas").asInt(1));
    content.put("ordered", isOrdered(live));
    Patience.of(stage.policy(), live.spec()).write(content);
    Migrations.of(target, content);
    return content;
  }

  private static boolean isOrdered(LiveObject live) {
    return live.ref().kind() == WorkloadKind.STATEFUL_SET
        && !"Parallel".equals(live.spec().path("podManagementPolicy").asString(""));
  }

  /// A template change of a paused workload would wait without a word.
  static void refusePaused(LiveObject live, String verb) {
    if (live.spec().path("paused").asBoolean(false)) {
      throw new WorkloadPaused(live.ref(), verb);
    }
  }
}
