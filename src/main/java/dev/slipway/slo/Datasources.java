package dev.slipway.slo;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Reason;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.runtime.SealBroken;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// Where events are counted. What a person enters is tried out before it is stored, and what is
/// stored is never sent to another address than the one it was given for.
@Service
public class Datasources {

  private final DatasourceRows rows;
  private final DatasourceKeys keys;
  private final SliSource source;
  private final DatasourceActs acts;
  private final Access access;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;

  Datasources(
      DatasourceRows rows,
      DatasourceKeys keys,
      SliSource source,
      DatasourceActs acts,
      Access access,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions) {
    this.rows = rows;
    this.keys = keys;
    this.source = source;
    this.acts = acts;
    this.access = access;
    this.events = events;
    this.transaction = new TransactionTemplate(transactions);
  }

  /// By name.
  @Transactional(readOnly = true)
  public List<DatasourceView> all() {
    return rows.all();
  }

  /// Those that have the samples of an environment, by name.
  @Transactional(readOnly = true)
  public List<DatasourceView> of(EnvironmentId environment) {
    return rows.all().stream()
        .filter(one -> one.environments().stream().anyMatch(e -> e.id().equals(environment)))
        .toList();
  }

  /// One of them.
  ///
  /// @throws DomainFailure NOT_FOUND if there is no such datasource
  @Transactional(readOnly = true)
  public DatasourceView byId(UUID id) {
    return row(id);
  }

  /// What waits for a second person, oldest first, also those that are not connected yet.
  public List<WaitingAct> waiting() {
    return acts.waiting();
  }

  /// Connects one, once it has answered and, where two administrators have existed, another one has
  /// agreed.
  ///
  /// @return what waits; empty where it is connected now
  /// @throws FieldRefused for what a field can answer for; `address` where nobody answers, `secret`
  ///   where the portal is not let in
  public Optional<WaitingAct> connect(ConnectDatasource wish, Actor actor) {
    var id = UuidV7.next();
    allow(actor, subject(id, wish.name()));
    keys.requireEncrypted(wish);
    var secret = keys.entered(wish);
    var health = tried(source, secret.source(id, wish.address(), wish.auth(), false, wish.kind()));
    return inTransaction(() -> {
      allow(actor, subject(id, wish.name()));
      return acts.connect(new DatasourceActs.Wish(id, wish, health, null), secret, actor);
    });
  }

  /// Says anew what one is reached with, once it has answered. Where two administrators have
  /// existed, another address, other credentials and other authorities wait until another one has
  /// agreed; a name and environments do not.
  ///
  /// @return what waits; empty where it is changed now
  /// @throws FieldRefused as {@link #connect}; `secret` also where the stored one would go to
  ///   another address, `environments` where objectives need one that is left out
  public Optional<WaitingAct> edit(UUID id, ConnectDatasource wish, Actor actor) {
    var known = row(id);
    allow(actor, subject(id, wish.name()));
    keys.requireEncrypted(wish);
    var secret = keys.enteredOrKept(wish, known);
    var health =
        tried(source, secret.source(id, wish.address(), wish.auth(), known.own(), known.kind()));
    return inTransaction(() -> {
      allow(actor, subject(id, wish.name()));
      return acts.edit(new DatasourceActs.Wish(id, wish, health, known.changedAt()), secret, actor);
    });
  }

  /// Asks it whether it answers, with what is stored, at the address that this was stored for.
  ///
  /// @return why it does not; null where it does
  public @Nullable String check(UUID id, Actor actor) {
    var known = row(id);
    access.require(actor, Permission.CLUSTER_MANAGE, Scope.PORTAL, subject(id, known.name()));
    return asked(known);
  }

  /// Ends one that nothing is counted by any more; what it was let in by is deleted.
  @Transactional
  public void remove(UUID id, String reason, Actor actor) {
    rows.lock(id);
    var known = row(id);
    allow(actor, subject(id, known.name()));
    var why = Reason.required(reason);
    if (known.objectives() > 0) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "%d objectives are or were counted by %s. Let them be counted by another one first."
              .formatted(known.objectives(), known.name()));
    }
    rows.remove(id);
    events.publishEvent(
        new DatasourceChanged(
            "datasource.removed",
            subject(id, known.name()),
            DatasourceChanged.facts(known),
            Map.of(),
            why,
            actor));
  }

  /// The portal itself connects its own simulator at every start, whose port changes, without
  /// asking it.
  ///
  /// @return the same id each time
  @Transactional
  public UUID connectOwn(ConnectDatasource wish, Actor portal) {
    if (portal.via() != Via.SYSTEM) {
      throw new IllegalArgumentException("only the portal has a simulator");
    }
    var known = rows.named(wish.name());
    var id = known.orElseGet(UuidV7::next);
    acts.store(id, wish, keys.entered(wish), true, portal);
    if (known.isEmpty()) {
      acts.announce(id, wish, null, portal, List.of());
    }
    return id;
  }

  /// Notes what it says of itself.
  @Nullable String asked(DatasourceView known) {
    var id = known.id();
    SliDatasource opened;
    try {
      opened = keys.open(known);
    } catch (SealBroken _) {
      return noted(id, "What is stored to let the portal in does not open. Enter it again.");
    }
    return switch (source.health(opened)) {
      case SliAnswer.Got<SliSource.SourceHealth>(var health, var _, var _) -> {
        rows.answered(id, health);
        yield null;
      }
      case SliAnswer.Refused<SliSource.SourceHealth>(var why) -> noted(id, why);
      case SliAnswer.NoEntry<SliSource.SourceHealth>(var why) -> noted(id, why);
      case SliAnswer.Unavailable<SliSource.SourceHealth>(var why) -> noted(id, why);
    };
  }

  private String noted(UUID id, String why) {
    rows.silent(id, why);
    return why;
  }

  /// What it says of itself, or why nothing is stored. Outside of any transaction.
  static SliSource.SourceHealth tried(SliSource source, SliDatasource entered) {
    return switch (source.health(entered)) {
      case SliAnswer.Got<SliSource.SourceHealth>(var health, var _, var _) -> health;
      case SliAnswer.NoEntry<SliSource.SourceHealth>(var why) ->
          throw new FieldRefused("secret", "It does not let the portal in: " + why);
      case SliAnswer.Refused<SliSource.SourceHealth>(var why) ->
          throw new FieldRefused("address", "Nothing was stored: " + why);
      case SliAnswer.Unavailable<SliSource.SourceHealth>(var why) ->
          throw new FieldRefused("address", "Nothing was stored: " + why);
    };
  }

  private void allow(Actor actor, Subject subject) {
    if (actor.via() != Via.SYSTEM) {
      access.requireRecentSignIn(actor);
    }
    access.require(actor, Permission.CLUSTER_MANAGE, Scope.PORTAL, subject);
  }

  private DatasourceView row(UUID id) {
    return rows.find(id)
        .orElseThrow(
            () -> new DomainFailure(ProblemType.NOT_FOUND, "There is no such datasource."));
  }

  private <T> T inTransaction(Supplier<T> act) {
    return Objects.requireNonNull(transaction.execute(_ -> act.get()));
  }

  private static Subject subject(UUID id, String name) {
    return DatasourceActs.subject(id, name);
  }
}
