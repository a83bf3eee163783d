package dev.slipway.deployments.web;

import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.PodState;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.deployments.DeploymentSummary;
import dev.slipway.deployments.ImageRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The pods beside a deployment: those of the new template in one lane, those of the old in the
/// other. Shown only while they are pods of this deployment.
///
/// @param asOf how old the knowledge is, where the cluster is not live
/// @param why why it is not live, or why no pods are shown
public record PodLanes(List<Lane> lanes, boolean live, @Nullable Instant asOf, String why) {

  /// One side of the change.
  ///
  /// @param count such as `2 of 3 ready`
  /// @param none what an empty lane says
  public record Lane(String title, String version, String count, List<PodRow> pods, String none) {}

  static PodLanes none(String why) {
    return new PodLanes(List.of(), true, null, why);
  }

  /// @param container of the placement, whose version the old pods show
  /// @param written whether the template of now is that of the deployment; until then every pod is
  ///   old
  static PodLanes of(
      DeploymentSummary summary,
      String workload,
      String container,
      boolean template,
      boolean written,
      @Nullable WorkloadState state,
      Freshness freshness) {
    var live = freshness.state() == Freshness.State.LIVE;
    var why = freshness.reason() == null ? "The cluster is silent" : freshness.reason();
    if (state == null || freshness.state() == Freshness.State.LOST) {
      return new PodLanes(
          List.of(), live, freshness.asOf(), live ? "The workload is not in the cluster." : why);
    }
    Predicate<PodState> isNew = pod -> written && pod.newest();
    var fresh = rows(state, workload, isNew, live);
    var old = rows(state, workload, isNew.negate(), live);
    var was = live ? "" : "was ";
    var lanes = new ArrayList<Lane>();
    if (template) {
      var versions = summary.changesVersion();
      lanes.add(
          new Lane(
              "New",
              versions ? summary.to() : "",
              was + ready(fresh) + " of " + state.desired() + " ready",
              fresh,
              "No new pod yet."));
      lanes.add(
          new Lane(
              "Old",
              versions ? ran(state, isNew.negate(), summary.from(), container) : "",
              old.isEmpty() ? "gone" : old.size() + " left",
              old,
              "Every old pod is gone."));
    } else {
      var all = new ArrayList<>(fresh);
      all.addAll(old);
      lanes.add(
          new Lane(
              "All",
              "",
              was + ready(all) + " of " + state.desired() + " ready",
              all,
              "No pod is there."));
    }
    return new PodLanes(lanes, live, freshness.asOf(), live ? "" : why);
  }

  private static List<PodRow> rows(
      WorkloadState state, String workload, Predicate<PodState> which, boolean live) {
    return state.pods().stream().filter(which).map(pod -> PodRow.of(pod, workload, live)).toList();
  }

  /// What the old pods run. That may be older than what was wanted last: a version whose pods never
  /// came leaves those before it.
  private static String ran(
      WorkloadState state, Predicate<PodState> which, String from, String container) {
    return state.pods().stream()
        .filter(which)
        .map(pod -> runs(pod, from) ? from : ImageRef.versionOf(pod.image(container)))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /// A version may be that of another container, or carry the start of its digest.
  private static boolean runs(PodState pod, String version) {
    return pod.images().stream()
        .map(ImageRef::versionOf)
        .anyMatch(each -> version.equals(each) || version.startsWith(each + " ("));
  }

  private static long ready(List<PodRow> pods) {
    return pods.stream().filter(PodRow::ready).count();
  }
}
