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
import dev.slipway.plans.spi.EarlierImages;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Says in the form for a rollback which of its targets' images are gone, read after the form is
/// there, because a registry may be slow.
@Controller
class EarlierImagesController {

  private final EarlierImages images;
  private final Services services;
  private final Environments environments;
  private final Placements placements;
  private final Candidates candidates;
  private final Access access;

  EarlierImagesController(
      EarlierImages images,
      Services services,
      Environments environments,
      Placements placements,
      Candidates candidates,
      Access access) {
    this.images = images;
    this.services = services;
    this.environments = environments;
    this.placements = placements;
    this.candidates = candidates;
    this.access = access;
  }

  @GetMapping("/plans/new/images")
  @Requires(Permission.CHANGE_PLAN)
  ModelAndView images(@RequestParam String service, @RequestParam String environment, Actor actor) {
    var known = services.bySlug(service).orElse(null);
    var stage = environments.bySlug(environment).orElse(null);
    var kept = known == null || stage == null ? KeptVersions.NONE : read(known, stage, actor);
    return new ModelAndView("plans/kept :: kept", "kept", kept);
  }

  private KeptVersions read(ServiceView service, EnvironmentView stage, Actor actor) {
    access.require(
        actor,
        Permission.CHANGE_PLAN,
        Scope.of(service.team(), stage.environmentClass()),
        Subject.of("service", service.slug(), service.name()).in(service.slug(), stage.slug()));
    return placements
        .at(service.id(), stage.id())
        .map(placement -> {
          var back = candidates.back(placement, null);
          return KeptVersions.of(back, images.of(placement, back.deployments()));
        })
        .orElse(KeptVersions.NONE);
  }
}
