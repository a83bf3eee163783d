package dev.slipway.deployments;

import dev.slipway.clusters.PodState;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.kernel.Plural;
import dev.slipway.plans.spi.Action.Sent;
import dev.slipway.plans.spi.Progress;
import dev.slipway.plans.spi.Progress.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Judges how a new template settles: a pure function of the plan, what was sent and what the
/// cluster shows now.
///
/// @param still for how long no count has moved
record Settling(JsonNode content, WorkloadState state, Sent sent, Duration still) {

  private static final Duration SKEW = Duration.ofSeconds(5);

  Progress judge() {
    if (!state.uid().equals(content.path("uid").asString(state.uid()))) {
      return foreign("The object was deleted and created again since");
    }
    if (state.generation() < sent.generation()) {
      return going("The cluster accepted it; waiting to see it");
    }
    if (state.generation() > sent.generation() && !isTarget()) {
      return foreign("Superseded by another change" + by());
    }
    if (state.paused()) {
      return foreign("Rollouts were paused meanwhile" + by());
    }
    return brokenPod().orElseGet(this::verdict);
  }

  private Progress verdict() {
    return switch (state.rollout()) {
      case COMPLETE -> digests();
      case SCALED_TO_ZERO ->
          new Progress(Step.DONE, 100, "The template is set; scaled to zero, so no pod shows it");
      case STALLED -> stalled();
      case BLOCKED, PROGRESSING, PAUSED, UNKNOWN -> unlessStill(Headway.of(state).text());
    };
  }

  /// The cluster's deadline condition survives a write that brings back an old template, so one
  /// that could not have run out since our write is not ours.
  private Progress stalled() {
    var deadline = Patience.read(content).stall();
    return sent.since().plus(SKEW).compareTo(deadline) < 0
        ? going(Headway.of(state).text())
        : broken("No progress for " + Words.duration(deadline) + ": " + state.rolloutReason());
  }

  private Progress unlessStill(String text) {
    var limit = Patience.read(content).stall();
    return still.compareTo(limit) > 0
        ? broken("Stalled: nothing moved for " + Words.duration(limit) + ". " + text)
        : going(text);
  }

  private Optional<Progress> brokenPod() {
    var patience = Patience.read(content);
    var now = sent.at().plus(sent.since());
    for (var pod : state.pods()) {
      if (!pod.newest() || pod.terminating() || pod.ready()) {
        continue;
      }
      if (pod.restarts() >= patience.crashRestarts() && startedByUs(pod)) {
        return Optional.of(broken(PodTrouble.crashing(pod)));
      }
      var since = pod.failingSince();
      if (pod.failing()
          && since != null
          && !since.plus(patience.podErrorGrace()).isAfter(now)
          && !sent.at().plus(patience.podErrorGrace()).isAfter(now)) {
        var lasts = Words.duration(Duration.between(since, now));
        return Optional.of(broken(PodTrouble.failing(pod, state.images(), lasts)));
      }
    }
    return Optional.empty();
  }

  /// Restarts from before our write prove nothing about it.
  private boolean startedByUs(PodState pod) {
    var started = pod.startedAt();
    return started == null || !started.isBefore(sent.at().minus(SKEW));
  }

  private Progress digests() {
    var unreported = 0;
    for (var image : state.images()) {
      var approved = approved(image.container());
      var running = image.runningDigest();
      if (approved.isEmpty() || image.init()) {
        continue;
      }
      if (running == null) {
        unreported++;
      } else if (!approved.contains(running)) {
        return broken(
            "Container "
                + image.container()
                + " runs "
                + ImageRef.shortDigest(running)
                + ", which is not the approved content "
                + ImageRef.shortDigest(approved.getFirst()));
      }
    }
    // A partition, or pods that people replace, leave some behind; then the cluster's words are
    // true.
    var done =
        state.updated() < state.desired()
            ? state.rolloutReason()
            : state.desired()
                + " of "
                + Plural.of(state.desired(), "pod")
                + Plural.word(state.desired(), " runs", " run")
                + " the new template";
    return new Progress(Step.DONE, 100, unreported == 0 ? done : done + ", digest not reported");
  }

  private List<String> approved(String container) {
    return content.path("digests").path(container).valueStream().map(JsonNode::asString).toList();
  }

  private boolean isTarget() {
    return state.templateHash().equals(content.path("templateHash").asString(""));
  }

  private String by() {
    return state.changedBy() == null ? "" : " (by " + state.changedBy() + ")";
  }

  private Progress going(String text) {
    return new Progress(
        Step.GOING, state.generation() < sent.generation() ? 0 : Headway.of(state).percent(), text);
  }

  private Progress broken(String text) {
    return new Progress(Step.BROKEN, Headway.of(state).percent(), text);
  }

  private Progress broken(PodTrouble trouble) {
    return new Progress(
        Step.BROKEN, Headway.of(state).percent(), trouble.sentence(), trouble.said());
  }

  private Progress foreign(String text) {
    return new Progress(Step.FOREIGN, Headway.of(state).percent(), text);
  }
}
