package dev.slipway.catalog.web;

import dev.slipway.catalog.DeclaredFact;
import dev.slipway.catalog.DeclaredFacts;
import dev.slipway.catalog.InvalidEntry;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.HtmxRequests;
import dev.slipway.shell.Panel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// What is declared of systems and services: a part of their pages, and a form.
@Controller
class FactsController {

  private final DeclaredFacts facts;
  private final Systems systems;
  private final Services services;
  private final Access access;

  FactsController(DeclaredFacts facts, Systems systems, Services services, Access access) {
    this.facts = facts;
    this.systems = systems;
    this.services = services;
    this.access = access;
  }

  @Bean
  static Panel systemFacts() {
    return new Panel("system", "Declared facts", 20, "/systems/{system}/facts");
  }

  @Bean
  static Panel serviceFacts() {
    return new Panel("service", "Declared facts", 60, "/services/{service}/facts");
  }

  @GetMapping("/systems/{slug}/facts")
  @Requires(Permission.VIEW)
  ModelAndView ofSystem(@PathVariable String slug, Actor actor, HttpServletRequest request) {
    var system = systems.require(slug);
    return shown(system(slug, typed(facts.of(system.id())), Map.of(), actor), request);
  }

  @GetMapping("/services/{slug}/facts")
  @Requires(Permission.VIEW)
  ModelAndView ofService(@PathVariable String slug, Actor actor, HttpServletRequest request) {
    var service = services.require(slug);
    return shown(service(slug, typed(facts.of(service.id())), Map.of(), actor), request);
  }

  @PostMapping("/systems/{slug}/facts")
  @Requires(Permission.CATALOG_MANAGE)
  ModelAndView declareOfSystem(
      @PathVariable String slug,
      @RequestParam(name = "facts", defaultValue = "") String text,
      Actor actor) {
    var system = systems.require(slug);
    try {
      facts.declare(system.id(), FactLines.read(text), actor);
      return new ModelAndView("redirect:/systems/" + system.slug() + "/facts");
    } catch (InvalidEntry refused) {
      return refused(system(slug, text, Map.copyOf(refused.faults()), actor));
    }
  }

  @PostMapping("/services/{slug}/facts")
  @Requires(Permission.SERVICE_EDIT)
  ModelAndView declareOfService(
      @PathVariable String slug,
      @RequestParam(name = "facts", defaultValue = "") String text,
      Actor actor) {
    var service = services.require(slug);
    try {
      facts.declare(service.id(), FactLines.read(text), actor);
      return new ModelAndView("redirect:/services/" + service.slug() + "/facts");
    } catch (InvalidEntry refused) {
      return refused(service(slug, text, Map.copyOf(refused.faults()), actor));
    }
  }

  private FactsPage system(String slug, String text, Map<String, String> errors, Actor actor) {
    var system = systems.require(slug);
    return new FactsPage(
        "Systems",
        system.name(),
        "/systems/" + system.slug(),
        facts.of(system.id()),
        text,
        access.permits(actor, Permission.CATALOG_MANAGE, Scope.PORTAL),
        errors);
  }

  private FactsPage service(String slug, String text, Map<String, String> errors, Actor actor) {
    var service = services.require(slug);
    return new FactsPage(
        "Services",
        service.label(),
        "/services/" + service.slug(),
        facts.of(service.id()),
        text,
        access.permits(actor, Permission.SERVICE_EDIT, Scope.of(service.team())),
        errors);
  }

  private static String typed(List<DeclaredFact> facts) {
    return facts.stream().map(DeclaredFact::words).collect(Collectors.joining("\n"));
  }

  private static ModelAndView shown(FactsPage page, HttpServletRequest request) {
    return new ModelAndView(
        HtmxRequests.wantsFragment(request) ? "catalog/facts :: list" : "catalog/facts",
        "page",
        page);
  }

  private static ModelAndView refused(FactsPage page) {
    var view = new ModelAndView("catalog/facts", "page", page);
    view.setStatus(HttpStatusCode.valueOf(ProblemType.INVALID_INPUT.status()));
    return view;
  }
}
