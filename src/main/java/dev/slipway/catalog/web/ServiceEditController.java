package dev.slipway.catalog.web;

import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.kernel.Subject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Registers and edits services. Whose service it is decides the facade.
@Controller
class ServiceEditController {

  private static final String VIEW = "catalog/service-form";
  private static final int LONGEST_NAME = 80;
  private static final String NO_SLUG_YET = "Empty: taken from the name.";

  private final Services services;
  private final Systems systems;
  private final Teams teams;
  private final Access access;

  ServiceEditController(Services services, Systems systems, Teams teams, Access access) {
    this.services = services;
    this.systems = systems;
    this.teams = teams;
    this.access = access;
  }

  @GetMapping("/services/new")
  @Requires(Permission.VIEW)
  ModelAndView form(
      @RequestParam(defaultValue = "") String system,
      @RequestParam(defaultValue = "") String team,
      Actor actor) {
    var owners = teamsOf(actor);
    if (owners.isEmpty()) {
      access.requireInOne(
          actor,
          Permission.SERVICE_EDIT,
          Stream.concat(
                  Stream.of(Scope.PORTAL), teams.all().stream().map(each -> Scope.of(each.id())))
              .toList(),
          Subject.of("page", "/services/new", "Register a service"));
    }
    return Entry.form(VIEW, newPage(ServiceForm.empty(system, team), Map.of(), actor));
  }

  /// What the slug of a new service would be, while its name is typed.
  @GetMapping("/services/new/slug")
  @Requires(Permission.VIEW)
  ModelAndView slug(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String system) {
    var unnamed = name.isBlank() || name.length() > LONGEST_NAME;
    var words = unnamed ? NO_SLUG_YET : services.proposeSlug(name, system).words();
    return new ModelAndView("catalog/service-form :: proposal", "words", words);
  }

  @PostMapping("/services")
  @Requires(Permission.VIEW)
  ModelAndView register(@ModelAttribute ServiceForm form, Actor actor) {
    return Entry.sent(
        () -> "/services/" + services.register(form.register(), actor).slug(),
        VIEW,
        errors -> newPage(form, errors, actor));
  }

  @GetMapping("/services/{slug}/edit")
  @Requires(Permission.SERVICE_EDIT)
  ModelAndView form(@PathVariable String slug, Actor actor) {
    var service = services.require(slug);
    requireEdit(service, actor);
    return Entry.form(VIEW, editPage(service, ServiceForm.of(service), Map.of(), actor));
  }

  @PostMapping("/services/{slug}")
  @Requires(Permission.SERVICE_EDIT)
  ModelAndView edit(@PathVariable String slug, @ModelAttribute ServiceForm form, Actor actor) {
    var service = services.require(slug);
    return Entry.sent(
        () -> "/services/" + services.edit(form.edit(service.id()), actor).slug(),
        VIEW,
        errors -> editPage(service, form, errors, actor));
  }

  private ServiceFormPage newPage(ServiceForm form, Map<String, String> errors, Actor actor) {
    return new ServiceFormPage(
        "Register a service",
        "/services",
        false,
        form,
        Entry.choices("Choose a system", systemNames()),
        Entry.choices("Choose a team", teamsOf(actor)),
        errors);
  }

  private ServiceFormPage editPage(
      ServiceView service, ServiceForm form, Map<String, String> errors, Actor actor) {
    var owners = teamsOf(actor);
    owners.putIfAbsent(service.teamSlug(), service.teamName());
    return new ServiceFormPage(
        "Edit " + service.name(),
        "/services/" + service.slug(),
        true,
        form,
        systemNames(),
        owners,
        errors);
  }

  private void requireEdit(ServiceView service, Actor actor) {
    var subject = Subject.of("service", service.slug(), service.name()).in(service.slug(), null);
    access.require(actor, Permission.SERVICE_EDIT, Scope.of(service.team()), subject);
  }

  private Map<String, String> systemNames() {
    Map<String, String> names = new LinkedHashMap<>();
    systems.all().forEach(system -> names.put(system.slug(), system.name()));
    return names;
  }

  /// Teams whose services the actor may edit.
  private Map<String, String> teamsOf(Actor actor) {
    var all = access.permits(actor, Permission.CATALOG_MANAGE, Scope.PORTAL);
    Map<String, String> names = new LinkedHashMap<>();
    teams.all().stream()
        .filter(team -> all || access.permits(actor, Permission.SERVICE_EDIT, Scope.of(team.id())))
        .forEach(team -> names.put(team.slug(), team.name()));
    return names;
  }
}
