package dev.slipway.plans.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.Autoscaler;
import dev.slipway.clusters.ContainerImage;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.identity.Access;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.plans.spi.EarlierDeployments;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What a form for a change can offer: versions that run elsewhere and so may come here, what ran
/// here before, and what is set now.
@Component
class Candidates {

  private static final int MOST_NAMED = 3;

  private final Placements placements;
  private final Environments environments;
  private final LiveWorkloads live;
  private final EarlierDeployments earlier;
  private final Access access;
  private final Clock clock;

  Candidates(
      Placements placements,
      Environments environments,
      LiveWorkloads live,
      EarlierDeployments earlier,
      Access access,
      Clock clock) {
    this.placements = placements;
    this.environments = environments;
    this.live = live;
    this.earlier = earlier;
    this.access = access;
    this.clock = clock;
  }

  /// An image and where it runs, such as `qa`.
  record Candidate(String image, String where) {

    /// What stands before the name, with its last slash.
    public String registry() {
      return image.substring(0, image.lastIndexOf('/') + 1);
    }

    /// The name with its tag and digest: what a line should not break.
    public String version() {
      return image.substring(image.lastIndexOf('/') + 1);
    }
  }

  List<Candidate> of(ServiceView service, String exceptEnvironment) {
    record Place(EnvironmentView environment, Placement placement) {}
    List<Place> places = new ArrayList<>();
    for (var placement : placements.ofService(service.id())) {
      environments
          .byId(placement.environment())
          .filter(environment -> !environment.slug().equals(exceptEnvironment))
          .ifPresent(environment -> places.add(new Place(environment, placement)));
    }
    places.sort(Comparator.comparingInt((Place place) -> place.environment().rank()).reversed());
    return places.stream()
        .flatMap(place ->
            serving(place.placement())
                .map(image -> new Candidate(image, "runs in " + place.environment().name())))
        .toList();
  }

  /// What the pods run that are ready there. What was only asked for may never have come up.
  private Stream<String> serving(Placement placement) {
    return live.state(placement.workload()).stream()
        .flatMap(state -> state.pods().stream())
        .filter(pod -> pod.ready() && !pod.images().isEmpty())
        .map(pod -> pod.image(placement.container()))
        .distinct();
  }

  /// What a placement wants to run now.
  Optional<String> image(Placement placement) {
    return live.state(placement.workload()).stream()
        .flatMap(state -> state.images().stream())
        .filter(image -> image.container().equals(placement.container()))
        .map(image -> image.image())
        .findFirst();
  }

  /// The containers of a placement as they are seen, init containers first.
  List<ContainerImage> containers(Placement placement) {
    return live.state(placement.workload()).stream()
        .flatMap(state -> state.images().stream())
        .sorted(Comparator.comparing(image -> !image.init()))
        .toList();
  }

  /// The containers that run the same image as the one of the service, which is among them.
  List<String> alike(Placement placement) {
    var own = image(placement).orElse(null);
    return containers(placement).stream()
        .filter(each -> each.image().equals(own))
        .map(ContainerImage::container)
        .toList();
  }

  Optional<Integer> replicas(Placement placement) {
    return live.state(placement.workload()).map(WorkloadState::desired);
  }

  Optional<WorkloadState> workload(Placement placement) {
    return live.state(placement.workload());
  }

  Optional<Autoscaler> autoscaler(Placement placement) {
    return live.state(placement.workload()).map(WorkloadState::autoscaler);
  }

  /// Why the reader may not plan for a service there, and who may; empty if they may.
  Optional<String> whyNot(ServiceView service, EnvironmentView environment, Actor actor) {
    var scope = Scope.of(service.team(), environment.environmentClass());
    if (access.permits(actor, Permission.CHANGE_PLAN, scope)) {
      return Optional.empty();
    }
    var others =
        access.whoMay(Permission.CHANGE_PLAN, scope).stream()
            .map(PersonSummary::name)
            .limit(MOST_NAMED)
            .collect(Collectors.joining(", "));
    return Optional.of(
        "You may not plan changes of %s in %s, so a preview is refused. %s"
            .formatted(
                service.slug(),
                environment.name(),
                others.isEmpty() ? "Nobody may now." : "Ask " + others + "."));
  }

  /// What a rollback there can go back to.
  ///
  /// @param previewed the deployment that a preview goes back to; null without one
  WaysBack back(Placement placement, @Nullable UUID previewed) {
    var runs = live.state(placement.workload()).map(WorkloadState::templateHash).orElse(null);
    return new WaysBack(earlier.of(placement, runs, previewed), clock.instant());
  }
}
