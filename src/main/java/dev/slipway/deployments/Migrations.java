package dev.slipway.deployments;

import dev.slipway.clusters.ContainerImage;
import dev.slipway.clusters.PodState;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.plans.spi.Action.Sent;
import dev.slipway.plans.spi.Milestone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Migrations of a database that a change brings: init containers of its new pods, which Kubernetes
/// runs to their end before anything else in the pod starts. Recorded as steps of the deployment,
/// because pods go and a schema stays.
final class Migrations {

  /// With the name of the init container behind it.
  static final String DONE = "migrated:";

  private static final String FAILED = "migration-failed:";
  private static final String CONTENT = "migrations";

  private Migrations() {}

  /// A migration that a deployment ran.
  ///
  /// @param container the init container
  /// @param version of its image; of the deployment where its pod template is not kept
  record Ran(String container, String version) {}

  /// What a recorded step tells of a migration; null where it tells of something else.
  static DeploymentDetails.@Nullable Migration told(String step) {
    if (step.startsWith(DONE)) {
      return new DeploymentDetails.Migration(step.substring(DONE.length()), true);
    }
    return step.startsWith(FAILED)
        ? new DeploymentDetails.Migration(step.substring(FAILED.length()), false)
        : null;
  }

  /// Keeps in a plan which init containers of the target migrate.
  static void of(PodTemplate target, ObjectNode content) {
    var names = target.migrations();
    if (!names.isEmpty()) {
      var list = content.putArray(CONTENT);
      names.forEach(list::add);
    }
  }

  static List<Milestone> seen(JsonNode content, WorkloadState state, Sent sent) {
    var names = content.path(CONTENT);
    if (names.isEmpty()
        || state.generation() < sent.generation()
        || !state.templateHash().equals(content.path("templateHash").asString(""))) {
      return List.of();
    }
    var milestones = new ArrayList<Milestone>();
    for (var name : names.valueStream().map(JsonNode::asString).toList()) {
      first(state, name, PodState.Inits::well)
          .ifPresent(pod -> milestones.add(done(name, state, pod)));
      first(state, name, PodState.Inits::badly)
          .ifPresent(pod -> milestones.add(failed(name, state, pod)));
    }
    return milestones;
  }

  private static Optional<PodState> first(
      WorkloadState state, String name, Function<PodState.Inits, List<String>> ended) {
    return state.pods().stream()
        .filter(pod -> pod.newest() && !pod.terminating())
        .filter(pod -> ended.apply(pod.inits()).contains(name))
        .findFirst();
  }

  private static Milestone done(String name, WorkloadState state, PodState pod) {
    return new Milestone(
        DONE + name,
        "Migration %s%s ended well, seen first in pod %s"
            .formatted(name, image(name, state), pod.name()));
  }

  private static Milestone failed(String name, WorkloadState state, PodState pod) {
    return new Milestone(
        FAILED + name,
        "Migration %s%s has not ended well in pod %s: %s"
            .formatted(name, image(name, state), pod.name(), pod.reason()));
  }

  private static String image(String name, WorkloadState state) {
    return state.images().stream()
        .filter(image -> image.container().equals(name))
        .map(ContainerImage::image)
        .map(image -> " (" + Repositories.withTag(image) + ")")
        .findFirst()
        .orElse("");
  }
}
