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

  private static final String LOWER = "Lower bound of the autoscaler";
  private static final String UPPER = "Upper bound of the autoscaler";

  private final Stages stages;
  private final ClusterGateway gateway;
  private final ShownKinds shown;
  private final QuotaRoom quota;
  private final DeploymentsProperties properties;

  ScaleAction(
      Stages stages,
      ClusterGateway gateway,
      ShownKinds shown,
      QuotaRoom quota,
      DeploymentsProperties properties) {
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
    return wish.minReplicas() != null || wish.maxReplicas() != null
        ? bounds(wish, facts)
        : count(wish, facts);
  }

  private Prepared count(ProposeChange wish, Facts facts) {
    var live = facts.live();
    int now = replicas(live);
    var wanted = wish.replicas();
    if (wanted == null) {
      throw new FieldRefused("replicas", "Say how many pods you want; it runs " + now + " now.");
    }
    inRange("replicas", "Pods", wanted, 0);
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
      noteAutoscaler(content, autoscaler);
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

  private Prepared bounds(ProposeChange wish, Facts facts) {
    var autoscaler = autoscaler(facts.live());
    if (autoscaler == null && !shown.autoscalers(facts.live().ref().cluster())) {
      throw invalid(
          "The cluster does not show its autoscalers to the portal, so it cannot change bounds."
              + " Let the portal's account list and watch horizontalpodautoscalers.");
    }
    if (autoscaler == null) {
      throw invalid("No autoscaler owns the replicas of this workload. Ask for a count instead.");
    }
    int min = wish.minReplicas() == null ? autoscaler.minReplicas() : wish.minReplicas();
    int max = wish.maxReplicas() == null ? autoscaler.maxReplicas() : wish.maxReplicas();
    inRange("minReplicas", LOWER, min, 1);
    inRange("maxReplicas", UPPER, max, 1);
    if (min > max) {
      throw new FieldRefused(
          wish.minReplicas() == null ? "maxReplicas" : "minReplicas",
          LOWER
              + ": "
              + min
              + " is more than its upper bound, "
              + max
              + ". Lower one or raise the other.");
    }
    if (min == autoscaler.minReplicas() && max == autoscaler.maxReplicas()) {
      throw invalid("The bounds are " + min + " to " + max + " already.");
    }
    var content = JsonNodeFactory.instance.objectNode();
    content.put("uid", facts.live().uid());
    content.put("min", min);
    content.put("max", max);
    noteAutoscaler(content, autoscaler);
    var from = autoscaler.minReplicas() + " to " + autoscaler.maxReplicas();
    var to = min + " to " + max;
    var stage = facts.stage();
    return new Prepared(
        content,
        null,
        "Let the autoscaler run "
            + stage.name()
            + " with "
            + to
            + " instead of "
            + from
            + " pods in "
            + stage.place(),
        from,
        to,
        Bounds.diff(autoscaler, min, max),
        List.of("Nothing: the former bounds can be set again."),
        facts.baseUnhealthy(),
        null,
        facts.scale(
            autoscaler,
            null,
            true,
            List.of(),
            quota.shortFor(facts.live(), min - replicas(facts.live()))));
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
    return content.has("min")
        ? new WorkloadPatch.ScaleBounds(
            content.path("autoscaler").asString(""),
            content.path("autoscalerUid").asString(""),
            content.path("min").asInt(),
            content.path("max").asInt(),
            marks)
        : new WorkloadPatch.Scale(
            content.path("expected").asInt(), content.path("replicas").asInt(), marks);
  }

  @Override
  public boolean holds(JsonNode content, LiveObject live) {
    if (!live.uid().equals(content.path("uid").asString(""))) {
      return false;
    }
    return content.has("min")
        ? Bounds.hold(content, autoscaler(live))
        : replicas(live) == content.path("replicas").asInt(-1);
  }

  @Override
  public Progress progress(JsonNode content, WorkloadState state, Sent sent) {
    return Bounds.progress(content, state, sent);
  }

  private void inRange(String field, String label, int value, int least) {
    if (value < least || value > properties.mostReplicas()) {
      throw new FieldRefused(
          field,
          label
              + ": "
              + value
              + " (expected: "
              + least
              + " to "
              + properties.mostReplicas()
              + ").");
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

  private static void noteAutoscaler(
      tools.jackson.databind.node.ObjectNode content, Autoscaler autoscaler) {
    content.put("autoscaler", autoscaler.name());
    content.put("autoscalerUid", autoscaler.uid());
  }

  /// As the cluster has it now: after a start the watches know workloads before autoscalers.
  private @Nullable Autoscaler autoscaler(LiveObject live) {
    return gateway.autoscaler(live.ref()).orElse(null);
  }

  private static int replicas(LiveObject live) {
    return live.spec().path("replicas").asInt(1);
  }

  private static DomainFailure invalid(String message) {
    return new DomainFailure(ProblemType.INVALID_INPUT, message);
  }
}
