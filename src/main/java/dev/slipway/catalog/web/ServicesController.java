package dev.slipway.catalog.web;

import dev.slipway.catalog.ServiceSearch;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.identity.Access;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.HtmxRequests;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The list of services.
@Controller
class ServicesController {

  private static final int ROWS = 50;

  private final Services services;
  private final Systems systems;
  private final Teams teams;
  private final Access access;

  ServicesController(Services services, Systems systems, Teams teams, Access access) {
    this.services = services;
    this.systems = systems;
    this.teams = teams;
    this.access = access;
  }

  @GetMapping("/services")
  @Requires(Permission.VIEW)
  String list(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String system,
      @RequestParam(defaultValue = "") String team,
      @RequestParam(required = false) @Nullable String cursor,
      Actor actor,
      HttpServletRequest request,
      Model model) {
    var search = new ServiceSearch(q, system, team, cursor, ROWS);
    model.addAttribute(
        "page",
        new ServicesPage(
            search,
            services.search(search),
            services.count(search),
            services.all().size(),
            systems.all(),
            teams.all(),
            access.permitsSomewhere(actor, Permission.SERVICE_EDIT)
                || access.permitsSomewhere(actor, Permission.CATALOG_MANAGE),
            access.permitsSomewhere(actor, Permission.CATALOG_MANAGE)));
    return HtmxRequests.wantsFragment(request) ? "catalog/services :: list" : "catalog/services";
  }
}
