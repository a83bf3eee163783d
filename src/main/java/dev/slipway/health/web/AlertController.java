package dev.slipway.health.web;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.health.AlertBoard;
import dev.slipway.health.AlertLine;
import dev.slipway.health.Statuses;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.HtmxRequests;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Predicate;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/// Alerts: all of them, and those of a service.
@Controller
class AlertController {

  private final Statuses statuses;
  private final Services services;
  private final Environments environments;

  AlertController(Statuses statuses, Services services, Environments environments) {
    this.statuses = statuses;
    this.services = services;
    this.environments = environments;
  }

  @GetMapping("/alerts")
  @Requires(Permission.VIEW)
  ModelAndView all(@ModelAttribute AlertFilter filter, HttpServletRequest request) {
    return new ModelAndView(
        HtmxRequests.wantsFragment(request) ? "health/alerts :: list" : "health/alerts",
        "page",
        new AlertsPage(statuses.alerts(), filter, true));
  }

  @GetMapping("/services/{service}/alerts/panel")
  @Requires(Permission.VIEW)
  ModelAndView ofService(@PathVariable String service) {
    var slug = services.require(service).slug();
    return part(at -> at.service().equals(slug));
  }

  @GetMapping("/services/{service}/env/{environment}/alerts/panel")
  @Requires(Permission.VIEW)
  ModelAndView here(@PathVariable String service, @PathVariable String environment) {
    var place =
        new AlertLine.At(
            services.require(service).slug(), environments.require(environment).slug());
    return part(place::equals);
  }

  private ModelAndView part(Predicate<AlertLine.At> about) {
    var board = statuses.alerts();
    var lines =
        board.lines().stream().filter(line -> line.places().stream().anyMatch(about)).toList();
    var blind =
        board.blind().stream().filter(rule -> rule.places().stream().anyMatch(about)).toList();
    return new ModelAndView(
        "health/alert-lines :: panel",
        "page",
        new AlertsPage(
            new AlertBoard(lines, blind, board.sources()),
            new AlertFilter(null, null, null),
            false));
  }
}
