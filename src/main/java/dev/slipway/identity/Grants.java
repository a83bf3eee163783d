package dev.slipway.identity;

import dev.slipway.identity.spi.Agreement;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Who has which role, where, by whom and why.
@Service
public class Grants {

  private final RoleGrantRepository grants;
  private final Access access;
  private final Rights rights;
  private final Administrators administrators;
  private final GrantActs acts;
  private final JdbcClient jdbc;
  private final OneTimeLinks links;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Grants(
      RoleGrantRepository grants,
      Access access,
      Rights rights,
      Administrators administrators,
      GrantActs acts,
      JdbcClient jdbc,
      OneTimeLinks links,
      ApplicationEventPublisher events,
      Clock clock) {
    this.grants = grants;
    this.access = access;
    this.rights = rights;
    this.administrators = administrators;
    this.acts = acts;
    this.jdbc = jdbc;
    this.links = links;
    this.events = events;
    this.clock = clock;
  }

  /// Grants in force of an enabled person.
  public List<GrantView> of(PersonId person) {
    return List.copyOf(rights.shown().grantsOf(person));
  }

  /// A role that somebody had.
  public record Ended(
      String sentence,
      String givenBy,
      String reason,
      Instant since,
      Instant endedAt,
      String endedBy,
      String endReason) {}

  /// The roles that a person had, latest end first.
  public List<Ended> ended(PersonId person) {
    var teams = rights.shown().teams();
    return jdbc.sql(
            """
            select * from role_grant where person_id = :person and ended_at is not null
            order by ended_at desc limit 50
            """)
        .param("person", person.value())
        .query((row, _) -> {
          var grant = RightsSnapshot.grant(row, teams);
          return new Ended(
              grant.sentence(),
              grant.givenBy(),
              grant.reason(),
              grant.since(),
              row.getObject("ended_at", OffsetDateTime.class).toInstant(),
              row.getString("ended_by"),
              row.getString("end_reason"));
        })
        .list();
  }

  /// Gives a role, unless the person has exactly it already. Nobody gives one to themselves, and
  /// nobody gives one alone that counts in production or over the portal.
  ///
  /// @return what waits for a second person; empty where the role is given
  @Transactional
  public Optional<WaitingAct> give(
      PersonId to,
      Role role,
      @Nullable TeamId team,
      @Nullable EnvironmentClass environment,
      String reason,
      Actor actor) {
    var now = rights.now();
    var person =
        now.person(to).orElseThrow(() -> new IdentityNotFound("person", to.value().toString()));
    access.require(actor, Permission.GRANT_MANAGE, Scope.PORTAL, People.subject(person));
    if (actor.is(to.value())) {
      throw new InvalidIdentity("Nobody gives themselves a role; ask another administrator.");
    }
    if (role.isPortalWide() && (team != null || environment != null)) {
      throw new FieldRefused(
          "role",
          "The role " + role.words() + " is for the whole portal; leave team and environment out.");
    }
    if (team != null && !now.teams().containsKey(team)) {
      throw new IdentityNotFound("team", team.value().toString());
    }
    var scope = new Scope(team, environment);
    if (has(now, to, role, scope)) {
      return Optional.empty();
    }
    var waits = acts.hold(person, role, scope, now, Names.reason(reason), actor);
    if (waits.isEmpty()) {
      store(person, role, scope, reason, actor, List.of());
    }
    return waits;
  }

  /// Gives what a second person agreed to, if the requester still may and nothing has changed.
  @Transactional
  void giveAgreed(PersonId to, Role role, Scope scope, String reason, Agreement agreement) {
    var now = rights.now();
    var person =
        now.person(to).orElseThrow(() -> new IdentityNotFound("person", to.value().toString()));
    access.require(
        agreement.requester(), Permission.GRANT_MANAGE, Scope.PORTAL, People.subject(person));
    if (!person.enabled() || has(now, to, role, scope)) {
      throw new InvalidIdentity(
          person.name()
              + (person.enabled() ? " has exactly this role by now." : " was disabled meanwhile.")
              + " Look at the person, then ask again if it is still needed.");
    }
    links.endOpen(to, agreement.requester());
    store(person, role, scope, reason, agreement.requester(), agreement.by());
  }

  private void store(
      PersonSummary person,
      Role role,
      Scope scope,
      String reason,
      Actor actor,
      List<String> agreedBy) {
    grants.saveAndFlush(RoleGrant.give(person.id(), role, scope, Names.reason(reason), actor));
    rights.changed();
    events.publishEvent(
        IdentityChanged.now(
                "grant.given", actor, People.subject(person), facts(role, scope, rights.now()))
            .rightsOf(person.id())
            .agreedBy(agreedBy)
            .because(reason));
  }

  /// Takes a role away; it counts no more from this moment.
  @Transactional
  public void end(UUID grant, String reason, Actor actor) {
    administrators.takeTurn();
    var row =
        grants.findById(grant).orElseThrow(() -> new IdentityNotFound("grant", grant.toString()));
    var person = rights.now().person(row.person()).orElseThrow();
    access.require(actor, Permission.GRANT_MANAGE, Scope.PORTAL, People.subject(person));
    if (row.role() == Role.PLATFORM_ADMIN) {
      administrators.requireAnother(row.person());
    }
    row.end(Names.reason(reason), actor, Instant.now(clock));
    grants.saveAndFlush(row);
    rights.changed();
    events.publishEvent(
        IdentityChanged.now(
                "grant.ended", actor, People.subject(person), Map.of("role", row.role().words()))
            .rightsOf(row.person())
            .because(reason));
  }

  private static boolean has(RightsSnapshot now, PersonId person, Role role, Scope scope) {
    return now.grants().getOrDefault(person, List.of()).stream()
        .anyMatch(grant ->
            grant.role() == role
                && Objects.equals(grant.team() == null ? null : grant.team().id(), scope.team())
                && grant.environment() == scope.environment());
  }

  private static Map<String, Object> facts(Role role, Scope scope, RightsSnapshot now) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("role", role.words());
    var team = scope.team() == null ? null : now.teams().get(scope.team());
    facts.put("team", team == null ? "every team" : team.slug());
    var environment = scope.environment();
    facts.put("environment", environment == null ? "every environment" : environment.slug());
    return facts;
  }
}
