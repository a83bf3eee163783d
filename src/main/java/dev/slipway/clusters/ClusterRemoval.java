package dev.slipway.clusters;

import dev.slipway.clusters.ClusterWish.Change;
import dev.slipway.identity.spi.Agreement;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Plural;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Reason;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// How a cluster leaves the portal: once it carries no service any more.
@Component
class ClusterRemoval {

  private final ClusterRepository rows;
  private final ClusterConnections connections;
  private final Connecting connecting;
  private final ClusterActs acts;
  private final ApplicationEventPublisher events;

  ClusterRemoval(
      ClusterRepository rows,
      ClusterConnections connections,
      Connecting connecting,
      ClusterActs acts,
      ApplicationEventPublisher events) {
    this.rows = rows;
    this.connections = connections;
    this.connecting = connecting;
    this.acts = acts;
    this.events = events;
  }

  @Transactional
  Optional<WaitingAct> ask(ClusterRepository.Row known, String reason, Actor actor) {
    connecting.allow(actor, Connecting.subject(known.id(), known.slug()));
    var words = Reason.required(reason);
    refuse(known);
    var wish =
        new ClusterWish(
            Change.REMOVE,
            known.id().value(),
            known.slug(),
            known.name(),
            null,
            known.server(),
            known.expiresAt(),
            known.uid(),
            "",
            words,
            null);
    var waits = acts.hold(wish, ClusterActs.lines(known), actor);
    if (waits.isEmpty()) {
      remove(known, words, actor, List.of());
    }
    return waits;
  }

  @Transactional(propagation = Propagation.MANDATORY)
  void agreed(ClusterWish wish, Agreement agreement) {
    connecting.requireStill(agreement, wish);
    var known = rows.byId(wish.id()).orElseThrow(Connecting::gone);
    refuse(known);
    remove(known, wish.reason(), agreement.requester(), agreement.by());
  }

  private void refuse(ClusterRepository.Row known) {
    if (connections.isConfigured(known)) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT,
          "Cluster %s is given by the portal's configuration. Take it out there, under slipway.clusters."
              .formatted(known.slug()));
    }
    rows.lock(known.id());
    var placed = rows.placements(known.id());
    if (placed > 0) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "%s on cluster %s. Take each of them off Slipway first; the cluster's page names them."
              .formatted(
                  Plural.of(placed, "service is placed", "services are placed"), known.slug()));
    }
  }

  private void remove(
      ClusterRepository.Row known, String reason, Actor actor, List<String> agreedBy) {
    rows.remove(known.id());
    events.publishEvent(
        new ClusterRemoved(
            actor, known.id(), known.slug(), known.name(), known.server(), reason, agreedBy));
    connections.refreshAfterCommit();
  }
}
