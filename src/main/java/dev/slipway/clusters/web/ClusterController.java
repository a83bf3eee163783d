package dev.slipway.clusters.web;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.web.ClustersPage.Line;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import dev.slipway.runtime.Mode;
import dev.slipway.shell.HtmxRequests;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// Clusters: what is known of them.
@Controller
class ClusterController {

  private final Clusters clusters;
  private final LiveWorkloads live;
  private final Placements placements;
  private final Services services;
  private final Environments environments;
  private final Access access;
  private final Mode mode;
  private final Clock clock;

  ClusterController(
      Clusters clusters,
      LiveWorkloads live,
      Placements placements,
      Services services,
      Environments environments,
      Access access,
      Mode mode,
      Clock clock) {
    this.clusters = clusters;
    this.live = live;
    this.placements = placements;
    this.services = services;
    this.environments = environments;
    this.access = access;
    this.mode = mode;
    this.clock = clock;
  }

  @GetMapping("/clusters")
  @Requires(Permission.VIEW)
  String list(Actor actor, HttpServletRequest request, Model model) {
    var placed = placements.all();
    var lines =
        clusters.all().stream()
            .map(cluster ->
                new Line(
                    cluster,
                    same(cluster),
                    live.all(cluster.id()).size(),
                    (int) placed.stream().filter(each -> on(each, cluster)).count(),
                    CredentialLine.of(cluster, clock.instant())))
            .toList();
    model.addAttribute("page", new ClustersPage(lines, whyNot(actor), clusters.waiting()));
    return HtmxRequests.wantsFragment(request) ? "clusters/clusters :: list" : "clusters/clusters";
  }

  @GetMapping("/clusters/{slug}")
  @Requires(Permission.VIEW)
  String one(@PathVariable String slug, Actor actor, HttpServletRequest request, Model model) {
    var cluster = clusters.require(slug);
    var placed =
        placements.all().stream()
            .filter(each -> on(each, cluster))
            .map(this::placed)
            .sorted(Comparator.comparing(ClusterPage.Placed::service))
            .toList();
    model.addAttribute(
        "page",
        new ClusterPage(
            cluster,
            same(cluster),
            live.all(cluster.id()).size(),
            placed,
            CredentialLine.of(cluster, clock.instant()),
            clusters.rights(cluster.id()).map(RightsTable::of).orElse(null),
            whyNot(actor) == null,
            clusters.waiting(cluster)));
    return HtmxRequests.wantsFragment(request) ? "clusters/cluster :: state" : "clusters/cluster";
  }

  private String same(ClusterView cluster) {
    return clusters.sameServer(cluster.id()).stream()
        .map(ClusterView::slug)
        .collect(Collectors.joining(", "));
  }

  private static boolean on(Placement placement, ClusterView cluster) {
    return placement.workload().cluster().equals(cluster.id());
  }

  private ClusterPage.Placed placed(Placement placement) {
    return new ClusterPage.Placed(
        services.byId(placement.service()).map(each -> each.slug()).orElse("?"),
        environments.byId(placement.environment()).map(each -> each.slug()).orElse("?"),
        environments.byId(placement.environment()).map(each -> each.name()).orElse("?"),
        placement.workload().toString(),
        placement.container());
  }

  private @Nullable String whyNot(Actor actor) {
    if (mode == Mode.SANDBOX) {
      return "The sandbox has its own clusters. Start with --slipway.mode=production to add a real one.";
    }
    if (access.permits(actor, Permission.CLUSTER_MANAGE, Scope.PORTAL)) {
      return null;
    }
    var who = access.whoMay(Permission.CLUSTER_MANAGE, Scope.PORTAL);
    return who.isEmpty()
        ? "Nobody has the right to add a cluster yet."
        : "Ask "
            + String.join(" or ", List.copyOf(who.stream().map(each -> each.name()).toList()))
            + " to add a cluster.";
  }
}
