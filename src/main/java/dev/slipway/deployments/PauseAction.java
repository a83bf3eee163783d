package dev.slipway.deployments;

import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.plans.ProposeChange;
import dev.slipway.plans.spi.Action;
import dev.slipway.plans.spi.DiffLine;
import dev.slipway.plans.spi.Prepared;
import dev.slipway.plans.spi.Progress;
import dev.slipway.plans.spi.Progress.Step;
import dev.slipway.policies.spi.ChangeKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Holds the rollouts of a Deployment, or lets them go on. Asking for what is so already is no
/// error: it leaves the spec as it is and only marks the object.
class PauseAction implements Action {

  private final ChangeKind kind;
  private final Stages stages;

  PauseAction(ChangeKind kind, Stages stages) {
    this.kind = kind;
    this.stages = stages;
  }

  @Override
  public ChangeKind kind() {
    return kind;
  }

  private boolean pauses() {
    return kind == ChangeKind.PAUSE;
  }

  @Override
  public Prepared prepare(
      ProposeChange wish, Placement placement, LiveObject live, @Nullable WorkloadState state) {
    if (live.ref().kind() != WorkloadKind.DEPLOYMENT) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT,
          "Kubernetes has no pause for a "
              + live.ref().kind().kubernetes()
              + ", only for a Deployment."
              + (live.ref().kind() == WorkloadKind.STATEFUL_SET
                  ? " Whoever owns its manifest can hold ordinals back with"
                      + " spec.updateStrategy.rollingUpdate.partition."
                  : ""));
    }
    var stage = stages.of(placement);
    var content = JsonNodeFactory.instance.objectNode();
    content.put("uid", live.uid());
    content.put("paused", pauses());
    content.put("templateHash", live.templateHash());
    var facts = new Facts(kind, stage, placement, live, state);
    return new Prepared(
        content,
        null,
        (pauses() ? "Pause" : "Resume") + " rollouts of " + stage.name() + " in " + stage.place(),
        paused(live) ? "paused" : "running",
        pauses() ? "paused" : "running",
        paused(live) == pauses()
            ? List.of(new DiffLine(' ', "paused: " + pauses()))
            : List.of(
                new DiffLine('-', "paused: " + paused(live)),
                new DiffLine('+', "paused: " + pauses())),
        List.of("Nothing: it can be set back at any time."),
        facts.baseUnhealthy(),
        null,
        facts.template(null));
  }

  @Override
  public String baseHash(JsonNode content, LiveObject live) {
    return base(live.uid(), live.templateHash(), paused(live));
  }

  @Override
  public String baseHash(JsonNode content, WorkloadState state) {
    return base(state.uid(), state.templateHash(), state.paused());
  }

  @Override
  public WorkloadPatch patch(JsonNode content, LiveObject live, Map<String, String> marks) {
    return new WorkloadPatch.SetPaused(pauses(), marks);
  }

  @Override
  public boolean holds(JsonNode content, LiveObject live) {
    return live.uid().equals(content.path("uid").asString("")) && paused(live) == pauses();
  }

  @Override
  public Progress progress(JsonNode content, WorkloadState state, Sent sent) {
    if (!state.uid().equals(content.path("uid").asString(""))) {
      return new Progress(Step.FOREIGN, 0, "The object was deleted and created again since");
    }
    if (state.generation() < sent.generation()) {
      return new Progress(Step.GOING, 50, "The cluster accepted it; waiting to see it");
    }
    return state.paused() == pauses()
        ? new Progress(Step.DONE, 100, pauses() ? "Rollouts are paused" : "Rollouts go on")
        : new Progress(Step.FOREIGN, 50, "Somebody else set it back meanwhile");
  }

  private static String base(String uid, String templateHash, boolean paused) {
    return Sha256.of("slipway-pause-base/1\n" + uid + "\n" + templateHash + "\n" + paused);
  }

  private static boolean paused(LiveObject live) {
    return live.spec().path("paused").asBoolean(false);
  }
}
