package dev.slipway.slo;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.identity.Access;
import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.identity.spi.Agreement;
import dev.slipway.identity.spi.HeldAct;
import dev.slipway.identity.spi.HeldPayload;
import dev.slipway.identity.spi.SecondPerson;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.identity.spi.WeightyAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/// Where the portal calls, what it shows there and whom it trusts weighs: it is stored once another
/// administrator has agreed. Removing a datasource does not: what is called must be stoppable by
/// one.
@Component
class DatasourceActs implements HeldAct {

  static final String SUBJECT = "datasource";

  private final SecondPerson second;
  private final DatasourceRows rows;
  private final DatasourceKeys keys;
  private final SliSource source;
  private final Environments environments;
  private final Access access;
  private final ApplicationEventPublisher events;

  DatasourceActs(
      SecondPerson second,
      DatasourceRows rows,
      DatasourceKeys keys,
      SliSource source,
      Environments environments,
      Access access,
      ApplicationEventPublisher events) {
    this.second = second;
    this.rows = rows;
    this.keys = keys;
    this.source = source;
    this.environments = environments;
    this.access = access;
    this.events = events;
  }

  /// What is to be connected or changed. Holds secrets: it is stored sealed and for as long as it
  /// waits only.
  ///
  /// @param id also the id that a new one will have
  /// @param health what it said of itself when this was asked for
  /// @param basedOn when the known one was last changed; null for a new one
  record Wish(
      UUID id, ConnectDatasource wanted, SliSource.SourceHealth health, @Nullable Instant basedOn) {

    @Override
    public String toString() {
      return "Wish[" + wanted + "]";
    }
  }

  /// Oldest first, also of those that are not connected yet.
  List<WaitingAct> waiting() {
    return second.waitingAbout(SUBJECT);
  }

  /// In the caller's transaction.
  ///
  /// @return what waits; empty where it is connected now
  Optional<WaitingAct> connect(Wish wish, DatasourceKeys.Secret secret, Actor actor) {
    var title = "Connect datasource " + wish.wanted().name();
    served(wish.id(), wish.wanted());
    refuseTwice(title);
    var waits = hold(wish, null, "", secret, title, actor);
    if (waits.isEmpty()) {
      apply(wish, secret, null, actor, List.of());
    }
    return waits;
  }

  /// In the caller's transaction. A name and environments weigh nothing.
  ///
  /// @return what waits; empty where it is changed now
  Optional<WaitingAct> edit(Wish wish, DatasourceKeys.Secret secret, Actor actor) {
    var wanted = wish.wanted();
    var now = unchanged(wish);
    served(wish.id(), wanted);
    var stored = keys.inUse(now);
    var reachedAsBefore =
        stored.filter(secret::equals).isPresent()
            && wanted.address().equals(now.address())
            && wanted.auth() == now.auth();
    var trusted =
        stored.map(DatasourceKeys.Secret::trusts).orElse("Trusted authorities: not known any more");
    var title = "Change how datasource " + now.name() + " is reached";
    var waits =
        reachedAsBefore
            ? Optional.<WaitingAct>empty()
            : hold(wish, now, trusted, secret, title, actor);
    if (waits.isEmpty()) {
      apply(wish, secret, now, actor, List.of());
    }
    return waits;
  }

  /// Empty where it can be done at once.
  private Optional<WaitingAct> hold(
      Wish wish,
      @Nullable DatasourceView now,
      String trusted,
      DatasourceKeys.Secret secret,
      String title,
      Actor actor) {
    return second.hold(
        new WeightyAct(
            kind(),
            subject(wish.id(), wish.wanted().name()),
            title,
            "/slo/datasources",
            wish.wanted().reason(),
            DatasourceChanged.lines(wish.wanted(), now, trusted, secret.trusts()),
            Role.PLATFORM_ADMIN,
            Scope.PORTAL,
            Set.of(),
            HeldPayload.write(wish)),
        actor);
  }

  /// One that is to be connected has an id of its own each time that somebody asks.
  private void refuseTwice(String title) {
    waiting().stream()
        .filter(waiting -> waiting.title().equals(title))
        .findFirst()
        .ifPresent(waiting -> {
          throw new DomainFailure(
              ProblemType.CONFLICT,
              "%s asked for a datasource of this name already, and it waits for a second person. Withdraw that first, or choose another name."
                  .formatted(waiting.requester()));
        });
  }

  @Override
  public String kind() {
    return SUBJECT;
  }

  @Override
  public void tryOut(String payload) {
    var wish = wish(payload);
    var wanted = wish.wanted();
    var known = rows.find(wish.id());
    keys.requireEncrypted(wanted);
    Datasources.tried(
        source,
        keys.entered(wanted)
            .source(
                wish.id(),
                wanted.address(),
                wanted.auth(),
                known.map(DatasourceView::own).orElse(false),
                known.map(DatasourceView::kind).orElse(wanted.kind())));
  }

  @Override
  public void carryOut(String payload, Agreement agreement) {
    var wish = wish(payload);
    var wanted = wish.wanted();
    access.require(
        agreement.requester(),
        Permission.CLUSTER_MANAGE,
        Scope.PORTAL,
        subject(wish.id(), wanted.name()));
    var now = wish.basedOn() == null ? null : unchanged(wish);
    apply(wish, keys.entered(wanted), now, agreement.requester(), agreement.by());
  }

  private static Wish wish(String payload) {
    return HeldPayload.read(payload, Wish.class);
  }

  /// As the wish knows it, held against others in the caller's transaction.
  private DatasourceView unchanged(Wish wish) {
    rows.lock(wish.id());
    var now =
        rows.find(wish.id())
            .orElseThrow(() ->
                new DomainFailure(
                    ProblemType.NOT_FOUND, "There is no such datasource: somebody removed it."));
    if (!now.changedAt().equals(wish.basedOn())) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "Somebody else changed this datasource meanwhile. Look at it, then ask again.");
    }
    return now;
  }

  private void apply(
      Wish wish,
      DatasourceKeys.Secret secret,
      @Nullable DatasourceView now,
      Actor actor,
      List<String> agreedBy) {
    store(wish.id(), wish.wanted(), secret, now != null && now.own(), actor);
    rows.answered(wish.id(), wish.health());
    announce(wish.id(), wish.wanted(), now, actor, agreedBy);
  }

  /// In the caller's transaction, and told to nobody.
  void store(
      UUID id, ConnectDatasource wish, DatasourceKeys.Secret secret, boolean own, Actor actor) {
    var served = served(id, wish);
    try {
      rows.save(id, wish, keys.seal(id, wish.address(), secret), own, actor.name());
    } catch (DuplicateKeyException _) {
      throw nameTaken();
    }
    rows.serve(id, served);
  }

  /// Whose samples it would have, if its name is free and nothing that is counted there is left
  /// out.
  private List<EnvironmentId> served(UUID id, ConnectDatasource wish) {
    if (rows.named(wish.name()).filter(other -> !other.equals(id)).isPresent()) {
      throw nameTaken();
    }
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
    return served;
  }

  private static FieldRefused nameTaken() {
    return new FieldRefused("name", "There is a datasource of this name. Choose another.");
  }

  void announce(
      UUID id,
      ConnectDatasource wish,
      @Nullable DatasourceView before,
      Actor actor,
      List<String> agreedBy) {
    events.publishEvent(
        new DatasourceChanged(
            before == null ? "datasource.connected" : "datasource.edited",
            subject(id, wish.name()),
            before == null ? Map.of() : DatasourceChanged.facts(before),
            DatasourceChanged.facts(wish, agreedBy),
            wish.reason(),
            actor));
  }

  static Subject subject(UUID id, String name) {
    return Subject.of(SUBJECT, id, name);
  }
}
