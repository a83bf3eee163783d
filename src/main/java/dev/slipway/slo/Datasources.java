package dev.slipway.slo;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
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
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// Where events are counted. What a person enters is tried out before it is stored, and what is
/// stored is never sent to another address than the one it was given for.
@Service
public class Datasources {

  private static final String SUBJECT = "datasource";

  private final DatasourceRows rows;
  private final DatasourceKeys keys;
  private final SliSource source;
  private final Environments environments;
  private final Access access;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;

  Datasources(
      DatasourceRows rows,
      DatasourceKeys keys,
      SliSource source,
      Environments environments,
      Access access,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions) {
    this.rows = rows;
    this.keys = keys;
    this.source = source;
    this.environments = environments;
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

  /// Connects one, once it has answered.
  ///
  /// @throws FieldRefused for what a field can answer for; `address` where nobody answers, `secret`
  ///   where the portal is not let in
  public UUID connect(ConnectDatasource wish, Actor actor) {
    var id = UuidV7.next();
    allow(actor, subject(id, wish.name()));
    keys.requireEncrypted(wish);
    var secret = keys.entered(wish);
    var health = tried(secret.source(id, wish.address(), wish.auth(), false, wish.kind()));
    transaction.executeWithoutResult(_ -> {
      allow(actor, subject(id, wish.name()));
      store(id, wish, secret, false, actor);
      rows.answered(id, health);
      announce("datasource.connected", id, Map.of(), wish, actor);
    });
    return id;
  }

  /// Says anew what one is reached with, once it has answered.
  ///
  /// @throws FieldRefused as {@link #connect}; `secret` also where the stored one would go to
  ///   another address, `environments` where objectives need one that is left out
  public void edit(UUID id, ConnectDatasource wish, Actor actor) {
    var known = row(id);
    allow(actor, subject(id, wish.name()));
    keys.requireEncrypted(wish);
    var secret = keys.enteredOrKept(wish, known);
    var health = tried(secret.source(id, wish.address(), wish.auth(), known.own(), known.kind()));
    transaction.executeWithoutResult(_ -> {
      allow(actor, subject(id, wish.name()));
      rows.lock(id);
      if (!row(id).changedAt().equals(known.changedAt())) {
        throw new DomainFailure(
            ProblemType.CONFLICT,
            "Somebody else changed this datasource meanwhile. Look at it again.");
      }
      store(id, wish, secret, known.own(), actor);
      rows.answered(id, health);
      announce("datasource.edited", id, facts(known), wish, actor);
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
            "datasource.removed", subject(id, known.name()), facts(known), Map.of(), why, actor));
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
    store(id, wish, keys.entered(wish), true, portal);
    if (known.isEmpty()) {
      announce("datasource.connected", id, Map.of(), wish, portal);
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

  private SliSource.SourceHealth tried(SliDatasource entered) {
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

  private void store(
      UUID id, ConnectDatasource wish, DatasourceSecret secret, boolean own, Actor actor) {
    var served =
        wish.environments().stream().map(environments::require).map(EnvironmentView::id).toList();
    for (var needed : rows.needed(id)) {
      if (!served.contains(needed)) {
        throw new FieldRefused(
            "environments",
            "Objectives in %s are counted here. Let them be counted by another datasource first."
                .formatted(
                    environments.byId(needed).map(EnvironmentView::name).orElse("an environment")));
      }
    }
    try {
      rows.save(id, wish, keys.seal(id, wish.address(), secret), own, actor.name());
    } catch (DuplicateKeyException _) {
      throw new FieldRefused("name", "There is a datasource of this name. Choose another.");
    }
    rows.serve(id, served);
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

  private void announce(
      String action, UUID id, Map<String, Object> before, ConnectDatasource wish, Actor actor) {
    events.publishEvent(
        new DatasourceChanged(
            action,
            subject(id, wish.name()),
            before,
            facts(wish.name(), wish.address(), wish.auth(), wish.environments()),
            wish.reason(),
            actor));
  }

  private static Map<String, Object> facts(DatasourceView view) {
    return facts(
        view.name(),
        view.address(),
        view.auth(),
        view.environments().stream().map(EnvironmentView::slug).collect(Collectors.toSet()));
  }

  private static Map<String, Object> facts(
      String name, String address, DatasourceAuth auth, Set<String> environments) {
    return Map.of(
        "name",
        name,
        "address",
        address,
        "auth",
        auth.slug(),
        "environments",
        environments.stream().sorted().toList());
  }

  private static Subject subject(UUID id, String name) {
    return Subject.of(SUBJECT, id, name);
  }
}
