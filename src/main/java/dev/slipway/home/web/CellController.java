package dev.slipway.home.web;

import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import jakarta.servlet.http.HttpServletResponse;
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

  CellController(CellReader cells, ClusterGateway gateway) {
    this.cells = cells;
    this.gateway = gateway;
  }

  @GetMapping
  @Requires(Permission.VIEW)
  String cell(
      @PathVariable String service, @PathVariable String environment, Actor actor, Model model) {
    var found = cells.service(service);
    var stage = cells.environment(environment);
    var placement = cells.placement(found, stage);
    if (placement.isEmpty()) {
      model.addAttribute("page", cells.empty(found, stage, actor));
      return "home/not-placed";
    }
    model.addAttribute("page", cells.page(found, stage, placement.get(), actor));
    return "home/cell";
  }

  /// Everything that lives in memory, for a page whose pods came or went.
  @GetMapping("/now")
  @Requires(Permission.VIEW)
  String now(
      @PathVariable String service,
      @PathVariable String environment,
      Actor actor,
      Model model,
      HttpServletResponse response) {
    var found = cells.service(service);
    var stage = cells.environment(environment);
    var placement = cells.placement(found, stage);
    if (placement.isEmpty()) {
      // Taken off while somebody looks: the whole page says something else now.
      response.setHeader("HX-Refresh", "true");
      model.addAttribute("page", cells.empty(found, stage, actor));
      return "home/not-placed :: nothing";
    }
    model.addAttribute("page", cells.page(found, stage, placement.get(), actor));
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
    model.addAttribute("missing", live.isEmpty());
    model.addAttribute("drained", workload.kind() != WorkloadKind.DAEMON_SET);
    model.addAttribute("rollout", live.map(RolloutWords::of).orElse(List.of()));
    model.addAttribute(
        "budgets",
        template.flatMap(pods -> gateway.disruptionBudgets(workload, pods)).orElse(null));
    model.addAttribute(
        "names", template.map(ConfigurationNames::in).orElse(ConfigurationNames.NONE));
    model.addAttribute("quotas", gateway.quotas(workload.cluster(), workload.namespace()));
    return "home/cell-parts :: configuration";
  }
}
