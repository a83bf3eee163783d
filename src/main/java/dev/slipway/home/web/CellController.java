package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.ClusterGateway;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/// A service in one environment. What needs a call to the cluster is a fragment of its own, read
/// when it comes into view.
@Controller
@RequestMapping("/services/{service}/env/{environment}")
class CellController {

  private static final int EVENTS = 12;

  private final CellReader cells;
  private final ClusterGateway gateway;
  private final Access access;

  CellController(CellReader cells, ClusterGateway gateway, Access access) {
    this.cells = cells;
    this.gateway = gateway;
    this.access = access;
  }

  @GetMapping
  @Requires(Permission.VIEW)
  String cell(
      @PathVariable String service, @PathVariable String environment, Actor actor, Model model) {
    var found = cells.service(service);
    var stage = cells.environment(environment);
    var placement = cells.placement(found, stage);
    if (placement.isEmpty()) {
      model.addAttribute("page", new NotPlacedPage(found, stage, mayPlace(found, stage, actor)));
      return "home/not-placed";
    }
    model.addAttribute("page", cells.page(found, stage, placement.get(), actor));
    return "home/cell";
  }

  /// Everything that lives in memory, for a page whose pods came or went.
  @GetMapping("/now")
  @Requires(Permission.VIEW)
  String now(
      @PathVariable String service, @PathVariable String environment, Actor actor, Model model) {
    var found = cells.service(service);
    var stage = cells.environment(environment);
    var placement = cells.placed(service, environment);
    model.addAttribute("page", cells.page(found, stage, placement, actor));
    return "home/cell-now :: now";
  }

  @GetMapping("/events")
  @Requires(Permission.VIEW)
  String events(@PathVariable String service, @PathVariable String environment, Model model) {
    var workload = cells.placed(service, environment).workload();
    model.addAttribute("events", gateway.events(workload, EVENTS));
    return "home/cell-parts :: events";
  }

  @GetMapping("/revisions")
  @Requires(Permission.VIEW)
  String revisions(@PathVariable String service, @PathVariable String environment, Model model) {
    var workload = cells.placed(service, environment).workload();
    model.addAttribute("revisions", gateway.revisions(workload));
    return "home/cell-parts :: revisions";
  }

  @GetMapping("/configuration")
  @Requires(Permission.VIEW)
  String configuration(
      @PathVariable String service, @PathVariable String environment, Model model) {
    var workload = cells.placed(service, environment).workload();
    var live = gateway.read(workload);
    var template = live.map(found -> found.spec().path("template"));
    model.addAttribute("rollout", live.map(RolloutWords::of).orElse(List.of()));
    model.addAttribute(
        "budgets",
        template.flatMap(pods -> gateway.disruptionBudgets(workload, pods)).orElse(null));
    model.addAttribute(
        "names", template.map(ConfigurationNames::in).orElse(ConfigurationNames.NONE));
    model.addAttribute("quotas", gateway.quotas(workload.cluster(), workload.namespace()));
    return "home/cell-parts :: configuration";
  }

  private boolean mayPlace(ServiceView service, EnvironmentView stage, Actor actor) {
    return access.permits(
        actor, Permission.SERVICE_EDIT, Scope.of(service.team(), stage.environmentClass()));
  }
}
