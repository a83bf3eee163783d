package dev.slipway.deployments;

import dev.slipway.clusters.Autoscaler;
import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.TemplateHash;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.ProblemType;
import dev.slipway.plans.ProposeChange;
import dev.slipway.plans.spi.Action;
import dev.slipway.plans.spi.DiffLine;
import dev.slipway.plans.spi.Prepared;
import dev.slipway.plans.spi.Progress;
import dev.slipway.policies.spi.ChangeKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Sets a replica count that somebody saw to another, or the bounds of the autoscaler that owns it.
@Component
class ScaleAction implements Action {

  private final Stages stages;
  private final ClusterGateway gateway;
  private final AutoscalerActs.ShownKinds shown;
  private final QuotaRoom quota;
  private final AutoscalerActs autoscalers;
  private final DeploymentsProperties properties;

  ScaleAction(
      Stages stages,
      ClusterGateway gateway,
      AutoscalerActs.ShownKinds shown,
      QuotaRoom quota,
      AutoscalerActs autoscalers,
      DeploymentsProperties properties) {
    this.autoscalers = autoscalers;
    this.shown = shown;
    this.stages = stages;
    this.gateway = gateway;
    this.quota = quota;
    this.properties = properties;
  }

  @Override
  public ChangeKind kind() {
    return ChangeKind.SCALE;
  }

  @Override
  public Prepared prepare(
      ProposeChange wish, Placement placement, LiveObject live, @Nullable WorkloadState state) {
    if (live.ref().kind() == WorkloadKind.DAEMON_SET) {
      throw invalid("A DaemonSet runs one pod on each matching node and has no replica count.");
    }
    var facts = new Facts(kind(), stages.of(placement), placement, live, state);
    return AutoscalerActs.isAsked(wish)
        ? autoscalers.prepare(wish, facts, autoscaler(live))
        : count(wish, facts);
  }

  private Prepared count(ProposeChange wish, Facts facts) {
    var live = facts.live();
    int now = replicas(live);
    var wanted = wish.replicas();
    if (wanted == null) {
      throw new FieldRefused("replicas", "Say how many pods you want; it runs " + now + " now.");
    }
    inRange(wanted);
    var expected = wish.expectedReplicas();
    if (expected != null && expected != now) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "Somebody scaled it meanwhile: you saw "
              + expected
              + ", now it is "
              + now
              + ". Look again and ask for the count you want.");
    }
    if (wanted == now) {
      throw new FieldRefused(
          "replicas", "It is set to " + now + " already. Ask for another count.");
    }
    var content = JsonNodeFactory.instance.objectNode();
    content.put("uid", live.uid());
    content.put("expected", now);
    content.put("replicas", wanted);
    var autoscaler = autoscaler(live);
    if (autoscaler != null) {
      AutoscalerActs.note(content, autoscaler);
    }
    var stage = facts.stage();
    return new Prepared(
        content,
        null,
        "Scale " + stage.name() + " " + now + " → " + wanted + " in " + stage.place(),
        String.valueOf(now),
        String.valueOf(wanted),
        List.of(new DiffLine('-', "replicas: " + now), new DiffLine('+', "replicas: " + wanted)),
        notUndone(live, now, wanted),
        facts.baseUnhealthy(),
        null,
        facts.scale(
            autoscaler,
            wanted,
            false,
            warnings(live, now, wanted),
            quota.shortFor(live, wanted - now)));
  }

  @Override
  public String baseHash(JsonNode content, LiveObject live) {
    return TemplateHash.scaleBase(live.uid(), replicas(live), autoscaler(live));
  }

  @Override
  public String baseHash(JsonNode content, WorkloadState state) {
    return TemplateHash.scaleBase(state.uid(), state.desired(), state.autoscaler());
  }

  @Override
  public WorkloadPatch patch(JsonNode content, LiveObject live, Map<String, String> marks) {
    return AutoscalerActs.isOne(content)
        ? AutoscalerActs.patch(content, marks)
        : new WorkloadPatch.Scale(
            content.path("expected").asInt(), content.path("replicas").asInt(), marks);
  }

  @Override
  public boolean holds(JsonNode content, LiveObject live) {
    if (!live.uid().equals(content.path("uid").asString(""))) {
      return false;
    }
    return AutoscalerActs.isOne(content)
        ? Bounds.hold(content, autoscaler(live))
        : replicas(live) == content.path("replicas").asInt(-1);
  }

  @Override
  public Progress progress(JsonNode content, WorkloadState state, Sent sent) {
    return Bounds.progress(content, state, sent);
  }

  private void inRange(int value) {
    if (value < 0 || value > properties.mostReplicas()) {
      throw new FieldRefused(
          "replicas", "Pods: " + value + " (expected: 0 to " + properties.mostReplicas() + ").");
    }
  }

  private static List<String> notUndone(LiveObject live, int now, int wanted) {
    var lines = new ArrayList<>(volumes(live, now, wanted));
    if (wanted < now) {
      lines.add("What the removed pods keep in memory or on local disks.");
    }
    return lines.isEmpty() ? List.of("Nothing: the former count can be set again.") : lines;
  }

  /// What the person who scales must know and accept.
  private List<String> warnings(LiveObject live, int now, int wanted) {
    var lines = new ArrayList<>(volumes(live, now, wanted));
    if (!shown.autoscalers(live.ref().cluster())) {
      lines.add(
          "The cluster does not show its autoscalers to the portal: one that owns this count would"
              + " overwrite it within seconds.");
    }
    return lines;
  }

  /// A StatefulSet may delete the volumes of the pods it removes.
  private static List<String> volumes(LiveObject live, int now, int wanted) {
    var retention = live.spec().path("persistentVolumeClaimRetentionPolicy").path("whenScaled");
    return wanted < now && "Delete".equals(retention.asString(""))
        ? List.of(
            "Kubernetes deletes the volumes of the "
                + (now - wanted)
                + " removed pods for good (whenScaled: Delete).")
        : List.of();
  }

  /// As the cluster has it now: after a start the watches know workloads before autoscalers.
  private @Nullable Autoscaler autoscaler(LiveObject live) {
    return gateway.autoscaler(live.ref()).orElse(null);
  }

  static int replicas(LiveObject live) {
    return live.spec().path("replicas").asInt(1);
  }

  private static DomainFailure invalid(String message) {
    return new DomainFailure(ProblemType.INVALID_INPUT, message);
  }
}
