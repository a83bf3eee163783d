package dev.slipway.slo.web;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.HtmxRequests;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Objectives: all of them, one, and those of a service.
@Controller
class ObjectiveController {

  private final ObjectivePages pages;

  ObjectiveController(ObjectivePages pages) {
    this.pages = pages;
  }

  @GetMapping("/slo")
  @Requires(Permission.VIEW)
  ModelAndView all(
      @ModelAttribute ObjectiveFilter filter, Actor actor, HttpServletRequest request) {
    return new ModelAndView(
        HtmxRequests.wantsFragment(request) ? "slo/objectives :: list" : "slo/objectives",
        "page",
        pages.list(filter, actor));
  }

  /// One objective.
  ///
  /// @param view `burn-down` for what was left since the window began, else the rolling window
  @GetMapping("/slo/{id}")
  @Requires(Permission.VIEW)
  ModelAndView one(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String view,
      Actor actor,
      HttpServletRequest request) {
    return new ModelAndView(
        HtmxRequests.wantsFragment(request) ? "slo/objective :: live" : "slo/objective",
        "page",
        pages.one(id, view, null, actor));
  }

  @GetMapping("/slo/{id}/months")
  @Requires(Permission.VIEW)
  ModelAndView months(@PathVariable UUID id) {
    return new ModelAndView("slo/months :: months", "page", pages.months(id));
  }

  @GetMapping("/services/{service}/slo/panel")
  @Requires(Permission.VIEW)
  ModelAndView ofService(@PathVariable String service, Actor actor) {
    return new ModelAndView("slo/panel :: rows", "page", pages.panel(service, "", actor));
  }

  @GetMapping("/services/{service}/env/{environment}/slo/panel")
  @Requires(Permission.VIEW)
  ModelAndView ofPlace(
      @PathVariable String service, @PathVariable String environment, Actor actor) {
    return new ModelAndView("slo/panel :: rows", "page", pages.panel(service, environment, actor));
  }
}
