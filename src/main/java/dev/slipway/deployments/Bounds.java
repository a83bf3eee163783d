package dev.slipway.deployments;

import dev.slipway.clusters.Autoscaler;
import dev.slipway.clusters.RolloutVerdict;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.plans.spi.Action.Sent;
import dev.slipway.plans.spi.DiffLine;
import dev.slipway.plans.spi.Progress;
import dev.slipway.plans.spi.Progress.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// How many pods there may be: pure rules about counts and the bounds of an autoscaler.
final class Bounds {

  private static final Duration WATCH_CATCHES_UP = Duration.ofSeconds(15);
  private static final Duration AUTOSCALER_REACTS = Duration.ofSeconds(60);

  private Bounds() {}

  static boolean hold(JsonNode content, @Nullable Autoscaler autoscaler) {
    return autoscaler != null
        && autoscaler.uid().equals(content.path("autoscalerUid").asString(""))
        && autoscaler.minReplicas() == content.path("min").asInt(-1)
        && autoscaler.maxReplicas() == content.path("max").asInt(-1);
  }

  static List<DiffLine> diff(Autoscaler now, int min, int max) {
    var lines = new ArrayList<DiffLine>();
    line(lines, "minReplicas: ", now.minReplicas(), min);
    line(lines, "maxReplicas: ", now.maxReplicas(), max);
    return lines;
  }

  static Progress progress(JsonNode content, WorkloadState state, Sent sent) {
    if (!state.uid().equals(content.path("uid").asString(""))) {
      return new Progress(Step.FOREIGN, 0, "The object was deleted and created again since");
    }
    return content.has("min") ? bounds(content, state, sent) : count(content, state, sent);
  }

  private static Progress bounds(JsonNode content, WorkloadState state, Sent sent) {
    if (!hold(content, state.autoscaler())) {
      return sent.since().compareTo(WATCH_CATCHES_UP) < 0
          ? new Progress(Step.GOING, 10, "Waiting to see the new bounds")
          : new Progress(Step.FOREIGN, 10, "The autoscaler has other bounds than those we set");
    }
    int min = content.path("min").asInt();
    int max = content.path("max").asInt();
    boolean inside = state.desired() >= min && state.desired() <= max;
    if (inside || sent.since().compareTo(AUTOSCALER_REACTS) >= 0) {
      return new Progress(
          Step.DONE,
          100,
          "Bounds are "
              + min
              + " to "
              + max
              + ", now "
              + state.desired()
              + " wanted"
              + (inside ? "" : "; the autoscaler has not reacted yet"));
    }
    return new Progress(Step.GOING, 60, "Waiting for the autoscaler to follow");
  }

  /// Done when as many pods are there and available as were asked for: a pod that does not come up
  /// serves nobody.
  private static Progress count(JsonNode content, WorkloadState state, Sent sent) {
    int wanted = content.path("replicas").asInt();
    if (state.desired() != wanted) {
      return state.generation() < sent.generation() || sent.since().compareTo(WATCH_CATCHES_UP) < 0
          ? new Progress(Step.GOING, 5, "The cluster accepted it; waiting to see it")
          : new Progress(Step.FOREIGN, 5, "Somebody else scaled it to " + state.desired());
    }
    var counts = state.total() + " of " + wanted + " pods, " + state.ready() + " ready";
    if (state.total() == wanted && state.ready() == wanted && state.available() == wanted) {
      return new Progress(Step.DONE, 100, counts);
    }
    int expected = content.path("expected").asInt();
    int there = wanted > expected ? Math.min(state.total(), state.ready()) : state.total();
    int moved = Math.abs(there - expected);
    int percent = (int) Math.min(99L, 100L * moved / Math.max(1, Math.abs(wanted - expected)));
    if (state.rollout() == RolloutVerdict.BLOCKED) {
      return sent.since().compareTo(Patience.read(content).podErrorGrace()) < 0
          ? new Progress(Step.GOING, percent, counts + ": " + state.rolloutReason())
          : new Progress(
              Step.BROKEN,
              percent,
              counts + ". The cluster refuses more: " + state.rolloutReason());
    }
    return sent.since().compareTo(Patience.read(content).stall()) < 0
        ? new Progress(Step.GOING, percent, counts)
        : new Progress(Step.BROKEN, percent, "Stalled at " + counts);
  }

  private static void line(List<DiffLine> lines, String lead, int from, int to) {
    if (from == to) {
      lines.add(new DiffLine(' ', lead + from));
    } else {
      lines.add(new DiffLine('-', lead + from));
      lines.add(new DiffLine('+', lead + to));
    }
  }
}
