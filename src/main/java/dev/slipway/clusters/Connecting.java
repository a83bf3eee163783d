package dev.slipway.clusters;

import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Reason;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.Via;
import dev.slipway.runtime.Mode;
import dev.slipway.runtime.Sealing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// How a cluster comes into the portal, and how it gets new credentials. What a person enters is
/// tried out before it is stored: credentials that do not work never take the place of others.
@Component
class Connecting {

  private final ClusterRepository rows;
  private final ClusterConnections connections;
  private final ClusterWatch watch;
  private final Access access;
  private final Sealing sealing;
  private final Mode mode;
  private final InCluster mounted;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;

  Connecting(
      ClusterRepository rows,
      ClusterConnections connections,
      ClusterWatch watch,
      Access access,
      Sealing sealing,
      Mode mode,
      InCluster mounted,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions) {
    this.rows = rows;
    this.connections = connections;
    this.watch = watch;
    this.access = access;
    this.sealing = sealing;
    this.mode = mode;
    this.mounted = mounted;
    this.events = events;
    this.transaction = new TransactionTemplate(transactions);
  }

  /// What was entered, judged by its form.
  private record Entered(String kubeconfig, boolean inCluster, ClusterWatch.Endpoint endpoint) {}

  boolean isInCluster() {
    return mounted.isMounted();
  }

  /// The portal itself registers its simulated clusters at every start, without asking them.
  ClusterId registered(RegisterCluster command, Actor actor) {
    var known = rows.bySlug(command.slug());
    allow(
        actor,
        subject(known.map(ClusterRepository.Row::id).orElseGet(ClusterId::next), command.slug()));
    if (actor.via() == Via.SYSTEM) {
      return store(command, entered(command.credential()), null, null, actor);
    }
    known.ifPresent(row -> {
      throw refused(
          "A cluster with the slug %s is connected already. Replace its credentials on its page, or choose another slug."
              .formatted(row.slug()));
    });
    var reason = Reason.required(command.reason());
    var entered = entered(command.credential());
    var met = watch.meet(entered.kubeconfig());
    sameServer(met.uid())
        .ifPresent(row -> {
          throw refused(
              "This API server is connected already, as cluster %s. A cluster has one credential: replace it on the page of %s."
                  .formatted(row.slug(), row.slug()));
        });
    return store(command, entered, met, reason, actor);
  }

  /// New credentials for a known cluster, whole: nothing of the old ones is kept or sent anywhere.
  void rotated(ClusterRepository.Row known, Credential credential, String reason, Actor actor) {
    allow(actor, subject(known.id(), known.slug()));
    refuseConfigured(known);
    var words = Reason.required(reason);
    var entered = entered(credential);
    var met = watch.meet(entered.kubeconfig());
    if (known.uid() != null && !known.uid().equals(met.uid())) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          ("Nothing was changed: another cluster answers at %s. %s is the one whose namespace kube-system"
                  + " has the UID %s; this one has %s. Connect it as a cluster of its own.")
              .formatted(entered.endpoint().server(), known.slug(), known.uid(), met.uid()));
    }
    store(
        new RegisterCluster(known.slug(), known.name(), credential, words),
        entered,
        met,
        words,
        actor);
  }

  void allow(Actor actor, Subject subject) {
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

  static Subject subject(ClusterId id, String slug) {
    return Subject.of("cluster", id.value(), slug);
  }

  /// Looks names up, which may take long: outside of any transaction.
  private Entered entered(Credential credential) {
    var entered =
        switch (credential) {
          case Credential.Pasted(var kubeconfig) ->
              new Entered(kubeconfig, false, watch.check(kubeconfig));
          case Credential.Token token -> byToken(token);
          case Credential.InCluster _ -> {
            var kubeconfig = mounted.kubeconfig();
            yield new Entered(kubeconfig, true, watch.check(kubeconfig));
          }
        };
    if (mode == Mode.SANDBOX && !entered.endpoint().loopback()) {
      throw refused(
          "The sandbox has simulated clusters only and cannot take "
              + entered.endpoint().server()
              + ". Start with --slipway.mode=production to use a real cluster.");
    }
    return entered;
  }

  private Entered byToken(Credential.Token token) {
    var kubeconfig = TokenKubeconfig.of(token);
    try {
      return new Entered(kubeconfig, false, watch.check(kubeconfig));
    } catch (DomainFailure e) {
      throw new DomainFailure(
          e.problem(),
          e.detail()
              .replaceFirst("^This kubeconfig cannot be used: its ", "This cannot be used: the ")
              .replaceFirst("^This kubeconfig cannot", "This cannot"),
          e);
    }
  }

  private ClusterId store(
      RegisterCluster command,
      Entered entered,
      ClusterWatch.@Nullable Met met,
      @Nullable String reason,
      Actor actor) {
    return Objects.requireNonNull(
        transaction.execute(_ -> stored(command, entered, met, reason, actor)));
  }

  private ClusterId stored(
      RegisterCluster command,
      Entered entered,
      ClusterWatch.@Nullable Met met,
      @Nullable String reason,
      Actor actor) {
    var known = rows.bySlug(command.slug());
    var id = known.map(ClusterRepository.Row::id).orElseGet(ClusterId::next);
    allow(actor, subject(id, command.slug()));
    known.ifPresent(this::refuseConfigured);
    var row =
        new ClusterRepository.Row(
            id,
            command.slug(),
            command.name(),
            entered.endpoint().server(),
            false,
            entered.inCluster(),
            null,
            entered.inCluster() ? null : entered.endpoint().expiresAt(),
            Instant.EPOCH,
            Instant.EPOCH);
    var content = entered.kubeconfig().getBytes(StandardCharsets.UTF_8);
    try {
      rows.save(
          row, entered.inCluster() ? null : sealing.seal(content, ClusterConnections.boundTo(id)));
    } catch (DuplicateKeyException e) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "Cluster %s has just been registered by somebody else. Look at it, then try again."
              .formatted(command.slug()),
          e);
    }
    if (met != null && !rows.met(id, met.uid(), met.version()).equals(met.uid())) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "Nothing was changed: cluster %s turned out to be another one meanwhile. Look at it again."
              .formatted(command.slug()));
    }
    events.publishEvent(new ClusterRegistered(actor, row, known.orElse(null), reason));
    connections.refreshAfterCommit();
    return id;
  }

  private Optional<ClusterRepository.Row> sameServer(String uid) {
    return rows.all().stream().filter(row -> uid.equals(row.uid())).findFirst();
  }

  private void refuseConfigured(ClusterRepository.Row row) {
    if (connections.isConfigured(row)) {
      throw refused("Cluster " + row.slug() + " is set by configuration; change it there.");
    }
  }

  private static DomainFailure refused(String why) {
    return new DomainFailure(ProblemType.INVALID_INPUT, why);
  }
}
