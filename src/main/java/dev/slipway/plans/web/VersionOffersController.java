package dev.slipway.plans.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.Placements;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.kernel.Subject;
import dev.slipway.plans.spi.KnownVersions;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Offers versions in the form for a change, read after the form is there, because a registry may
/// be slow. Only the repository of what runs is asked, never one that somebody typed.
@Controller
class VersionOffersController {

  private final KnownVersions versions;
  private final Services services;
  private final Environments environments;
  private final Placements placements;
  private final Candidates candidates;
  private final Access access;

  VersionOffersController(
      KnownVersions versions,
      Services services,
      Environments environments,
      Placements placements,
      Candidates candidates,
      Access access) {
    this.versions = versions;
    this.services = services;
    this.environments = environments;
    this.placements = placements;
    this.candidates = candidates;
    this.access = access;
  }

  @GetMapping("/plans/new/versions")
  @Requires(Permission.CHANGE_PLAN)
  ModelAndView offer(@RequestParam String service, @RequestParam String environment, Actor actor) {
    var known = services.bySlug(service).orElse(null);
    var stage = environments.bySlug(environment).orElse(null);
    var offer = known == null || stage == null ? null : offer(known, stage, actor);
    return new ModelAndView(
        "plans/versions :: offers", "offers", new VersionOffers(offer, service, environment));
  }

  private KnownVersions.@Nullable Offer offer(
      ServiceView service, EnvironmentView stage, Actor actor) {
    access.require(
        actor,
        Permission.CHANGE_PLAN,
        Scope.of(service.team(), stage.environmentClass()),
        Subject.of("service", service.slug(), service.name()).in(service.slug(), stage.slug()));
    return placements
        .at(service.id(), stage.id())
        .flatMap(placement ->
            candidates.image(placement).map(running -> versions.of(placement, running)))
        .orElse(null);
  }
}
