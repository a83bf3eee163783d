package dev.slipway.deployments;

import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.ProblemType;
import dev.slipway.plans.ProposeChange;
import dev.slipway.plans.WantedResources;
import dev.slipway.plans.spi.Prepared;
import dev.slipway.policies.spi.ChangeKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Sets requests and limits of one container. They are part of the pod template: every pod is
/// replaced, and a rollback brings the former ones back.
@Component
class ResourcesAction implements TemplateAction {

  private final Stages stages;
  private final ClusterGateway gateway;
  private final QuotaRoom quota;
  private final Stillness stillness;

  ResourcesAction(Stages stages, ClusterGateway gateway, QuotaRoom quota, Stillness stillness) {
    this.stages = stages;
    this.gateway = gateway;
    this.quota = quota;
    this.stillness = stillness;
  }

  @Override
  public ChangeKind kind() {
    return ChangeKind.RESOURCES;
  }

  @Override
  public Stillness stillness() {
    return stillness;
  }

  @Override
  public Prepared prepare(
      ProposeChange wish, Placement placement, LiveObject live, @Nullable WorkloadState state) {
    TemplateAction.refusePaused(live, "a change of resources");
    var stage = stages.of(placement);
    var before = PodTemplate.of(live);
    var wanted = wish.resources();
    if (wanted == null) {
      throw new FieldRefused("cpuRequest", "Say which request or limit is to change, and to what.");
    }
    var container = container(wanted, placement, before);
    var now = before.resources(container);
    var sizes = ContainerSizes.asked(wanted.byPlace(), now);
    var amounts = sizes.changed(now);
    var after = before.withResources(container, amounts);
    if (after.hash().equals(before.hash())) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT,
          "Container %s has these already: %s. Ask for others."
              .formatted(container, now.isEmpty() ? "no requests and no limits" : words(now)));
    }
    var content = TemplateAction.content(live, after, stage);
    content.put("container", container);
    var written = content.putObject("amounts");
    amounts.forEach(written::put);
    var rules = gateway.sizeRules(live.ref());
    var version = before.version(placement.container());
    var facts = new Facts(kind(), stage, placement, live, state);
    return new Prepared(
        content,
        null,
        "Set resources of %s %s in %s: %s"
            .formatted(
                container.equals(placement.container())
                    ? stage.name()
                    : "container " + container + " of " + stage.name(),
                version,
                stage.place(),
                changes(now, amounts)),
        version,
        version,
        TemplateDiff.between(before.json(), after.json()),
        List.of("What the running pods keep in memory, and requests in flight."),
        facts.baseUnhealthy(),
        null,
        facts.resources(
            SizeCautions.of(rules, container, amounts.keySet()),
            quota.shortFor(live, after.json()),
            SizeCautions.outOfRange(rules, sizes)));
  }

  @Override
  public WorkloadPatch patch(JsonNode content, LiveObject live, Map<String, String> marks) {
    Map<String, @Nullable String> amounts = new TreeMap<>();
    content
        .path("amounts")
        .properties()
        .forEach(each ->
            amounts.put(
                each.getKey(), each.getValue().isNull() ? null : each.getValue().asString()));
    return new WorkloadPatch.SetResources(content.path("container").asString(""), amounts, marks);
  }

  private static String container(
      WantedResources wanted, Placement placement, PodTemplate template) {
    var name = wanted.container().isBlank() ? placement.container() : wanted.container().strip();
    if (template.container(name).isEmpty()) {
      var names =
          template.containers().stream()
              .map(PodTemplate.Container::name)
              .collect(Collectors.joining(", "));
      throw new FieldRefused(
          "container", "There is no container \"" + name + "\" here. There are: " + names + ".");
    }
    return name;
  }

  /// Such as `memory limit 1Gi → 2Gi`.
  private static String changes(Map<String, String> now, Map<String, @Nullable String> amounts) {
    return amounts.keySet().stream()
        .map(place ->
            ContainerSizes.label(place)
                + " "
                + now.getOrDefault(place, WantedResources.NONE)
                + " → "
                + (amounts.get(place) == null ? WantedResources.NONE : amounts.get(place)))
        .collect(Collectors.joining(", "));
  }

  private static String words(Map<String, String> amounts) {
    return amounts.entrySet().stream()
        .map(each -> ContainerSizes.label(each.getKey()) + " " + each.getValue())
        .collect(Collectors.joining(", "));
  }
}
