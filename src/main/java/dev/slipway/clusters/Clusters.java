package dev.slipway.clusters;

import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Plural;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Reason;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The API servers that the portal may use.
@Service
public class Clusters {

  private final ClusterRepository rows;
  private final ClusterConnections connections;
  private final ClusterWatch watch;
  private final Connecting connecting;
  private final RightsReviews rights;
  private final Access access;
  private final ApplicationEventPublisher events;

  Clusters(
      ClusterRepository rows,
      ClusterConnections connections,
      ClusterWatch watch,
      Connecting connecting,
      RightsReviews rights,
      Access access,
      ApplicationEventPublisher events) {
    this.rows = rows;
    this.connections = connections;
    this.watch = watch;
    this.connecting = connecting;
    this.rights = rights;
    this.access = access;
    this.events = events;
  }

  public List<ClusterView> all() {
    return connections.rows().stream().map(this::view).toList();
  }

  public Optional<ClusterView> byId(ClusterId id) {
    return connections.row(id).map(this::view);
  }

  public Optional<ClusterView> bySlug(String slug) {
    return connections.rows().stream()
        .filter(row -> row.slug().equals(slug))
        .findFirst()
        .map(this::view);
  }

  /// Other clusters that proved to be the same API server, by the UID of their `kube-system`.
  public List<ClusterView> sameServer(ClusterId id) {
    var uid = connections.row(id).map(ClusterRepository.Row::uid).orElse(null);
    return uid == null
        ? List.of()
        : connections.rows().stream()
            .filter(row -> uid.equals(row.uid()) && !row.id().equals(id))
            .map(this::view)
            .toList();
  }

  public ClusterView require(String slug) {
    return bySlug(slug)
        .orElseThrow(
            () -> new ClusterNotFound(slug, all().stream().map(ClusterView::slug).toList()));
  }

  public Freshness freshness(ClusterId id) {
    return watch.sight(id).freshness();
  }

  /// What the portal's account may do there; empty until the cluster has told, and where it tells
  /// nobody.
  public Optional<ClusterRights> rights(ClusterId id) {
    return rights.of(id);
  }

  /// Why a write to workloads of this namespace would be refused for want of a right, and who can
  /// mend it; empty if nothing speaks against it.
  ///
  /// @param resource such as `deployments` or `deployments/scale`
  public Optional<String> whyNot(WorkloadRef workload, String group, String resource, String verb) {
    return rights
        .of(workload.cluster())
        .filter(known -> known.refuses(group, resource, verb, workload.namespace()))
        .map(known ->
            "Slipway's account on cluster %s, %s, may not %s %s in namespace %s."
                .formatted(
                    connections
                        .row(workload.cluster())
                        .map(ClusterRepository.Row::slug)
                        .orElse("?"),
                    known.account(),
                    verb,
                    resource,
                    workload.namespace()));
  }

  /// Asks the cluster again, now, what the portal's account may do.
  public void reviewRights(ClusterId id, Actor actor) {
    var known = connections.row(id).orElseThrow(Clusters::gone);
    access.require(
        actor, Permission.CLUSTER_MANAGE, Scope.PORTAL, Connecting.subject(id, known.slug()));
    rights.review(known);
  }

  /// Whether the portal runs in a cluster itself and has a service account there.
  public boolean isInCluster() {
    return connecting.isInCluster();
  }

  /// Adds a cluster and begins to watch it. It is asked first who it is and whether it takes the
  /// credential.
  public ClusterView register(RegisterCluster command, Actor actor) {
    return viewed(connecting.registered(command, actor));
  }

  /// Gives a known cluster new credentials, once they have been tried out. It must still be the
  /// same cluster, by the UID that was recorded at first contact.
  public ClusterView rotate(ClusterId id, Credential credential, String reason, Actor actor) {
    connecting.rotated(rows.byId(id).orElseThrow(Clusters::gone), credential, reason, actor);
    return viewed(id);
  }

  private ClusterView viewed(ClusterId id) {
    return view(rows.byId(id).orElseThrow(Clusters::gone));
  }

  /// Removes a cluster that carries no service any more: its credentials are deleted and every
  /// replica stops watching it within seconds. Nothing happens in the cluster.
  @Transactional
  public void remove(ClusterId id, String reason, Actor actor) {
    var known = rows.byId(id).orElseThrow(Clusters::gone);
    connecting.allow(actor, Connecting.subject(id, known.slug()));
    if (connections.isConfigured(known)) {
      throw refused(
          "Cluster %s is given by the portal's configuration. Take it out there, under slipway.clusters."
              .formatted(known.slug()));
    }
    var words = Reason.required(reason);
    rows.lock(id);
    var placed = rows.placements(id);
    if (placed > 0) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "%s on cluster %s. Take each of them off Slipway first; the cluster's page names them."
              .formatted(
                  Plural.of(placed, "service is placed", "services are placed"), known.slug()));
    }
    rows.remove(id);
    events.publishEvent(
        new ClusterRemoved(actor, id, known.slug(), known.name(), known.server(), words));
    connections.refreshAfterCommit();
  }

  private static DomainFailure gone() {
    return new DomainFailure(
        ProblemType.NOT_FOUND, "There is no such cluster: somebody has removed it already.");
  }

  private ClusterView view(ClusterRepository.Row row) {
    return new ClusterView(
        row.id(),
        row.slug(),
        row.name(),
        row.server(),
        row.uid(),
        origin(row),
        row.expiresAt(),
        row.registeredAt(),
        watch.sight(row.id()));
  }

  private ClusterView.Origin origin(ClusterRepository.Row row) {
    if (row.inCluster()) {
      return ClusterView.Origin.IN_CLUSTER;
    }
    return connections.isConfigured(row)
        ? ClusterView.Origin.CONFIGURATION
        : ClusterView.Origin.PORTAL;
  }

  private static DomainFailure refused(String why) {
    return new DomainFailure(ProblemType.INVALID_INPUT, why);
  }
}
