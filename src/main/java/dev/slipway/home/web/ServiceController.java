package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.home.Cell;
import dev.slipway.home.Matrix;
import dev.slipway.home.Offer;
import dev.slipway.home.Offers;
import dev.slipway.identity.Access;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// One service at a glance: where it runs and how it is there, and what leads further.
@Controller
class ServiceController {

  private final Services services;
  private final Environments environments;
  private final Placements placements;
  private final Clusters clusters;
  private final LiveWorkloads workloads;
  private final Matrix matrix;
  private final Offers offers;
  private final OpenNotices notices;
  private final Access access;
  private final Clock clock;

  ServiceController(
      Services services,
      Environments environments,
      Placements placements,
      Clusters clusters,
      LiveWorkloads workloads,
      Matrix matrix,
      Offers offers,
      OpenNotices notices,
      Access access,
      Clock clock) {
    this.services = services;
    this.environments = environments;
    this.placements = placements;
    this.clusters = clusters;
    this.workloads = workloads;
    this.matrix = matrix;
    this.offers = offers;
    this.notices = notices;
    this.access = access;
    this.clock = clock;
  }

  @GetMapping("/services/{slug}")
  @Requires(Permission.VIEW)
  String service(@PathVariable String slug, Actor actor, Model model) {
    model.addAttribute("page", page(services.require(slug), actor));
    return "home/service";
  }

  /// What is asked for or on its way, read again when that changes.
  @GetMapping("/services/{slug}/notices")
  @Requires(Permission.VIEW)
  String notices(@PathVariable String slug, Model model) {
    var service = services.require(slug);
    model.addAttribute("service", service);
    model.addAttribute("notices", notices(service));
    return "home/notices :: of-service";
  }

  private List<OpenNotice> notices(ServiceView service) {
    return environments.all().reversed().stream()
        .flatMap(stage ->
            placements.at(service.id(), stage.id()).stream()
                .flatMap(placement -> notices(service, stage, placement)))
        .toList();
  }

  private Stream<OpenNotice> notices(
      ServiceView service, EnvironmentView stage, Placement placement) {
    return Stream.concat(
        notices.freeze(service, stage, stage.name()).stream(),
        notices.open(placement.id(), stage.name()).stream());
  }

  private ServicePage page(ServiceView service, Actor actor) {
    var stages = environments.all();
    var last =
        stages.reversed().stream()
            .filter(stage -> placements.at(service.id(), stage.id()).isPresent())
            .findFirst();
    var team = Scope.of(service.team());
    return new ServicePage(
        service,
        stages.reversed().stream().map(stage -> line(service, stage, actor)).toList(),
        notices(service),
        services.dependenciesOf(service.id()).stream().map(this::neighbour).toList(),
        services.dependentsOf(service.id()).stream().map(this::neighbour).toList(),
        last.map(stage -> offers(service, stage, actor)).orElse(List.of()),
        last.orElse(null),
        last.flatMap(stage ->
                placements
                    .at(service.id(), stage.id())
                    .map(placed -> offers.boundsHref(service, stage, placed)))
            .orElse(""),
        access.holders(Role.SERVICE_OWNER, team).stream().map(PersonSummary::name).toList(),
        access.permits(actor, Permission.SERVICE_EDIT, team),
        access.permits(actor, Permission.SERVICE_EDIT, team),
        clock.instant());
  }

  private List<Offer> offers(ServiceView service, EnvironmentView stage, Actor actor) {
    return placements
        .at(service.id(), stage.id())
        .map(placement -> offers.on(service, stage, placement, actor))
        .orElse(List.of());
  }

  private ServicePage.Line line(ServiceView service, EnvironmentView stage, Actor actor) {
    Optional<Placement> placement = placements.at(service.id(), stage.id());
    var cell =
        placement
            .flatMap(placed -> matrix.cell(placed.id()))
            .map(found -> DrawnCell.of(found, service.slug(), stage.slug(), clock.instant()));
    return new ServicePage.Line(
        stage,
        cell.orElse(null),
        placement.map(this::where).orElse(""),
        placement.map(this::owner).orElse(""),
        placement
            .filter(_ -> placements.mayChange(actor, service, stage))
            .map(placed -> "/placements/" + placed.id().value() + "/edit")
            .orElse(""));
  }

  private String where(Placement placement) {
    var cluster =
        clusters.byId(placement.workload().cluster()).map(ClusterView::slug).orElse("unknown");
    return cluster + " / " + placement.workload().namespace();
  }

  private String owner(Placement placement) {
    return workloads.state(placement.workload()).map(CellPage::ownersInWords).orElse("");
  }

  private ServicePage.Neighbour neighbour(ServiceView service) {
    List<Cell> cells =
        placements.ofService(service.id()).stream()
            .flatMap(placement -> matrix.cell(placement.id()).stream())
            .toList();
    return ServicePage.Neighbour.of(service, cells);
  }
}
