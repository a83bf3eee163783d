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
import dev.slipway.plans.spi.Prepared;
import dev.slipway.policies.spi.ChangeKind;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Brings new images to one or more containers, init containers too.
@Component
class RolloutAction implements TemplateAction {

  private final Stages stages;
  private final ImageResolver resolver;
  private final ClusterGateway gateway;
  private final QuotaRoom quota;
  private final Stillness stillness;

  RolloutAction(
      Stages stages,
      ImageResolver resolver,
      ClusterGateway gateway,
      QuotaRoom quota,
      Stillness stillness) {
    this.stages = stages;
    this.resolver = resolver;
    this.gateway = gateway;
    this.quota = quota;
    this.stillness = stillness;
  }

  @Override
  public ChangeKind kind() {
    return ChangeKind.ROLLOUT;
  }

  @Override
  public Stillness stillness() {
    return stillness;
  }

  @Override
  public Prepared prepare(
      ProposeChange wish, Placement placement, LiveObject live, @Nullable WorkloadState state) {
    TemplateAction.refusePaused(live, "a rollout");
    var stage = stages.of(placement);
    var before = PodTemplate.of(live);
    var resolved = resolve(wanted(wish, placement, before));
    var images = new TreeMap<String, String>();
    resolved.forEach((container, image) -> images.put(container, image.image().toString()));
    var after = before.withImages(images);
    if (after.equals(before)) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT,
          stage.name()
              + " already runs "
              + String.join(", ", images.values())
              + ". The same image is no change to the cluster: pick another one, or restart it.");
    }
    var content = TemplateAction.content(live, after, stage);
    var named = content.putObject("images");
    images.forEach(named::put);
    var digests = content.putObject("digests");
    // One image of two containers is one fact.
    var unpinned = new LinkedHashSet<String>();
    var missing = new LinkedHashSet<String>();
    resolved.forEach((container, image) -> {
      switch (image) {
        case ResolvedImage.Pinned(_, var all) -> {
          var list = digests.putArray(container);
          all.forEach(list::add);
        }
        case ResolvedImage.NotPinned(var reference, var reason) ->
            unpinned.add(reference + ": " + reason);
        case ResolvedImage.Missing(var reference, var reason) ->
            missing.add(reference + ": " + reason);
      }
    });
    var hashes = content.putObject("configMaps");
    new TreeMap<>(gateway.configMapHashes(live.ref(), before.json())).forEach(hashes::put);
    var versions = Versions.between(before, after, placement.container());
    var facts = new Facts(kind(), stage, placement, live, state);
    return new Prepared(
        content,
        null,
        "Roll out " + versions.subject(stage.name()) + " " + versions + " to " + stage.place(),
        versions.from(),
        versions.to(),
        TemplateDiff.between(before.json(), after.json()),
        NotUndone.byRollingBack(before, after, images.keySet()),
        facts.baseUnhealthy(),
        null,
        facts.rollout(
            images.values().stream().distinct().toList(),
            List.copyOf(unpinned),
            List.copyOf(missing),
            Repositories.changed(before, after),
            facts.replaced(before, images),
            quota.shortFor(live, 0)));
  }

  @Override
  public WorkloadPatch patch(JsonNode content, LiveObject live, Map<String, String> marks) {
    var images = new LinkedHashMap<String, String>();
    content
        .path("images")
        .properties()
        .forEach(e -> images.put(e.getKey(), e.getValue().asString()));
    return new WorkloadPatch.SetImages(images, marks);
  }

  private static Map<String, ImageRef> wanted(
      ProposeChange wish, Placement placement, PodTemplate template) {
    if (wish.images().isEmpty()) {
      throw new FieldRefused("image", "A rollout needs an image. Give it as name:tag.");
    }
    var wanted = new TreeMap<String, ImageRef>();
    wish.images()
        .forEach((name, reference) -> {
          var container = name.isBlank() ? placement.container() : name;
          var now = template.container(container).orElseThrow(() -> unknown(container, template));
          if (wanted.put(container, readable(now.image(), reference)) != null) {
            throw new DomainFailure(
                ProblemType.INVALID_INPUT,
                "Container \""
                    + container
                    + "\" is named twice. Give one image for each container.");
          }
          if (name.isBlank()) {
            alike(container, template, wish.images().keySet())
                .forEach(other -> wanted.put(other, wanted.get(container)));
          }
        });
    return wanted;
  }

  /// Containers that run the same image as the service's own and that nobody names: a migration or
  /// a worker out of the same build, which would stay behind.
  private static List<String> alike(String container, PodTemplate template, Set<String> named) {
    var image = template.container(container).map(RolloutAction::tagged).orElse("");
    return template.containers().stream()
        .filter(other -> tagged(other).equals(image) && !other.name().equals(container))
        .map(PodTemplate.Container::name)
        .filter(other -> !named.contains(other))
        .toList();
  }

  /// Without the digest, which the portal pins and a manifest may not.
  private static String tagged(PodTemplate.Container container) {
    return Repositories.withTag(container.image());
  }

  private static ImageRef readable(String now, String reference) {
    try {
      return ImageRef.parse(now).sibling(reference);
    } catch (DomainFailure _) {
      return ImageRef.parse(reference);
    }
  }

  private Map<String, ResolvedImage> resolve(Map<String, ImageRef> wanted) {
    var resolved = new TreeMap<String, ResolvedImage>();
    wanted.forEach((container, image) -> resolved.put(container, resolver.resolve(image)));
    return resolved;
  }

  private static DomainFailure unknown(String container, PodTemplate template) {
    var names = template.containers().stream().map(PodTemplate.Container::name).toList();
    return new FieldRefused(
        "container",
        "There is no container \""
            + container
            + "\" here. There are: "
            + String.join(", ", names)
            + ".");
  }
}
