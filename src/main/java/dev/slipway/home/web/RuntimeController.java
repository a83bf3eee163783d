package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Surroundings;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Everything in the cluster that decides how a service runs in one environment, alone or beside
/// another one.
@Controller
@RequestMapping("/services/{service}/env/{environment}/runtime")
class RuntimeController {

  private final CellReader cells;
  private final RuntimeStages stages;
  private final Surroundings.Reader surroundings;

  RuntimeController(CellReader cells, RuntimeStages stages, Surroundings.Reader surroundings) {
    this.cells = cells;
    this.stages = stages;
    this.surroundings = surroundings;
  }

  @GetMapping
  @Requires(Permission.VIEW)
  String runtime(
      @PathVariable String service,
      @PathVariable String environment,
      @RequestParam(defaultValue = "") String with,
      Model model) {
    var found = cells.service(service);
    model.addAttribute(
        "page",
        new RuntimePage(
            found,
            cells.environment(environment),
            cells.placed(service, environment),
            stages.others(found, environment),
            with));
    return "home/runtime";
  }

  /// Read from the cluster; laid beside the other environment where one is named.
  @GetMapping("/facts")
  @Requires(Permission.VIEW)
  String facts(
      @PathVariable String service,
      @PathVariable String environment,
      @RequestParam(defaultValue = "") String with,
      Model model) {
    var here = around(cells.placed(service, environment));
    var stage = cells.environment(environment);
    model.addAttribute(
        "facts",
        with.isEmpty()
            ? RuntimeFacts.alone(stage, here)
            : beside(stage, here, service, cells.environment(with)));
    return "home/runtime-facts :: facts";
  }

  private RuntimeFacts beside(
      EnvironmentView stage, Surroundings here, String service, EnvironmentView other) {
    try {
      var there = around(cells.placed(service, other.slug()));
      return RuntimeFacts.beside(stage, here, other, there);
    } catch (DomainFailure failure) {
      return RuntimeFacts.without(stage, here, other, failure.detail());
    }
  }

  private Surroundings around(Placement placement) {
    return surroundings
        .around(placement.workload())
        .orElseThrow(() ->
            new DomainFailure(
                ProblemType.NOT_FOUND,
                "The cluster has no %s. It was deleted or renamed, or comes later."
                    .formatted(placement.workload())));
  }
}
