package dev.slipway.plans.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.kernel.Subject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.JsonNode;

/// Requests and limits of now, for the form of a change of them: read from the cluster after the
/// form is there.
@Controller
class SizesNowController {

  private final ClusterGateway gateway;
  private final Services services;
  private final Environments environments;
  private final Placements placements;
  private final Access access;

  SizesNowController(
      ClusterGateway gateway,
      Services services,
      Environments environments,
      Placements placements,
      Access access) {
    this.gateway = gateway;
    this.services = services;
    this.environments = environments;
    this.placements = placements;
    this.access = access;
  }

  @GetMapping("/plans/new/sizes")
  @Requires(Permission.CHANGE_PLAN)
  ModelAndView sizes(@RequestParam String service, @RequestParam String environment, Actor actor) {
    var known = services.bySlug(service).orElse(null);
    var stage = environments.bySlug(environment).orElse(null);
    Map<String, String> sizes =
        known == null || stage == null ? Map.of() : read(known, stage, actor);
    return new ModelAndView("plans/sizes :: sizes", "sizes", sizes);
  }

  private Map<String, String> read(ServiceView service, EnvironmentView stage, Actor actor) {
    access.require(
        actor,
        Permission.CHANGE_PLAN,
        Scope.of(service.team(), stage.environmentClass()),
        Subject.of("service", service.slug(), service.name()).in(service.slug(), stage.slug()));
    return placements
        .at(service.id(), stage.id())
        .flatMap(this::live)
        .map(SizesNowController::sizes)
        .orElse(Map.of());
  }

  private Optional<LiveObject> live(Placement placement) {
    try {
      return gateway.read(placement.workload());
    } catch (ClusterUnreachable _) {
      return Optional.empty();
    }
  }

  private static Map<String, String> sizes(LiveObject live) {
    Map<String, String> sizes = new LinkedHashMap<>();
    var pod = live.spec().path("template").path("spec");
    for (var list : List.of("containers", "initContainers")) {
      for (var container : pod.path(list)) {
        var name = container.path("name").asString("");
        var resources = container.path("resources");
        sizes.put(
            list.equals("containers") ? name : name + " (init)",
            "requests %s; limits %s"
                .formatted(words(resources.path("requests")), words(resources.path("limits"))));
      }
    }
    return sizes;
  }

  private static String words(JsonNode amounts) {
    var cpu = amounts.path("cpu").asString("none");
    var memory = amounts.path("memory").asString("none");
    return "cpu " + cpu + ", memory " + memory;
  }
}
