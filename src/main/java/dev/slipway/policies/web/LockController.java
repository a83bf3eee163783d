package dev.slipway.policies.web;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.Placements;
import dev.slipway.identity.Access;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.policies.Locks;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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
    return placements
        .at(services.require(service).id(), environments.require(environment).id())
        .map(found ->
            new ModelAndView("policies/panels :: lock", "page", panel(found, "", null, actor)))
        .orElseGet(() -> new ModelAndView("policies/panels :: nowhere"));
  }

  private LockPanel panel(Placement placement, String typed, @Nullable String fault, Actor actor) {
    var owned = services.byId(placement.service()).orElseThrow();
    var stage = environments.byId(placement.environment()).orElseThrow();
    var id = placement.id().value();
    var scope = Scope.of(owned.team(), stage.environmentClass());
    var who =
        access.whoMay(Permission.LOCK_EDIT, scope).stream()
            .map(PersonSummary::name)
            .collect(Collectors.joining(", "));
    return new LockPanel(
        id.toString(),
        locks.on(id).orElse(null),
        locks.history(id).stream().filter(lock -> lock.releasedAt() != null).limit(3).toList(),
        access.permits(actor, Permission.LOCK_EDIT, scope)
            ? ""
            : "Locks are set and released by " + (who.isEmpty() ? "nobody now." : who + "."),
        "/services/" + owned.slug() + "/env/" + stage.slug(),
        owned.slug() + " in " + stage.name(),
        typed,
        fault);
  }

  @PostMapping("/placements/{placement}/lock")
  @Requires(Permission.LOCK_EDIT)
  ModelAndView set(
      @PathVariable UUID placement, @RequestParam(defaultValue = "") String reason, Actor actor) {
    return changed(() -> locks.set(placement, reason, actor), placement, reason, actor);
  }

  @PostMapping("/placements/{placement}/lock/release")
  @Requires(Permission.LOCK_EDIT)
  ModelAndView release(
      @PathVariable UUID placement, @RequestParam(defaultValue = "") String reason, Actor actor) {
    return changed(() -> locks.release(placement, reason, actor), placement, reason, actor);
  }

  /// The page of the cell, worked out here: a form never says where to go. The form on a page of
  /// its own, with what was typed, where the reason does not do.
  private ModelAndView changed(Runnable change, UUID placement, String reason, Actor actor) {
    try {
      change.run();
      return new ModelAndView("redirect:" + back(placement));
    } catch (DomainFailure refused) {
      var found = placements.byId(new PlacementId(placement));
      if (refused.problem() != ProblemType.INVALID_INPUT || found.isEmpty()) {
        throw refused;
      }
      return new ModelAndView(
          "policies/lock",
          Map.of("page", panel(found.get(), reason, refused.detail(), actor)),
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
  }

  private String back(UUID placement) {
    return placements
        .byId(new PlacementId(placement))
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
