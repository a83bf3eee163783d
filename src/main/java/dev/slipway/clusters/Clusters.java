package dev.slipway.clusters;

import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Plural;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Reason;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.Via;
import dev.slipway.runtime.Mode;
import dev.slipway.runtime.Sealing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// The API servers that the portal may use.
@Service
public class Clusters {

  private final ClusterRepository rows;
  private final ClusterConnections connections;
  private final ClusterWatch watch;
  private final Access access;
  private final Sealing sealing;
  private final Mode mode;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;

  Clusters(
      ClusterRepository rows,
      ClusterConnections connections,
      ClusterWatch watch,
      Access access,
      Sealing sealing,
      Mode mode,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions) {
    this.rows = rows;
    this.connections = connections;
    this.watch = watch;
    this.access = access;
    this.sealing = sealing;
    this.mode = mode;
    this.events = events;
    this.transaction = new TransactionTemplate(transactions);
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

  /// Adds a cluster and begins to watch it. Under a slug that exists, the cluster gets new
  /// credentials; it must still be the same cluster, by the UID that was recorded at first contact.
  public ClusterView register(RegisterCluster command, Actor actor) {
    var known = rows.bySlug(command.slug()).map(ClusterRepository.Row::id);
    allow(actor, subject(known.orElseGet(ClusterId::next), command.slug()));
    // Looks names up, which may take long: outside the transaction.
    var endpoint = watch.check(command.kubeconfig());
    if (mode == Mode.SANDBOX && !endpoint.loopback()) {
      throw refused(
          "The sandbox has simulated clusters only and cannot take "
              + endpoint.server()
              + ". Start with --slipway.mode=production to use a real cluster.");
    }
    return Objects.requireNonNull(transaction.execute(_ -> store(command, endpoint, actor)));
  }

  private ClusterView store(RegisterCluster command, ClusterWatch.Endpoint endpoint, Actor actor) {
    var known = rows.bySlug(command.slug());
    var id = known.map(ClusterRepository.Row::id).orElseGet(ClusterId::next);
    allow(actor, subject(id, command.slug()));
    known
        .filter(connections::isConfigured)
        .ifPresent(row -> {
          throw refused("Cluster " + row.slug() + " is set by configuration; change it there.");
        });
    var row =
        new ClusterRepository.Row(
            id,
            command.slug(),
            command.name(),
            endpoint.server(),
            false,
            known.map(ClusterRepository.Row::uid).orElse(null),
            Instant.EPOCH,
            Instant.EPOCH);
    var content = command.kubeconfig().getBytes(StandardCharsets.UTF_8);
    try {
      rows.save(row, sealing.seal(content, ClusterConnections.boundTo(id)));
    } catch (DuplicateKeyException e) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "Cluster %s has just been registered by somebody else. Look at it, then try again."
              .formatted(command.slug()),
          e);
    }
    events.publishEvent(
        new ClusterRegistered(
            actor, id, command.slug(), command.name(), endpoint.server(), known.isPresent()));
    connections.refreshAfterCommit();
    return view(rows.byId(id).orElseThrow());
  }

  /// Removes a cluster that carries no service any more: its credentials are deleted and every
  /// replica stops watching it within seconds. Nothing happens in the cluster.
  @Transactional
  public void remove(ClusterId id, String reason, Actor actor) {
    var known = rows.byId(id).orElseThrow(Clusters::gone);
    allow(actor, subject(id, known.slug()));
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

  private static Subject subject(ClusterId id, String slug) {
    return Subject.of("cluster", id.value(), slug);
  }

  private void allow(Actor actor, Subject subject) {
    if (actor.via() == Via.SYSTEM) {
      return;
    }
    if (mode == Mode.SANDBOX) {
      throw refused(
          "The sandbox has its own clusters and takes no other. Start with --slipway.mode=production"
              + " to use a real one.");
    }
    access.requireRecentSignIn(actor);
    access.require(actor, Permission.CLUSTER_MANAGE, Scope.PORTAL, subject);
  }

  private ClusterView view(ClusterRepository.Row row) {
    return new ClusterView(
        row.id(),
        row.slug(),
        row.name(),
        row.server(),
        row.uid(),
        connections.isConfigured(row),
        row.registeredAt(),
        watch.sight(row.id()));
  }

  private static DomainFailure refused(String why) {
    return new DomainFailure(ProblemType.INVALID_INPUT, why);
  }
}
