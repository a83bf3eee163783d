package dev.slipway.onboarding;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterSurvey;
import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.identity.Access;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Subject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/// What runs in a cluster and what it could be called here. Looking changes nothing.
@Service
public class Discovery {

  private final Looks looks;
  private final Clusters clusters;
  private final Placements placements;
  private final Systems systems;
  private final Environments environments;
  private final Services services;
  private final Teams teams;
  private final Access access;

  Discovery(
      Looks looks,
      Clusters clusters,
      Placements placements,
      Systems systems,
      Environments environments,
      Services services,
      Teams teams,
      Access access) {
    this.looks = looks;
    this.clusters = clusters;
    this.placements = placements;
    this.systems = systems;
    this.environments = environments;
    this.services = services;
    this.teams = teams;
    this.access = access;
  }

  /// Proposals for all that runs in the cluster, from a look of the last five minutes or a new one.
  ///
  /// @throws dev.slipway.identity.NotAllowed for who may neither register nor place a service
  /// @throws dev.slipway.clusters.ClusterUnreachable if the cluster does not answer
  public Discovered in(String cluster, Actor actor) {
    var view = allowed(cluster, actor);
    return found(view, survey(view.id()));
  }

  /// The same from a look of the last five minutes; empty without one. Asks no cluster.
  ///
  /// @throws dev.slipway.identity.NotAllowed for who may neither register nor place a service
  public Optional<Discovered> known(String cluster, Actor actor) {
    var view = allowed(cluster, actor);
    return looks.kept(view.id()).map(survey -> found(view, survey));
  }

  /// Looks anew whoever looked before.
  ///
  /// @throws dev.slipway.clusters.ClusterUnreachable if the cluster does not answer
  public void again(String cluster, Actor actor) {
    looks.again(allowed(cluster, actor).id());
  }

  private Discovered found(ClusterView view, ClusterSurvey survey) {
    return new Discovered(
        view, survey.asOf(), Proposals.of(estate(view), survey, view.slug()), survey.gaps());
  }

  /// Whether the person may look at all.
  private boolean isFor(Actor actor) {
    return access.permitsSomewhere(actor, Permission.CATALOG_MANAGE)
        || access.permitsSomewhere(actor, Permission.SERVICE_EDIT);
  }

  private ClusterView allowed(String cluster, Actor actor) {
    var view = clusters.require(cluster);
    if (!isFor(actor)) {
      access.requireSomewhere(
          actor, Permission.SERVICE_EDIT, Subject.of("cluster", view.id().value(), view.slug()));
    }
    return view;
  }

  /// Not within a transaction: it lists the cluster.
  ClusterSurvey survey(ClusterId cluster) {
    return looks.at(cluster);
  }

  private Estate estate(ClusterView cluster) {
    var names = names(cluster.id());
    var everywhere = placements.all();
    var here =
        everywhere.stream()
            .filter(placement -> names.contains(placement.workload().cluster()))
            .map(placement -> under(cluster.id(), placement))
            .toList();
    return new Estate(
        systems.all(), environments.all(), services.all(), teams.all(), here, everywhere, needs());
  }

  /// All under which this cluster is registered.
  private Set<ClusterId> names(ClusterId cluster) {
    var names = new HashSet<ClusterId>();
    names.add(cluster);
    clusters.sameServer(cluster).forEach(other -> names.add(other.id()));
    return names;
  }

  private static Placement under(ClusterId cluster, Placement placement) {
    return new Placement(
        placement.id(),
        placement.service(),
        placement.environment(),
        under(cluster, placement.workload()),
        placement.container());
  }

  private static WorkloadRef under(ClusterId cluster, WorkloadRef at) {
    return new WorkloadRef(cluster, at.namespace(), at.kind(), at.name());
  }

  private Map<ServiceId, Set<String>> needs() {
    Map<ServiceId, Set<String>> needs = new HashMap<>();
    for (var service : services.all()) {
      var on = services.dependenciesOf(service.id());
      if (!on.isEmpty()) {
        needs.put(service.id(), on.stream().map(ServiceView::slug).collect(Collectors.toSet()));
      }
    }
    return needs;
  }
}
