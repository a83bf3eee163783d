package dev.slipway.health.web;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.Clusters;
import dev.slipway.health.ResourceBoard;
import dev.slipway.health.ResourceReading;
import dev.slipway.health.Resources;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.HtmxRequests;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/// What stands around workloads: all of it, what one service needs, and what a cluster is short of.
@Controller
class ResourceController {

  private static final int ROWS = 100;
  private static final int WORST = 8;

  private final Resources resources;
  private final Services services;
  private final Environments environments;
  private final Clusters clusters;
  private final Clock clock;

  ResourceController(
      Resources resources,
      Services services,
      Environments environments,
      Clusters clusters,
      Clock clock) {
    this.resources = resources;
    this.services = services;
    this.environments = environments;
    this.clusters = clusters;
    this.clock = clock;
  }

  @GetMapping(ResourceFilter.PATH)
  @Requires(Permission.VIEW)
  ModelAndView all(@ModelAttribute ResourceFilter filter, HttpServletRequest request) {
    return new ModelAndView(
        HtmxRequests.wantsFragment(request) ? "health/resources :: list" : "health/resources",
        "page",
        page(filter));
  }

  @GetMapping("/services/{service}/env/{environment}/resources/panel")
  @Requires(Permission.VIEW)
  ModelAndView here(@PathVariable String service, @PathVariable String environment) {
    var of = services.require(service).slug();
    var at = environments.require(environment).slug();
    var board = resources.board();
    var filter = new ResourceFilter(null, null, null, of, at, null, null);
    var readings = board.readings().stream().filter(filter::fits).toList();
    var asked = readings.stream().map(ResourceReading::cluster).collect(Collectors.toSet());
    return part(
        filter,
        readings,
        readings,
        board.tellers().stream().filter(one -> asked.contains(one.slug())).toList());
  }

  /// What is short or broken in a cluster.
  @GetMapping("/clusters/{slug}/resources/panel")
  @Requires(Permission.VIEW)
  ModelAndView ofCluster(@PathVariable String slug) {
    var of = clusters.require(slug).slug();
    var board = resources.board();
    var filter = new ResourceFilter(null, of, null, null, null, null, null);
    var readings = board.readings().stream().filter(filter::fits).toList();
    return part(
        filter,
        readings,
        readings.stream().limit(WORST).toList(),
        board.tellers().stream().filter(one -> one.slug().equals(of)).toList());
  }

  private ModelAndView part(
      ResourceFilter filter,
      List<ResourceReading> fitting,
      List<ResourceReading> shown,
      List<ResourceBoard.Teller> tellers) {
    return new ModelAndView(
        "health/resource-lines :: panel",
        "page",
        new ResourcesPage(filter, fitting, shown, fitting.size(), null, tellers, clock.instant()));
  }

  private ResourcesPage page(ResourceFilter filter) {
    var board = resources.board();
    var fitting = board.readings().stream().filter(filter::fits).toList();
    var asked = filter.asked();
    var inLevel = fitting.stream().filter(one -> asked == null || one.level() == asked).toList();
    var shown = Page.of(inLevel, ResourceReading::key, filter.cursor(), ROWS);
    return new ResourcesPage(
        filter,
        fitting,
        shown.items(),
        inLevel.size(),
        shown.next(),
        board.tellers(),
        clock.instant());
  }
}
