package dev.slipway.deployments;

import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.plans.ProposeChange;
import dev.slipway.plans.spi.DiffLine;
import dev.slipway.plans.spi.Prepared;
import dev.slipway.policies.spi.ChangeKind;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Replaces every pod by a fresh one of the same version. The stamp is stored in the plan, so that
/// sending it twice restarts once.
@Component
class RestartAction implements TemplateAction {

  private final Stages stages;
  private final QuotaRoom quota;
  private final Stillness stillness;
  private final Clock clock;

  RestartAction(Stages stages, QuotaRoom quota, Stillness stillness, Clock clock) {
    this.stages = stages;
    this.quota = quota;
    this.stillness = stillness;
    this.clock = clock;
  }

  @Override
  public ChangeKind kind() {
    return ChangeKind.RESTART;
  }

  @Override
  public Stillness stillness() {
    return stillness;
  }

  @Override
  public Prepared prepare(
      ProposeChange wish, Placement placement, LiveObject live, @Nullable WorkloadState state) {
    TemplateAction.refusePaused(live, "a restart");
    var stage = stages.of(placement);
    var before = PodTemplate.of(live);
    var stamp = stamp(before);
    var after = before.restartedAt(stamp);
    var content = TemplateAction.content(live, after, stage);
    content.put("stamp", stamp);
    var version = before.version(placement.container());
    var facts = new Facts(kind(), stage, placement, live, state);
    return new Prepared(
        content,
        null,
        "Restart " + stage.name() + " " + version + " in " + stage.place(),
        version,
        version,
        diff(before),
        List.of("What the running pods keep in memory, and requests in flight."),
        facts.baseUnhealthy(),
        null,
        facts.template(quota.shortFor(live, 0)));
  }

  /// Without the stamp itself: a preview a moment ago must look the same now.
  private static List<DiffLine> diff(PodTemplate before) {
    var former = before.restartedAt();
    return List.of(
        new DiffLine('-', PodTemplate.RESTARTED_AT + ": " + (former == null ? "none" : former)),
        new DiffLine('+', PodTemplate.RESTARTED_AT + ": the time of this plan"));
  }

  /// Whole seconds, as the annotation has them; never the one that is there already.
  private String stamp(PodTemplate before) {
    var stamp = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return stamp.toString().equals(before.restartedAt())
        ? stamp.plusSeconds(1).toString()
        : stamp.toString();
  }

  @Override
  public WorkloadPatch patch(JsonNode content, LiveObject live, Map<String, String> marks) {
    return new WorkloadPatch.Restart(content.path("stamp").asString(""), marks);
  }
}
