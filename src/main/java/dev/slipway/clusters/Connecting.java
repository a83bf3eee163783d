package dev.slipway.clusters;

import dev.slipway.clusters.ClusterWish.Change;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.identity.spi.Agreement;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.identity.spi.WeightyAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Reason;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.Via;
import dev.slipway.runtime.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// How a cluster comes into the portal, and how it gets new credentials. What a person enters is
/// tried out before it is stored: credentials that do not work never take the place of others.
@Component
class Connecting {

  static final String SUBJECT = "cluster";

  private final ClusterRepository rows;
  private final Registration registration;
  private final ClusterWatch watch;
  private final RightsReviews rights;
  private final ClusterActs acts;
  private final Access access;
  private final Mode mode;
  private final InCluster mounted;
  private final TransactionTemplate transaction;

  Connecting(
      ClusterRepository rows,
      Registration registration,
      ClusterWatch watch,
      RightsReviews rights,
      ClusterActs acts,
      Access access,
      Mode mode,
      InCluster mounted,
      PlatformTransactionManager transactions) {
    this.rows = rows;
    this.registration = registration;
    this.watch = watch;
    this.rights = rights;
    this.acts = acts;
    this.access = access;
    this.mode = mode;
    this.mounted = mounted;
    this.transaction = new TransactionTemplate(transactions);
  }

  /// What was entered, judged by its form.
  private record Entered(String kubeconfig, boolean inCluster, ClusterWatch.Endpoint endpoint) {}

  boolean isInCluster() {
    return mounted.isMounted();
  }

  /// The portal itself registers its simulated clusters at every start, without asking them.
  ClusterId registered(RegisterCluster command, Actor portal) {
    if (portal.via() != Via.SYSTEM) {
      throw new IllegalArgumentException("people connect clusters, and may have to wait");
    }
    var entered = entered(command.credential());
    var wish = wish(Change.CONNECT, ClusterId.next(), command, entered, null, "", null);
    return Objects.requireNonNull(
        transaction.execute(_ -> registration.store(wish, portal, List.of())));
  }

  Optional<WaitingAct> connected(RegisterCluster command, Actor actor) {
    var id = ClusterId.next();
    allow(actor, subject(id, command.slug()));
    Registration.refuseKnown(rows.bySlug(command.slug()));
    var reason = Reason.required(command.reason());
    var entered = entered(command.credential());
    var met = watch.meet(entered.kubeconfig());
    registration.refuseKnown(met.uid());
    var wish = wish(Change.CONNECT, id, command, entered, met, reason, null);
    return storedOrHeld(wish, entered, null, actor);
  }

  /// New credentials for a known cluster, whole: nothing of the old ones is kept or sent anywhere.
  Optional<WaitingAct> rotated(
      ClusterRepository.Row known, Credential credential, String reason, Actor actor) {
    allow(actor, subject(known.id(), known.slug()));
    registration.refuseConfigured(known);
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
    var command = new RegisterCluster(known.slug(), known.name(), credential, words);
    var wish = wish(Change.REPLACE, known.id(), command, entered, met, words, known.changedAt());
    return storedOrHeld(wish, entered, known, actor);
  }

  /// Right before it is done: the same credentials still lead to the same cluster.
  void tryAgain(ClusterWish wish) {
    var kubeconfig = wish.kubeconfig() == null ? mounted.kubeconfig() : wish.kubeconfig();
    var server = watch.check(kubeconfig).server();
    var met = watch.meet(kubeconfig);
    if (!server.equals(wish.server()) || !met.uid().equals(wish.uid())) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "Another cluster answers at %s now: its namespace kube-system has the UID %s; agreed was %s at %s. Nothing was changed. Find out why, then ask again."
              .formatted(server, met.uid(), wish.uid(), wish.server()));
    }
  }

  /// Does what was agreed, in the caller's transaction, after {@link #tryAgain}.
  void agreed(ClusterWish wish, Agreement agreement) {
    requireStill(agreement, wish);
    registration.store(wish, agreement.requester(), agreement.by());
  }

  /// Whoever asked may still do it. They proved who they are when they asked.
  void requireStill(Agreement agreement, ClusterWish wish) {
    access.require(
        agreement.requester(),
        Permission.CLUSTER_MANAGE,
        Scope.PORTAL,
        subject(wish.id(), wish.slug()));
  }

  void allow(Actor actor, Subject subject) {
    if (actor.via() == Via.SYSTEM) {
      return;
    }
    if (mode == Mode.SANDBOX) {
      throw Registration.refused(
          "The sandbox has its own clusters and takes no other. Start with --slipway.mode=production"
              + " to use a real one.");
    }
    access.requireRecentSignIn(actor);
    access.require(actor, Permission.CLUSTER_MANAGE, Scope.PORTAL, subject);
  }

  static Subject subject(ClusterId id, String slug) {
    return Subject.of(SUBJECT, id.value(), slug);
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
      throw Registration.refused(
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

  private static ClusterWish wish(
      Change change,
      ClusterId id,
      RegisterCluster command,
      Entered entered,
      ClusterWatch.@Nullable Met met,
      String reason,
      @Nullable Instant basedOn) {
    return new ClusterWish(
        change,
        id.value(),
        command.slug(),
        command.name(),
        entered.inCluster() ? null : entered.kubeconfig(),
        entered.endpoint().server(),
        entered.inCluster() ? null : entered.endpoint().expiresAt(),
        met == null ? null : met.uid(),
        met == null ? "" : met.version(),
        reason,
        basedOn);
  }

  /// The cluster is asked what the credentials may do only where somebody has to read it.
  private Optional<WaitingAct> storedOrHeld(
      ClusterWish wish, Entered entered, ClusterRepository.@Nullable Row known, Actor actor) {
    var lines =
        acts.isNeeded(actor)
            ? ClusterActs.lines(
                wish,
                known,
                known == null ? null : rights.of(known.id()).orElse(null),
                watch
                    .rights(
                        entered.kubeconfig(), AccessRoles.rights(), rights.namespaces(wish.id()))
                    .orElse(null))
            : List.<WeightyAct.Line>of();
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          allow(actor, subject(wish.id(), wish.slug()));
          var waits = acts.hold(wish, lines, actor);
          if (waits.isEmpty()) {
            registration.store(wish, actor, List.of());
          }
          return waits;
        }));
  }

  static DomainFailure gone() {
    return new DomainFailure(
        ProblemType.NOT_FOUND, "There is no such cluster: somebody has removed it already.");
  }
}
