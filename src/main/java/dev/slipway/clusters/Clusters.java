package dev.slipway.clusters;

import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/// The API servers that the portal may use.
@Service
public class Clusters {

  private final ClusterRepository rows;
  private final ClusterConnections connections;
  private final ClusterWatch watch;
  private final Connecting connecting;
  private final RightsReviews rights;
  private final Access access;
  private final ClusterRemoval removal;
  private final ClusterActs acts;

  Clusters(
      ClusterRepository rows,
      ClusterConnections connections,
      ClusterWatch watch,
      Connecting connecting,
      RightsReviews rights,
      Access access,
      ClusterRemoval removal,
      ClusterActs acts) {
    this.rows = rows;
    this.connections = connections;
    this.watch = watch;
    this.connecting = connecting;
    this.rights = rights;
    this.access = access;
    this.removal = removal;
    this.acts = acts;
  }

  /// What waits for a second person, oldest first, also for clusters that are not connected yet.
  public List<WaitingAct> waiting() {
    return acts.waiting();
  }

  /// What waits for a second person about this cluster, oldest first.
  public List<WaitingAct> waiting(ClusterView cluster) {
    return waiting().stream().filter(act -> act.subject().name().equals(cluster.slug())).toList();
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

  /// When the credentials of the cluster last changed: what was read before was read by others.
  public Optional<Instant> credentialsSince(ClusterId id) {
    return connections.row(id).map(ClusterRepository.Row::changedAt);
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
    return whyNot(workload.cluster(), workload.namespace(), group, resource, verb);
  }

  /// The same in a namespace where nothing is placed, if it was asked about.
  public Optional<String> whyNot(
      ClusterId cluster, String namespace, String group, String resource, String verb) {
    return rights
        .of(cluster)
        .filter(known -> known.refuses(group, resource, verb, namespace))
        .map(known ->
            "Slipway's account on cluster %s, %s, may not %s %s in namespace %s."
                .formatted(
                    connections.row(cluster).map(ClusterRepository.Row::slug).orElse("?"),
                    known.account(),
                    verb,
                    resource,
                    namespace));
  }

  /// Asks the cluster again, now, what the portal's account may do.
  public void reviewRights(ClusterId id, Actor actor) {
    var known = connections.row(id).orElseThrow(Connecting::gone);
    access.require(
        actor, Permission.CLUSTER_MANAGE, Scope.PORTAL, Connecting.subject(id, known.slug()));
    rights.review(known);
  }

  /// Whether the portal runs in a cluster itself and has a service account there.
  public boolean isInCluster() {
    return connecting.isInCluster();
  }

  /// Adds a cluster for the portal itself, such as a simulated one, and begins to watch it.
  public ClusterView register(RegisterCluster command, Actor portal) {
    return viewed(connecting.registered(command, portal));
  }

  /// Adds a cluster for a person and begins to watch it. It is asked first who it is and whether it
  /// takes the credential, and once more where another administrator has to agree.
  ///
  /// @return what waits now; empty where it is connected
  public Optional<WaitingAct> connect(RegisterCluster command, Actor actor) {
    return connecting.connected(command, actor);
  }

  /// Gives a known cluster new credentials, once they have been tried out. It must still be the
  /// same cluster, by the UID that was recorded at first contact.
  ///
  /// @return what waits now; empty where they are in use
  public Optional<WaitingAct> rotate(
      ClusterId id, Credential credential, String reason, Actor actor) {
    return connecting.rotated(
        rows.byId(id).orElseThrow(Connecting::gone), credential, reason, actor);
  }

  private ClusterView viewed(ClusterId id) {
    return view(rows.byId(id).orElseThrow(Connecting::gone));
  }

  /// Removes a cluster that carries no service any more: its credentials are deleted and every
  /// replica stops watching it within seconds. Nothing happens in the cluster.
  ///
  /// @return what waits now; empty where it is removed
  public Optional<WaitingAct> remove(ClusterId id, String reason, Actor actor) {
    return removal.ask(rows.byId(id).orElseThrow(Connecting::gone), reason, actor);
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
}
