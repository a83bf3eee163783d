package dev.slipway.deployments.web;

import dev.slipway.clusters.Placements;
import dev.slipway.deployments.Deployments;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.plans.spi.EarlierImages;
import dev.slipway.plans.spi.ImagePresence;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/// Says on the page of a former deployment whether its image is still in the registry, read after
/// the page is there.
@Controller
class KeptImageController {

  private final Deployments deployments;
  private final Placements placements;
  private final EarlierImages images;

  KeptImageController(Deployments deployments, Placements placements, EarlierImages images) {
    this.deployments = deployments;
    this.placements = placements;
    this.images = images;
  }

  @InitBinder("id")
  void ids(WebDataBinder binder) {
    binder.registerCustomEditor(UUID.class, new DeploymentIds());
  }

  @GetMapping("/deployments/{id}/image")
  @Requires(Permission.VIEW)
  ModelAndView image(@PathVariable UUID id) {
    var summary = deployments.byId(id).summary();
    var presence =
        placements
            .byId(summary.placement())
            .map(placement -> images.of(placement, List.of(id)).get(id))
            .orElse(null);
    return new ModelAndView(
        "deployments/image :: image",
        "image",
        presence == null ? ImagePresence.notKnown("its template is not kept") : presence);
  }
}
