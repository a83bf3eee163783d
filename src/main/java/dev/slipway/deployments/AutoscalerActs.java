package dev.slipway.deployments;

import dev.slipway.clusters.Autoscaler;
import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.ProblemType;
import dev.slipway.plans.ProposeChange;
import dev.slipway.plans.spi.DiffLine;
import dev.slipway.plans.spi.Prepared;
import dev.slipway.policies.spi.ChangeFacts;
import dev.slipway.policies.spi.ChangeFacts.Beside;
import dev.slipway.policies.spi.ChangeFacts.What;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Scaling by an autoscaler: its bounds, a new one where there is none, and the way back from one
/// that the portal made.
@Component
class AutoscalerActs {

  /// What a cluster shows to the portal.
  interface ShownKinds {

    /// Whether a workload that shows no autoscaler has none for sure.
    boolean autoscalers(ClusterId cluster);
  }

  private static final String LOWER = "Lower bound of the autoscaler";
  private static final String UPPER = "Upper bound of the autoscaler";
  private static final int MOST_PERCENT = 500;

  private final ClusterGateway gateway;
  private final ShownKinds shown;
  private final QuotaRoom quota;
  private final DeploymentsProperties properties;

  AutoscalerActs(
      ClusterGateway gateway, ShownKinds shown, QuotaRoom quota, DeploymentsProperties properties) {
    this.gateway = gateway;
    this.shown = shown;
    this.quota = quota;
    this.properties = properties;
  }

  static boolean isAsked(ProposeChange wish) {
    return wish.minReplicas() != null
        || wish.maxReplicas() != null
        || wish.autoscaler().targetCpu() != null
        || wish.autoscaler().remove();
  }

  /// Whether the content of a scale is about an autoscaler and not a count.
  static boolean isOne(JsonNode content) {
    return content.has("min") || content.has("remove");
  }

  Prepared prepare(ProposeChange wish, Facts facts, @Nullable Autoscaler autoscaler) {
    refuseCount(wish, ScaleAction.replicas(facts.live()));
    if (autoscaler == null && !shown.autoscalers(facts.live().ref().cluster())) {
      throw invalid(
          "The cluster does not show its autoscalers to the portal, so it cannot change them."
              + " Let the portal's account list and watch horizontalpodautoscalers.");
    }
    if (wish.autoscaler().remove()) {
      return removed(facts, autoscaler);
    }
    if (autoscaler != null) {
      return bounds(wish, facts, autoscaler);
    }
    return made(wish, facts);
  }

  private static void refuseCount(ProposeChange wish, int now) {
    var count = wish.replicas();
    if (count != null && count != now) {
      throw new FieldRefused(
          "replicas",
          "Pods: "
              + count
              + ". An autoscaler decides on the count: give a count, or what is asked of an"
              + " autoscaler, not both.");
    }
  }

  private Prepared bounds(ProposeChange wish, Facts facts, Autoscaler autoscaler) {
    if (wish.autoscaler().targetCpu() != null) {
      throw new FieldRefused(
          "targetCpuUtilization",
          "%s owns the count already, so none is made. Leave the CPU target empty and change its bounds, now %d to %d."
              .formatted(autoscaler.name(), autoscaler.minReplicas(), autoscaler.maxReplicas()));
    }
    int min = wish.minReplicas() == null ? autoscaler.minReplicas() : wish.minReplicas();
    int max = wish.maxReplicas() == null ? autoscaler.maxReplicas() : wish.maxReplicas();
    requireInOrder(wish, min, max);
    if (min == autoscaler.minReplicas() && max == autoscaler.maxReplicas()) {
      throw invalid("The bounds are " + min + " to " + max + " already.");
    }
    var content = content(facts, min, max);
    note(content, autoscaler);
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
        facts.scale(autoscaler, null, true, List.of(), room(facts, min)));
  }

  private Prepared made(ProposeChange wish, Facts facts) {
    var cpu = wish.autoscaler().targetCpu();
    var max = wish.maxReplicas();
    if (cpu == null) {
      throw new FieldRefused(
          "targetCpuUtilization",
          "No autoscaler owns the replicas of this workload. Ask for a count instead, or give a CPU"
              + " target as well, such as 70, and one is made.");
    }
    if (max == null) {
      throw new FieldRefused(
          "maxReplicas", "Say how many pods the new autoscaler may run at most, such as 10.");
    }
    int min = wish.minReplicas() == null ? 1 : wish.minReplicas();
    requireInOrder(wish, min, max);
    if (cpu < 1 || cpu > MOST_PERCENT) {
      throw new FieldRefused(
          "targetCpuUtilization",
          "CPU target: " + cpu + " (expected: 1 to " + MOST_PERCENT + " percent of the request).");
    }
    var live = facts.live();
    var name = live.ref().name();
    int now = ScaleAction.replicas(live);
    var content = content(facts, min, max);
    content.put("cpu", cpu);
    content.put("autoscaler", name);
    var stage = facts.stage();
    return new Prepared(
        content,
        null,
        "Make an autoscaler for %s in %s: %d to %d pods at %d %% CPU"
            .formatted(stage.name(), stage.place(), min, max, cpu),
        String.valueOf(now),
        "an autoscaler of " + min + " to " + max,
        List.of(
            new DiffLine(' ', "HorizontalPodAutoscaler " + name + " of " + live.ref()),
            new DiffLine('+', "minReplicas: " + min),
            new DiffLine('+', "maxReplicas: " + max),
            new DiffLine('+', "averageUtilization of cpu: " + cpu)),
        List.of(
            "A rollback of the version leaves the autoscaler: take it away by a plan to scale that"
                + " removes it. The count then stays what the autoscaler last made it, "
                + now
                + " now."),
        facts.baseUnhealthy(),
        null,
        facts.autoscaler(
            null,
            new Beside(What.NEW_AUTOSCALER, live.ref().namespace(), name),
            cautions(facts, now, min, max),
            room(facts, min)));
  }

  private List<String> cautions(Facts facts, int now, int min, int max) {
    var live = facts.live();
    var lines =
        new ArrayList<>(
            SizeCautions.ofNewAutoscaler(gateway.sizeRules(live.ref()), PodTemplate.of(live)));
    if (now == 0) {
      lines.add("It is scaled to 0, where an autoscaler rests until somebody sets a count.");
    } else if (now > max) {
      lines.add(
          "It runs " + now + " pods now; the autoscaler takes it down to " + max + " at once.");
    } else if (now < min) {
      lines.add("It runs " + now + " pods now; the autoscaler takes it up to " + min + " at once.");
    }
    return lines;
  }

  private Prepared removed(Facts facts, @Nullable Autoscaler autoscaler) {
    if (autoscaler == null) {
      throw invalid(
          "No autoscaler owns the replicas of this workload, so there is none to remove.");
    }
    if (!autoscaler.ours()) {
      throw invalid(
          autoscaler.name()
              + " was not made by Slipway, so whoever made it takes it away. Its bounds can be"
              + " changed here.");
    }
    var live = facts.live();
    var content = JsonNodeFactory.instance.objectNode();
    content.put("uid", live.uid());
    content.put("remove", true);
    note(content, autoscaler);
    int now = ScaleAction.replicas(live);
    var stage = facts.stage();
    var bounds = autoscaler.minReplicas() + " to " + autoscaler.maxReplicas();
    return new Prepared(
        content,
        null,
        "Remove the autoscaler of %s in %s; %d pods stay"
            .formatted(stage.name(), stage.place(), now),
        bounds,
        String.valueOf(now),
        List.of(
            new DiffLine('-', "HorizontalPodAutoscaler " + autoscaler.name() + " of " + live.ref()),
            new DiffLine('-', "minReplicas: " + autoscaler.minReplicas()),
            new DiffLine('-', "maxReplicas: " + autoscaler.maxReplicas()),
            new DiffLine(' ', "replicas: " + now)),
        List.of("Nothing: an autoscaler can be made again."),
        facts.baseUnhealthy(),
        null,
        facts.autoscaler(
            autoscaler,
            new ChangeFacts.Beside(What.OLD_AUTOSCALER, live.ref().namespace(), autoscaler.name()),
            List.of(),
            null));
  }

  static WorkloadPatch patch(JsonNode content, Map<String, String> marks) {
    var name = content.path("autoscaler").asString("");
    if (content.has("remove")) {
      return new WorkloadPatch.DeleteAutoscaler(
          name, content.path("autoscalerUid").asString(""), marks);
    }
    var min = content.path("min").asInt();
    var max = content.path("max").asInt();
    return content.has("cpu")
        ? new WorkloadPatch.CreateAutoscaler(name, min, max, content.path("cpu").asInt(), marks)
        : new WorkloadPatch.ScaleBounds(
            name, content.path("autoscalerUid").asString(""), min, max, marks);
  }

  private void requireInOrder(ProposeChange wish, int min, int max) {
    inRange("minReplicas", LOWER, min);
    inRange("maxReplicas", UPPER, max);
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
  }

  private void inRange(String field, String label, int value) {
    if (value < 1 || value > properties.mostReplicas()) {
      throw new FieldRefused(
          field, label + ": " + value + " (expected: 1 to " + properties.mostReplicas() + ").");
    }
  }

  private @Nullable String room(Facts facts, int min) {
    return quota.shortFor(facts.live(), min - ScaleAction.replicas(facts.live()));
  }

  private static ObjectNode content(Facts facts, int min, int max) {
    var content = JsonNodeFactory.instance.objectNode();
    content.put("uid", facts.live().uid());
    content.put("min", min);
    content.put("max", max);
    return content;
  }

  static void note(ObjectNode content, Autoscaler autoscaler) {
    content.put("autoscaler", Objects.requireNonNull(autoscaler).name());
    content.put("autoscalerUid", autoscaler.uid());
  }

  private static DomainFailure invalid(String message) {
    return new DomainFailure(ProblemType.INVALID_INPUT, message);
  }
}
