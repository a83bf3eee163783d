package dev.slipway.catalog.web;

import dev.slipway.catalog.EditSystem;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.ServiceSearch;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// One system, and the form that registers or edits it.
@Controller
class SystemController {

  private static final String FORM = "catalog/system-form";
  private static final int ROWS = 200;

  private final Systems systems;
  private final Services services;
  private final Access access;

  SystemController(Systems systems, Services services, Access access) {
    this.systems = systems;
    this.services = services;
    this.access = access;
  }

  @GetMapping("/systems/{slug}")
  @Requires(Permission.VIEW)
  ModelAndView system(
      @PathVariable String slug,
      @RequestParam(required = false) @Nullable String cursor,
      Actor actor) {
    var system = systems.require(slug);
    var search = new ServiceSearch("", slug, "", cursor, ROWS);
    return Entry.form(
        "catalog/system",
        new SystemPage(
            system,
            services.search(search),
            services.count(search),
            access.permits(actor, Permission.CATALOG_MANAGE, Scope.PORTAL),
            access.permitsSomewhere(actor, Permission.SERVICE_EDIT)));
  }

  @GetMapping("/systems/new")
  @Requires(Permission.CATALOG_MANAGE)
  ModelAndView form() {
    return Entry.form(FORM, EntryFormPage.newSystem("", "", "", Map.of()));
  }

  @PostMapping("/systems")
  @Requires(Permission.CATALOG_MANAGE)
  ModelAndView register(
      @RequestParam(defaultValue = "") String slug,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String description,
      Actor actor) {
    var command = new RegisterSystem(slug, name, description);
    return Entry.sent(
        () -> "/systems/" + systems.register(command, actor).slug(),
        FORM,
        errors -> EntryFormPage.newSystem(slug, name, description, errors));
  }

  @GetMapping("/systems/{slug}/edit")
  @Requires(Permission.CATALOG_MANAGE)
  ModelAndView form(@PathVariable String slug) {
    var system = systems.require(slug);
    return Entry.form(
        FORM, EntryFormPage.system(system, system.name(), system.description(), Map.of()));
  }

  @PostMapping("/systems/{slug}")
  @Requires(Permission.CATALOG_MANAGE)
  ModelAndView edit(
      @PathVariable String slug,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String description,
      Actor actor) {
    var system = systems.require(slug);
    return Entry.sent(
        () ->
            "/systems/"
                + systems.edit(new EditSystem(system.id(), name, description), actor).slug(),
        FORM,
        errors -> EntryFormPage.system(system, name, description, errors));
  }
}
