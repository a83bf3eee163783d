package dev.slipway.deployments;

import dev.slipway.policies.EnvironmentPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How long a change may take to settle. Part of the plan, so that nobody loosens it meanwhile.
///
/// @param podErrorGrace how long a new pod may stay in an image or configuration error
/// @param crashRestarts after so many restarts of one new pod the change is broken
/// @param stallAfter without any progress for so long the change is broken
/// @param deadline the workload's own progress deadline, if the cluster watches one
record Patience(
    Duration podErrorGrace, int crashRestarts, Duration stallAfter, @Nullable Duration deadline) {

  private static final int NO_DEADLINE = Integer.MAX_VALUE;

  static Patience of(EnvironmentPolicy policy, JsonNode spec) {
    int seconds = spec.path("progressDeadlineSeconds").asInt(NO_DEADLINE);
    return new Patience(
        policy.podErrorGrace(),
        policy.crashRestarts(),
        policy.stallTimeout(),
        seconds == NO_DEADLINE ? null : Duration.ofSeconds(seconds));
  }

  static Patience read(JsonNode content) {
    var patience = content.path("patience");
    long deadline = patience.path("deadlineSeconds").asLong(0);
    return new Patience(
        Duration.ofSeconds(patience.path("podErrorGraceSeconds").asLong(60)),
        patience.path("crashRestarts").asInt(2),
        Duration.ofSeconds(patience.path("stallAfterSeconds").asLong(600)),
        deadline == 0 ? null : Duration.ofSeconds(deadline));
  }

  void write(ObjectNode content) {
    var patience = content.putObject("patience");
    patience.put("podErrorGraceSeconds", podErrorGrace.toSeconds());
    patience.put("crashRestarts", crashRestarts);
    patience.put("stallAfterSeconds", stallAfter.toSeconds());
    if (deadline != null) {
      patience.put("deadlineSeconds", deadline.toSeconds());
    }
  }

  /// How long nothing may move. The workload's own deadline goes first: its author knows how slowly
  /// it starts.
  Duration stall() {
    return deadline == null ? stallAfter : deadline;
  }
}
