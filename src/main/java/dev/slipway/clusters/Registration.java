package dev.slipway.clusters;

import dev.slipway.clusters.ClusterWish.Change;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Via;
import dev.slipway.runtime.Sealing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/// Writes down what a cluster is reached with, sealed for its row, if that is still wanted as
/// things stand.
@Component
class Registration {

  private final ClusterRepository rows;
  private final ClusterConnections connections;
  private final Sealing sealing;
  private final ApplicationEventPublisher events;

  Registration(
      ClusterRepository rows,
      ClusterConnections connections,
      Sealing sealing,
      ApplicationEventPublisher events) {
    this.rows = rows;
    this.connections = connections;
    this.sealing = sealing;
    this.events = events;
  }

  /// In the caller's transaction.
  ///
  /// @param agreedBy names of the second persons; empty where one was enough
  ClusterId store(ClusterWish wish, Actor actor, List<String> agreedBy) {
    var known = earlier(wish, actor);
    var id = known.map(ClusterRepository.Row::id).orElseGet(wish::id);
    known.ifPresent(this::refuseConfigured);
    var row =
        new ClusterRepository.Row(
            id,
            wish.slug(),
            wish.name(),
            wish.server(),
            false,
            wish.inCluster(),
            null,
            wish.expiresAt(),
            Instant.EPOCH,
            Instant.EPOCH);
    var kubeconfig = wish.kubeconfig();
    try {
      rows.save(
          row,
          kubeconfig == null
              ? null
              : sealing.seal(
                  kubeconfig.getBytes(StandardCharsets.UTF_8), ClusterConnections.boundTo(id)));
    } catch (DuplicateKeyException e) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "Cluster %s has just been registered by somebody else. Look at it, then try again."
              .formatted(wish.slug()),
          e);
    }
    if (wish.uid() != null && !rows.met(id, wish.uid(), wish.version()).equals(wish.uid())) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "Nothing was changed: cluster %s turned out to be another one meanwhile. Look at it again."
              .formatted(wish.slug()));
    }
    events.publishEvent(
        new ClusterRegistered(
            actor,
            row,
            known.orElse(null),
            wish.reason().isEmpty() ? null : wish.reason(),
            agreedBy));
    connections.refreshAfterCommit();
    return id;
  }

  /// What stands there now. Only the portal itself registers what is known already.
  private Optional<ClusterRepository.Row> earlier(ClusterWish wish, Actor actor) {
    if (wish.change() == Change.REPLACE) {
      rows.lock(wish.id());
      var known = rows.byId(wish.id()).orElseThrow(Connecting::gone);
      if (!known.changedAt().equals(wish.basedOn())) {
        throw new DomainFailure(
            ProblemType.CONFLICT,
            "Nothing was changed: cluster %s got other credentials meanwhile. Look at it, then ask again."
                .formatted(known.slug()));
      }
      return Optional.of(known);
    }
    if (actor.via() != Via.SYSTEM) {
      rows.takeTurn();
    }
    var known = rows.bySlug(wish.slug());
    if (actor.via() != Via.SYSTEM) {
      refuseKnown(known);
      refuseKnown(Objects.requireNonNull(wish.uid()));
    }
    return known;
  }

  static void refuseKnown(Optional<ClusterRepository.Row> bySlug) {
    bySlug.ifPresent(row -> {
      throw refused(
          "A cluster with the slug %s is connected already. Replace its credentials on its page, or choose another slug."
              .formatted(row.slug()));
    });
  }

  void refuseKnown(String uid) {
    rows.all().stream()
        .filter(row -> uid.equals(row.uid()))
        .findFirst()
        .ifPresent(row -> {
          throw refused(
              "This API server is connected already, as cluster %s. A cluster has one credential: replace it on the page of %s."
                  .formatted(row.slug(), row.slug()));
        });
  }

  void refuseConfigured(ClusterRepository.Row row) {
    if (connections.isConfigured(row)) {
      throw refused("Cluster " + row.slug() + " is set by configuration; change it there.");
    }
  }

  static DomainFailure refused(String why) {
    return new DomainFailure(ProblemType.INVALID_INPUT, why);
  }
}
