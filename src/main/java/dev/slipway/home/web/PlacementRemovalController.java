package dev.slipway.home.web;

import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.spi.PlacementHeld;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.shell.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Takes a service off the portal in an environment, after a page that asks whether it is meant.
@Controller
class PlacementRemovalController {

  private static final String VIEW = "home/placement-remove";

  private final Placements placements;
  private final Clusters clusters;
  private final EditablePlacements editable;
  private final Refusals refusals;

  PlacementRemovalController(
      Placements placements, Clusters clusters, EditablePlacements editable, Refusals refusals) {
    this.placements = placements;
    this.clusters = clusters;
    this.editable = editable;
    this.refusals = refusals;
  }

  @GetMapping("/placements/{id}/remove")
  @Requires(Permission.SERVICE_EDIT)
  ModelAndView ask(@PathVariable UUID id, Actor actor) {
    return new ModelAndView(VIEW, "page", page(editable.require(id, actor), "", null, null));
  }

  @PostMapping("/placements/{id}/remove")
  @Requires(Permission.SERVICE_EDIT)
  ModelAndView remove(
      @PathVariable UUID id,
      @RequestParam(defaultValue = "") String reason,
      Actor actor,
      HttpServletRequest request) {
    var placement = editable.require(id, actor);
    var page = page(placement, reason, null, null);
    try {
      placements.remove(placement.id(), reason, actor);
      return new ModelAndView("redirect:" + page.cellHref());
    } catch (PlacementHeld held) {
      refusals.announce(held, actor, request);
      return again(page(placement, reason, null, held), 409);
    } catch (DomainFailure refused) {
      if (refused.problem().status() != 422) {
        throw refused;
      }
      return again(page(placement, reason, refused.detail(), null), 422);
    }
  }

  private PlacementRemovalPage page(
      Placement placement, String reason, @Nullable String error, @Nullable PlacementHeld held) {
    return new PlacementRemovalPage(
        editable.service(placement),
        editable.environment(placement),
        placement,
        clusters.byId(placement.workload().cluster()).map(each -> each.slug()).orElse("unknown"),
        reason,
        error,
        held);
  }

  private static ModelAndView again(PlacementRemovalPage page, int status) {
    var again = new ModelAndView(VIEW, "page", page);
    again.setStatus(HttpStatusCode.valueOf(status));
    return again;
  }
}
