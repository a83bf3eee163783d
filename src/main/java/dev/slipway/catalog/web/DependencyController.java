package dev.slipway.catalog.web;

import dev.slipway.catalog.InvalidEntry;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.kernel.Subject;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Says what a service needs.
@Controller
class DependencyController {

  private static final String VIEW = "catalog/dependencies";
  private static final int OFFERED = 200;

  private final Services services;
  private final Access access;

  DependencyController(Services services, Access access) {
    this.services = services;
    this.access = access;
  }

  @GetMapping("/services/{slug}/dependencies")
  @Requires(Permission.SERVICE_EDIT)
  ModelAndView form(@PathVariable String slug, Actor actor) {
    var service = services.require(slug);
    var subject = Subject.of("service", service.slug(), service.name()).in(service.slug(), null);
    access.require(actor, Permission.SERVICE_EDIT, Scope.of(service.team()), subject);
    return Entry.form(VIEW, page(service, "", Map.of()));
  }

  @PostMapping("/services/{slug}/dependencies")
  @Requires(Permission.SERVICE_EDIT)
  ModelAndView add(
      @PathVariable String slug, @RequestParam(defaultValue = "") String on, Actor actor) {
    var service = services.require(slug);
    return Entry.sent(
        () -> {
          var other =
              services
                  .bySlug(on.strip())
                  .orElseThrow(() ->
                      InvalidEntry.of(
                          "on", "There is no service \"" + on + "\". Choose one from the list."));
          services.dependOn(service.id(), other.id(), actor);
          return "/services/" + slug + "/dependencies";
        },
        VIEW,
        errors -> page(service, on, errors));
  }

  @PostMapping("/services/{slug}/dependencies/{other}/remove")
  @Requires(Permission.SERVICE_EDIT)
  String remove(@PathVariable String slug, @PathVariable String other, Actor actor) {
    var service = services.require(slug);
    var rest =
        services.dependenciesOf(service.id()).stream()
            .map(ServiceView::slug)
            .filter(known -> !known.equals(other))
            .collect(Collectors.toSet());
    services.dependOnlyOn(service.id(), rest, actor);
    return "redirect:/services/" + slug + "/dependencies";
  }

  private DependenciesPage page(ServiceView service, String typed, Map<String, String> errors) {
    var known = services.dependenciesOf(service.id());
    var offered =
        services.all().stream()
            .filter(other -> !other.equals(service) && !known.contains(other))
            .sorted(Comparator.comparing(other -> !other.system().equals(service.system())))
            .limit(OFFERED)
            .toList();
    return new DependenciesPage(service, known, offered, typed, errors);
  }
}
