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
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// How many pods there may be: pure rules about counts and the bounds of an autoscaler.
final class Bounds {

  private static final Duration WATCH_CATCHES_UP = Duration.ofSeconds(15);
  private static final Duration AUTOSCALER_REACTS = Duration.ofSeconds(60);

  private Bounds() {}

  static boolean hold(JsonNode content, @Nullable Autoscaler autoscaler) {
    var uid = content.path("autoscalerUid").asString("");
    if (content.has("remove")) {
      return autoscaler == null || !autoscaler.uid().equals(uid);
    }
    // One that was made had no UID when it was planned; its name and its target tell.
    var same =
        content.has("cpu")
            ? autoscaler != null
                && autoscaler.name().equals(content.path("autoscaler").asString(""))
                && Objects.equals(autoscaler.cpu(), content.path("cpu").asInt())
            : autoscaler != null && autoscaler.uid().equals(uid);
    return autoscaler != null
        && same
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
    if (content.has("remove")) {
      return removed(content, state, sent);
    }
    return content.has("min") ? bounds(content, state, sent) : count(content, state, sent);
  }

  private static Progress removed(JsonNode content, WorkloadState state, Sent sent) {
    if (hold(content, state.autoscaler())) {
      return new Progress(
          Step.DONE, 100, "The autoscaler is gone; " + state.desired() + " pods stay wanted");
    }
    return sent.since().compareTo(WATCH_CATCHES_UP) < 0
        ? new Progress(Step.GOING, 50, "Waiting to see it go")
        : new Progress(Step.FOREIGN, 50, "The autoscaler is still there");
  }

  private static Progress bounds(JsonNode content, WorkloadState state, Sent sent) {
    if (!hold(content, state.autoscaler())) {
      return sent.since().compareTo(WATCH_CATCHES_UP) < 0
          ? new Progress(
              Step.GOING,
              10,
              content.has("cpu")
                  ? "Waiting to see the new autoscaler"
                  : "Waiting to see the new bounds")
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
