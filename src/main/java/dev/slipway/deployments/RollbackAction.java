package dev.slipway.deployments;

import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.deployments.RollbackTargets.Target;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.plans.ProposeChange;
import dev.slipway.plans.spi.DiffLine;
import dev.slipway.plans.spi.Prepared;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ProposedChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Goes back to the template of a recorded deployment, forward in history: only `spec.template` is
/// replaced. A paused Deployment is resumed by the same write, or a freeze, which lets rollbacks
/// pass but nobody resume, would trap it. `kubectl rollout undo` refuses there.
@Component
class RollbackAction implements TemplateAction {

  private static final String HASH_LABEL = "pod-template-hash";
  private static final String RESUMES = "resumes";
  private static final Duration REGISTRIES = Duration.ofSeconds(2);

  private final Stages stages;
  private final RollbackTargets targets;
  private final ClusterGateway gateway;
  private final QuotaRoom quota;
  private final Stillness stillness;
  private final ImageResolver resolver;

  RollbackAction(
      Stages stages,
      RollbackTargets targets,
      ClusterGateway gateway,
      QuotaRoom quota,
      Stillness stillness,
      ImageResolver resolver) {
    this.stages = stages;
    this.targets = targets;
    this.gateway = gateway;
    this.quota = quota;
    this.stillness = stillness;
    this.resolver = resolver;
  }

  @Override
  public ChangeKind kind() {
    return ChangeKind.ROLLBACK;
  }

  @Override
  public Stillness stillness() {
    return stillness;
  }

  @Override
  public Prepared prepare(
      ProposeChange wish, Placement placement, LiveObject live, @Nullable WorkloadState state) {
    var stage = stages.of(placement);
    var target = target(wish, placement, live, stage);
    var before = PodTemplate.of(live);
    var after = withoutHashLabel(target.template());
    if (after.hash().equals(live.templateHash())) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT,
          stage.name() + " already runs that template. There is nothing to go back to.");
    }
    refuseForeignLabels(live, after);
    var content = TemplateAction.content(live, after, stage);
    content.put("target", target.deployment().toString());
    var resumes = live.spec().path("paused").asBoolean(false);
    if (resumes) {
      content.put(RESUMES, true);
    }
    if (!target.digests().isEmpty()) {
      content.set("digests", target.digests().deepCopy());
    }
    var named = content.putObject("images");
    after.containers().forEach(each -> named.put(each.name(), each.image()));
    var versions = Versions.between(before, after, placement.container());
    var facts = new Facts(kind(), stage, placement, live, state);
    return new Prepared(
        content,
        after.json(),
        "Roll back %s %s in %s%s"
            .formatted(stage.name(), versions, stage.place(), resumes ? " and resume it" : ""),
        versions.from(),
        versions.to(),
        diff(before, after, resumes),
        NotUndone.byThis(
            before,
            after,
            target.configMaps(),
            configMapsNow(live, after),
            targets.migrationsSince(placement, target.deployment())),
        facts.baseUnhealthy(),
        target.deployment(),
        facts.rollback(
            after.containers().stream().map(PodTemplate.Container::image).distinct().toList(),
            ToldImages.unasked(after),
            Repositories.changed(before, after),
            target.way(),
            quota.shortFor(live, 0)));
  }

  /// A way back waits for no registry longer than people notice, and never counts against the time
  /// that the cluster has to answer.
  @Override
  public Prepared informed(Prepared prepared) {
    var template = prepared.template();
    if (template == null) {
      return prepared;
    }
    var told = ToldImages.within(REGISTRIES, new PodTemplate(template), resolver);
    var change = prepared.change();
    return prepared.with(
        new ProposedChange(
            change.service(),
            change.environment(),
            change.facts().withTold(told.gone(), told.untold())));
  }

  @Override
  public WorkloadPatch patch(JsonNode content, LiveObject live, Map<String, String> marks) {
    var template = content.path("template");
    if (!template.isObject()) {
      throw new IllegalStateException("the target template of a rollback is missing");
    }
    return new WorkloadPatch.ReplaceTemplate(
        template, content.path(RESUMES).asBoolean(false), marks);
  }

  private static List<DiffLine> diff(PodTemplate before, PodTemplate after, boolean resumes) {
    var lines = new ArrayList<DiffLine>();
    if (resumes) {
      lines.add(new DiffLine('-', "paused: true"));
      lines.add(new DiffLine('+', "paused: false"));
    }
    lines.addAll(TemplateDiff.between(before.json(), after.json()));
    return lines;
  }

  private Target target(ProposeChange wish, Placement placement, LiveObject live, Stage stage) {
    var wanted = wish.toDeployment();
    if (wanted != null) {
      return targets
          .byId(placement, live, wanted)
          .orElseThrow(() ->
              new DomainFailure(
                  ProblemType.NOT_FOUND,
                  "No template of that deployment is recorded for "
                      + stage.name()
                      + " in "
                      + stage.place()
                      + ". Pick one from its history."));
    }
    return targets
        .lastGood(placement, live)
        .orElseThrow(() ->
            new DomainFailure(
                ProblemType.NOT_FOUND,
                "Nothing else that was well is recorded for "
                    + stage.name()
                    + " in "
                    + stage.place()
                    + ". Pick a deployment from its history, or roll out an"
                    + " image."));
  }

  private JsonNode configMapsNow(LiveObject live, PodTemplate template) {
    var now = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(gateway.configMapHashes(live.ref(), template.json())).forEach(now::put);
    return now;
  }

  /// The cluster adds this label itself; sent back, it would tie the template to an old ReplicaSet.
  private static PodTemplate withoutHashLabel(PodTemplate template) {
    var copy = template.json().deepCopy();
    if (copy.path("metadata").path("labels") instanceof ObjectNode labels) {
      labels.remove(HASH_LABEL);
    }
    return new PodTemplate(copy);
  }

  /// The selector never changes, so a template from another one cannot come back.
  private static void refuseForeignLabels(LiveObject live, PodTemplate target) {
    var labels = target.json().path("metadata").path("labels");
    for (var wanted : live.spec().path("selector").path("matchLabels").properties()) {
      if (!wanted.getValue().equals(labels.path(wanted.getKey()))) {
        throw new DomainFailure(
            ProblemType.CONFLICT,
            "That template's labels do not match the selector of "
                + live.ref()
                + " any more ("
                + wanted.getKey()
                + "). Roll out its image instead.");
      }
    }
  }
}
