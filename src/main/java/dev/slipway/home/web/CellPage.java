package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.ContainerImage;
import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.Health;
import dev.slipway.clusters.Owner;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PodState;
import dev.slipway.clusters.RolloutVerdict;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.home.Cell;
import dev.slipway.home.CellState;
import dev.slipway.home.Hold;
import dev.slipway.home.Offer;
import dev.slipway.home.Version;
import dev.slipway.shell.Choice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A service in one environment, in depth.
///
/// @param live null if the workload cannot be seen
/// @param notice what is asked for or on its way; null for nothing
/// @param freeze what is frozen here; null for nothing
/// @param paused that Argo CD does not sync it by itself; null where it does, or is not there
/// @param whyNoLogs empty if the logs may be read
/// @param mayPlace whether to offer another workload for it
/// @param twin who else is placed on the same workload; empty if nobody
record CellPage(
    ServiceView service,
    EnvironmentView environment,
    Placement placement,
    @Nullable ClusterView cluster,
    Cell cell,
    @Nullable WorkloadState live,
    Freshness freshness,
    List<Offer> offers,
    String boundsHref,
    @Nullable OpenNotice notice,
    @Nullable OpenNotice freeze,
    @Nullable OpenNotice paused,
    String whyNoLogs,
    boolean mayPlace,
    String twin,
    Instant at) {

  /// Its containers, where there is more to tell than the image of the only one.
  public List<ContainerImage> otherContainers() {
    return live == null || live.images().size() < 2 ? List.of() : live.images();
  }

  static String ownersInWords(WorkloadState state) {
    return state.owners().stream().map(CellPage::owner).collect(Collectors.joining(", "));
  }

  private static String owner(Owner owner) {
    var what =
        switch (owner.kind()) {
          case HPA -> "HPA";
          case ARGO_CD -> "Argo CD";
          case FLUX -> "Flux";
          case HELM -> "Helm";
          case OPERATOR -> "Operator";
          case KEDA -> "KEDA";
        };
    return what
        + " "
        + owner.name()
        + (owner.kind() != Owner.Kind.HPA && owner.selfHealing() ? ", reverts changes" : "")
        + (owner.sync() != null && owner.sync().isPaused() ? ", does not sync by itself now" : "");
  }

  public String title() {
    return service.slug() + " · " + environment.name();
  }

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Services", "/services"),
        Choice.link(service.systemName(), "/systems/" + service.systemSlug()),
        Choice.link(service.label(), "/services/" + service.slug()));
  }

  public String href() {
    return "/services/" + service.slug() + "/env/" + environment.slug();
  }

  public String topic() {
    return "cell:" + placement.id().value();
  }

  public Map<String, String> panelVariables() {
    return Map.of(
        "service", service.slug(),
        "environment", environment.slug(),
        "placement", placement.id().value().toString());
  }

  public String clusterSlug() {
    return cluster == null ? "unknown" : cluster.slug();
  }

  public String workload() {
    return placement.workload().kind().kubernetes() + " " + placement.workload().name();
  }

  /// Whether a live cluster says that there is no such workload.
  public boolean isGone() {
    return live == null && isLive();
  }

  /// What was there and went is a failure; what never came is no alarm, and nobody waits for it.
  public String goneLook() {
    return cell.state() == CellState.FAILED ? "failed" : "info";
  }

  public String editHref() {
    return "/placements/" + placement.id().value() + "/edit";
  }

  public boolean isLive() {
    return freshness.state() == Freshness.State.LIVE;
  }

  public String note() {
    return cell.headline(at);
  }

  public String replicas() {
    return live == null
        ? "unknown"
        : "%d wanted, %d ready, %d of the newest, %d available"
            .formatted(live.desired(), live.ready(), live.updated(), live.available());
  }

  /// Why it is as it is: what health and rollout say, each once, and nothing while all is well.
  public String reasons() {
    if (live == null) {
      return cell.reason();
    }
    if (live.health() == Health.HEALTHY && live.rollout() == RolloutVerdict.COMPLETE) {
      return "";
    }
    return Stream.of(live.healthReason(), live.rolloutReason())
        .filter(reason -> !reason.isEmpty())
        .map(PodLine::withoutIds)
        .distinct()
        .collect(Collectors.joining("; "));
  }

  public List<String> owners() {
    return live == null ? List.of() : live.owners().stream().map(CellPage::owner).toList();
  }

  public @Nullable String autoscaler() {
    var scaler = live == null ? null : live.autoscaler();
    return scaler == null ? null : scaler.words();
  }

  public List<PodLine> pods() {
    return live == null
        ? List.of()
        : live.pods().stream().map(pod -> PodLine.of(pod, href())).toList();
  }

  public boolean logs() {
    return whyNoLogs.isEmpty();
  }

  /// What to add to the image that is wanted where no pod that is ready has it; else empty.
  public String notRunning() {
    if (live == null || live.desired() == 0) {
      return "";
    }
    var ready = live.pods().stream().filter(PodState::ready).toList();
    if (ready.stream().anyMatch(PodState::newest)) {
      return "";
    }
    var serving =
        ready.stream()
            .map(pod -> Version.of(pod.image(placement.container()), null).text())
            .distinct()
            .collect(Collectors.joining(" and "));
    return "Wanted: no ready pod has it"
        + (serving.isEmpty() ? "." : "; the ready ones run " + serving + ".");
  }

  public List<Hold> holds() {
    return Offer.holds(offers);
  }

  public boolean sameReason() {
    return !offers.isEmpty()
        && !offers.getFirst().can()
        && offers.stream().map(Offer::whyNot).distinct().count() == 1;
  }
}
