package dev.slipway.plans.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.ContainerImage;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Versions of a service that run elsewhere and so may come here.
@Component
class Candidates {

  private final Placements placements;
  private final Environments environments;
  private final LiveWorkloads live;

  Candidates(Placements placements, Environments environments, LiveWorkloads live) {
    this.placements = placements;
    this.environments = environments;
    this.live = live;
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
            image(place.placement())
                .map(image -> new Candidate(image, "runs in " + place.environment().name()))
                .stream())
        .toList();
  }

  /// What runs in a placement now.
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

  Optional<Integer> replicas(Placement placement) {
    return live.state(placement.workload()).map(state -> state.desired());
  }
}
