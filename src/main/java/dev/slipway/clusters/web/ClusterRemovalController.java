package dev.slipway.clusters.web;

import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.Placements;
import dev.slipway.identity.spi.AnotherAdministrator;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Plural;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import dev.slipway.runtime.Mode;
import dev.slipway.shell.Refusals;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// Removes a cluster from the portal, after a page that asks whether it is meant.
@Controller
class ClusterRemovalController {

  private static final String VIEW = "clusters/cluster-remove";

  private final Clusters clusters;
  private final Placements placements;
  private final Mode mode;
  private final Refusals refusals;
  private final AnotherAdministrator second;

  ClusterRemovalController(
      Clusters clusters,
      Placements placements,
      Mode mode,
      Refusals refusals,
      AnotherAdministrator second) {
    this.second = second;
    this.clusters = clusters;
    this.placements = placements;
    this.mode = mode;
    this.refusals = refusals;
  }

  @GetMapping("/clusters/{slug}/remove")
  @Requires(Permission.CLUSTER_MANAGE)
  ModelAndView ask(@PathVariable String slug, Actor actor) {
    return new ModelAndView(VIEW, "page", page(clusters.require(slug), "", actor, null));
  }

  @PostMapping("/clusters/{slug}/remove")
  @Requires(Permission.CLUSTER_MANAGE)
  ModelAndView remove(
      @PathVariable String slug,
      @RequestParam(defaultValue = "") String reason,
      Actor actor,
      HttpServletRequest request) {
    var cluster = clusters.require(slug);
    try {
      var waits = clusters.remove(cluster.id(), reason, actor);
      return new ModelAndView("redirect:" + waits.map(WaitingAct::link).orElse("/clusters"));
    } catch (DomainFailure refused) {
      if (refused.problem() != ProblemType.INVALID_INPUT
          && refused.problem() != ProblemType.CONFLICT) {
        throw refused;
      }
      refusals.announce(refused, actor, request);
      var again = new ModelAndView(VIEW, "page", page(cluster, reason, actor, refused.detail()));
      again.setStatus(HttpStatusCode.valueOf(refused.problem().status()));
      return again;
    }
  }

  private ClusterRemovalPage page(
      ClusterView cluster, String reason, Actor actor, @Nullable String error) {
    var whyNot = whyNot(cluster);
    return new ClusterRemovalPage(
        cluster, reason, whyNot, whyNot.isEmpty() ? second.foretold(actor) : "", error);
  }

  private String whyNot(ClusterView cluster) {
    if (mode == Mode.SANDBOX) {
      return "The sandbox keeps its simulated clusters. A portal in production mode removes real ones here.";
    }
    if (cluster.configured()) {
      return "The portal's configuration names it. Take it out there, under slipway.clusters.";
    }
    var placed =
        (int)
            placements.all().stream()
                .filter(each -> each.workload().cluster().equals(cluster.id()))
                .count();
    return placed == 0
        ? ""
        : Plural.of(placed, "service is placed", "services are placed")
            + " on it. Take each of them off Slipway first.";
  }
}
