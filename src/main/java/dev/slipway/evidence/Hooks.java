package dev.slipway.evidence;

import dev.slipway.catalog.Services;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.identity.TeamId;
import dev.slipway.identity.TeamSummary;
import dev.slipway.identity.Teams;
import dev.slipway.identity.spi.Agreement;
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
import dev.slipway.runtime.Sealing;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Incoming webhooks: which there are, for whom they speak, and their keys. A webhook is made by
/// two administrators; what it speaks for never changes, so another reach is another webhook.
@Service
public class Hooks {

  private static final int MOST_KEYS = 2;

  private final HookRows rows;
  private final HookActs acts;
  private final Teams teams;
  private final Services services;
  private final Access access;
  private final Sealing sealing;
  private final ApplicationEventPublisher events;

  Hooks(
      HookRows rows,
      HookActs acts,
      Teams teams,
      Services services,
      Access access,
      Sealing sealing,
      ApplicationEventPublisher events) {
    this.rows = rows;
    this.acts = acts;
    this.teams = teams;
    this.services = services;
    this.access = access;
    this.sealing = sealing;
    this.events = events;
  }

  /// Those that work first.
  @Transactional(readOnly = true)
  public List<HookView> all() {
    return rows.all();
  }

  @Transactional(readOnly = true)
  public HookView byId(UUID id) {
    return rows.find(id).orElseThrow(Hooks::nothing);
  }

  /// Whose services it speaks for, in words.
  public String reach(HookView hook) {
    return teams
        .find(new TeamId(hook.team()))
        .map(team -> reach(team, hook.services()))
        .orElse("a team that is gone");
  }

  /// Makes one, or asks for a second person.
  ///
  /// @return path of the page where it goes on: the request that waits, or the webhook, which has
  ///   no key yet
  @Transactional
  public String make(MakeHook wish, Actor actor) {
    require(actor, Subject.of("hook", HookActs.NOT_YET, wish.name()));
    requireProof(actor);
    var team = team(wish);
    return acts.hold(wish, reach(team, wish.services()), actor)
        .map(WaitingAct::link)
        .orElseGet(() -> "/notifications/hooks/" + store(wish, team, List.of(), actor));
  }

  @Transactional
  void makeAgreed(MakeHook wish, Agreement agreement) {
    var requester = agreement.requester();
    require(requester, Subject.of("hook", HookActs.NOT_YET, wish.name()));
    store(wish, team(wish), agreement.by(), requester);
  }

  private UUID store(MakeHook wish, TeamSummary team, List<String> agreedBy, Actor actor) {
    var id = UuidV7.next();
    rows.insert(id, wish, team.id().value(), actor.person(), actor.name());
    announce(
        "hook.made",
        id,
        wish.name(),
        agreedBy.isEmpty()
            ? Map.of("speaksFor", reach(team, wish.services()))
            : Map.of("speaksFor", reach(team, wish.services()), "agreedBy", agreedBy),
        wish.reason(),
        actor);
    return id;
  }

  /// Makes one more key and gives its value, which nobody can read again. Two at once let senders
  /// change over without a gap.
  @Transactional
  public String addKey(UUID id, Actor actor) {
    var hook = changing(id, actor);
    if (hook.keys().size() >= MOST_KEYS) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "It has two keys already. Retire the one that nobody signs with any more, then make another.");
    }
    var key = UuidV7.next();
    var secret = HookKey.random();
    rows.addKey(key, id, sealing.seal(secret.bytes(), HookKey.place(id, key)), actor.name());
    announce("hook.key-made", id, hook.name(), Map.of("key", key.toString()), null, actor);
    return secret.text();
  }

  /// Ends a key at once, on every replica.
  @Transactional
  public void retireKey(UUID id, UUID key, Actor actor) {
    var hook = changing(id, actor);
    if (rows.retire(id, key)) {
      announce("hook.key-retired", id, hook.name(), Map.of("key", key.toString()), null, actor);
    }
  }

  /// Ends a webhook for good, and its keys with it; what it said stays.
  @Transactional
  public void disable(UUID id, String reason, Actor actor) {
    var hook = changing(id, actor);
    var why = Reason.required(reason);
    if (rows.disable(id, actor.name())) {
      rows.retireAll(id);
      announce("hook.disabled", id, hook.name(), Map.of(), why, actor);
    }
  }

  @Scheduled(cron = "0 47 * * * *", zone = "UTC")
  void forget() {
    rows.forgetDeliveries();
  }

  private HookView changing(UUID id, Actor actor) {
    var hook = rows.locked(id).orElseThrow(Hooks::nothing);
    require(actor, HookChanged.subject(id, hook.name()));
    requireProof(actor);
    if (!hook.isEnabled()) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "%s disabled this webhook. Make another one.".formatted(hook.disabledBy()));
    }
    return hook;
  }

  private void require(Actor actor, Subject subject) {
    access.require(actor, Permission.WEBHOOK_MANAGE, Scope.PORTAL, subject);
  }

  /// The portal itself, which tells a demonstration, has nothing to confirm.
  private void requireProof(Actor actor) {
    if (actor.via() != Via.SYSTEM) {
      access.requireRecentSignIn(actor);
    }
  }

  private TeamSummary team(MakeHook wish) {
    var team =
        teams
            .bySlug(wish.team())
            .orElseThrow(
                () -> new FieldRefused("team", "Choose the team whose services it speaks for."));
    for (var slug : wish.services()) {
      var _ =
          services
              .bySlug(slug)
              .filter(service -> service.team().equals(team.id()))
              .orElseThrow(() ->
                  new FieldRefused(
                      "services",
                      "There is no service '%s' of %s. Name them as their addresses do."
                          .formatted(slug, team.name())));
    }
    return team;
  }

  private static String reach(TeamSummary team, List<String> services) {
    return (services.isEmpty() ? "every service" : String.join(", ", services))
        + " of "
        + team.name();
  }

  /// Every other administrator is told: whoever holds a key can say that something was proven.
  private void announce(
      String action,
      UUID id,
      String name,
      Map<String, Object> after,
      @Nullable String reason,
      Actor actor) {
    Set<UUID> others =
        access.whoMay(Permission.WEBHOOK_MANAGE, Scope.PORTAL).stream()
            .map(person -> person.id().value())
            .filter(person -> !actor.is(person))
            .collect(Collectors.toSet());
    events.publishEvent(
        new HookChanged(action, HookChanged.subject(id, name), after, reason, others, actor));
  }

  private static DomainFailure nothing() {
    return new DomainFailure(ProblemType.NOT_FOUND, "There is no such webhook.");
  }
}
