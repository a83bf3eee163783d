package dev.slipway.policies.web;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.Placements;
import dev.slipway.identity.Access;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.policies.Locks;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

@Controller
class LockController {

  private final Locks locks;
  private final Placements placements;
  private final Services services;
  private final Environments environments;
  private final Access access;

  LockController(
      Locks locks,
      Placements placements,
      Services services,
      Environments environments,
      Access access) {
    this.locks = locks;
    this.placements = placements;
    this.services = services;
    this.environments = environments;
    this.access = access;
  }

  @GetMapping("/services/{service}/env/{environment}/lock/panel")
  @Requires(Permission.VIEW)
  ModelAndView panel(@PathVariable String service, @PathVariable String environment, Actor actor) {
    var owned = services.require(service);
    var stage = environments.require(environment);
    var placement = placements.at(owned.id(), stage.id());
    if (placement.isEmpty()) {
      return new ModelAndView("policies/panels :: nowhere");
    }
    var id = placement.get().id().value();
    var scope = Scope.of(owned.team(), stage.environmentClass());
    var who =
        access.whoMay(Permission.LOCK_EDIT, scope).stream()
            .map(PersonSummary::name)
            .collect(Collectors.joining(", "));
    var panel =
        new LockPanel(
            id.toString(),
            locks.on(id).orElse(null),
            locks.history(id).stream().filter(lock -> lock.releasedAt() != null).limit(3).toList(),
            access.permits(actor, Permission.LOCK_EDIT, scope)
                ? ""
                : "Locks are set and released by " + (who.isEmpty() ? "nobody now." : who + "."),
            "/services/" + service + "/env/" + environment);
    return new ModelAndView("policies/panels :: lock", Map.of("page", panel));
  }

  @PostMapping("/placements/{placement}/lock")
  @Requires(Permission.LOCK_EDIT)
  String set(@PathVariable UUID placement, @RequestParam String reason, Actor actor) {
    locks.set(placement, reason, actor);
    return "redirect:" + page(placement);
  }

  @PostMapping("/placements/{placement}/lock/release")
  @Requires(Permission.LOCK_EDIT)
  String release(@PathVariable UUID placement, @RequestParam String reason, Actor actor) {
    locks.release(placement, reason, actor);
    return "redirect:" + page(placement);
  }

  /// The page of the cell, worked out here: a form never says where to go.
  private String page(UUID placement) {
    return placements
        .byId(new dev.slipway.clusters.PlacementId(placement))
        .flatMap(found ->
            services
                .byId(found.service())
                .flatMap(service ->
                    environments
                        .byId(found.environment())
                        .map(stage -> "/services/" + service.slug() + "/env/" + stage.slug())))
        .orElse("/");
  }
}
