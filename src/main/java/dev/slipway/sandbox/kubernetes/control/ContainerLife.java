package dev.slipway.sandbox.kubernetes.control;

import dev.slipway.sandbox.kubernetes.control.Images.Fate;
import dev.slipway.sandbox.kubernetes.model.Json;
import tools.jackson.databind.JsonNode;

/// The life of one container as a function of the seconds since its pod came to a node.
///
/// @param stage what it does now
/// @param restarts how often it was started again
/// @param since when the stage, or the last start, began
/// @param next when something changes again, or infinity
record ContainerLife(Stage stage, boolean ready, int restarts, double since, double next) {

  /// What a container does.
  enum Stage {
    CREATING,
    PULL_FAILED,
    PULL_BACK_OFF,
    CONFIG_ERROR,
    RUNNING,
    CRASHED,
    COMPLETED,
    FAILED
  }

  static final double PULLED = 1.2;
  static final double INIT = 0.4;
  private static final double NEVER = Double.POSITIVE_INFINITY;
  private static final double SLOW = 30;
  private static final double SLOWER = 180;
  private static final double FADES = 45;
  private static final double BETWEEN_CRASHES = 20;
  private static final double JOB = 3;
  private static final double LONGEST_DELAY = 3;

  /// A container of the pod itself.
  ///
  /// @param start when the init containers are through
  static ContainerLife of(JsonNode container, boolean job, double start, double now) {
    Fate fate = Images.fate(Json.text(container, "image"));
    if (now < start) {
      return new ContainerLife(Stage.CREATING, false, 0, 0, start);
    }
    if (fate == Fate.MISSING) {
      return pulling(start, now);
    }
    if (job) {
      return job(
          lacksItsProgram(container) || findsErrors(container) ? Fate.BROKEN : fate, start, now);
    }
    return switch (fate) {
      case BROKEN -> crashing(start, now);
      case FADES ->
          now >= start + FADES
              ? crashing(start + FADES, now)
              : running(start, start + delay(container), now, start + FADES);
      case SLOW -> running(start, start + SLOW, now, NEVER);
      case SLOWER -> running(start, start + SLOWER, now, NEVER);
      case FINE, MISSING -> running(start, start + delay(container), now, NEVER);
    };
  }

  /// Images of databases bring what dumps, not what uploads: the shell ends with 127 there.
  private static boolean lacksItsProgram(JsonNode container) {
    return Json.text(container, "image").matches("(mysql|postgres|mongo):.*")
        && container.path("command").toString().matches(".*\\baws s3\\b.*");
  }

  /// What tests a service ends badly where that answers with errors: the same tag as for traffic.
  private static boolean findsErrors(JsonNode container) {
    return Json.text(container, "image").contains(":errors-");
  }

  /// An init container, which ends well unless its image is missing or broken.
  static ContainerLife init(JsonNode container, double start, double now) {
    Fate fate = Images.fate(Json.text(container, "image"));
    if (now < start) {
      return new ContainerLife(Stage.CREATING, false, 0, 0, start);
    }
    if (fate == Fate.MISSING) {
      return pulling(start, now);
    }
    if (fate == Fate.BROKEN) {
      return crashing(start, now);
    }
    if (Json.text(container, "restartPolicy").equals("Always")) {
      return running(start, start, now, NEVER);
    }
    return now < start + INIT
        ? new ContainerLife(Stage.RUNNING, false, 0, start, start + INIT)
        : new ContainerLife(Stage.COMPLETED, true, 0, start, NEVER);
  }

  static ContainerLife misconfigured(double now) {
    return new ContainerLife(Stage.CONFIG_ERROR, false, 0, now, now + 2);
  }

  private static ContainerLife pulling(double start, double now) {
    return now < start + 2
        ? new ContainerLife(Stage.PULL_FAILED, false, 0, start, start + 2)
        : new ContainerLife(Stage.PULL_BACK_OFF, false, 0, start, now + 30);
  }

  private static ContainerLife crashing(double first, double now) {
    int before = (int) ((now - first) / BETWEEN_CRASHES);
    double last = first + before * BETWEEN_CRASHES;
    return new ContainerLife(Stage.CRASHED, false, before + 1, last, last + BETWEEN_CRASHES);
  }

  private static ContainerLife running(double start, double ready, double now, double end) {
    boolean isReady = now >= ready;
    return new ContainerLife(Stage.RUNNING, isReady, 0, start, isReady ? end : ready);
  }

  private static ContainerLife job(Fate fate, double start, double now) {
    if (now < start + JOB) {
      return new ContainerLife(Stage.RUNNING, true, 0, start, start + JOB);
    }
    Stage stage = fate == Fate.BROKEN ? Stage.FAILED : Stage.COMPLETED;
    return new ContainerLife(stage, false, 0, start, NEVER);
  }

  private static double delay(JsonNode container) {
    if (!container.has("readinessProbe")) {
      return 0;
    }
    int asked = Json.integer(container, 0, "readinessProbe", "initialDelaySeconds");
    return 0.3 + Math.min(asked, LONGEST_DELAY);
  }
}
