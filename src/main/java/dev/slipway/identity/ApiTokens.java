package dev.slipway.identity;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.UuidV7;
import dev.slipway.runtime.Sealing;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Tokens by which programs use the API for a person. A token never may more than its owner does at
/// that moment, and never what its scope leaves out. Only a keyed hash of it is kept, so the
/// database alone lets nobody make one up or recognise one.
@Service
public class ApiTokens {

  /// What every token begins with, so that scanners of code and logs find one that got lost.
  public static final String PREFIX = "slw_";

  private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
  private static final int LONGEST_NAME = 60;
  private static final int MOST = 20;

  private final StoredTokens stored;
  private final Access access;
  private final Rights rights;
  private final ObjectProvider<Estate> estate;
  private final Sealing sealing;
  private final JdbcClient jdbc;
  private final ApplicationEventPublisher events;

  ApiTokens(
      StoredTokens stored,
      Access access,
      Rights rights,
      ObjectProvider<Estate> estate,
      Sealing sealing,
      JdbcClient jdbc,
      ApplicationEventPublisher events) {
    this.stored = stored;
    this.access = access;
    this.rights = rights;
    this.estate = estate;
    this.sealing = sealing;
    this.jdbc = jdbc;
    this.events = events;
  }

  /// A token just made.
  ///
  /// @param secret its value, shown once
  public record Issued(ApiTokenView token, String secret) {
    @Override
    public String toString() {
      return "Issued[" + token.id() + "]";
    }
  }

  /// Makes a token of the actor's own.
  @Transactional
  public Issued issue(IssueToken wish, Actor actor) {
    if (!actor.actsInPerson()) {
      throw new InvalidIdentity("Only a person who is signed in makes a token, for themselves.");
    }
    access.requireRecentSignIn(actor);
    var owner = owner(actor);
    var name = name(wish.name(), owner);
    var scope = scope(wish);
    if (wish.days() < 1 || wish.days() > IssueToken.LONGEST_DAYS) {
      throw new FieldRefused(
          "days", "A token works for 1 to %d days.".formatted(IssueToken.LONGEST_DAYS));
    }
    var id = UuidV7.next();
    var secret = PREFIX + Tokens.random();
    jdbc.sql(
            """
            insert into api_token (id, person_id, name, token_mac, changes, objectives, team_id,
              services, environment_classes, made_at, expires_at)
            select :id, :person, :name, :mac, :changes, :objectives, :team, :services,
              :environments, at, at + make_interval(hours => 24 * :days)
            from (select clock_timestamp() as at) as clock
            """)
        .param("id", id)
        .param("person", owner.id().value())
        .param("name", name)
        .param("mac", mac(secret))
        .param("changes", scope.changes())
        .param("objectives", scope.objectives())
        .param("team", scope.team() == null ? null : scope.team().value())
        .param("services", scope.services().toArray(String[]::new))
        .param(
            "environments",
            scope.environments().stream().map(Enum::name).sorted().toArray(String[]::new))
        .param("days", wish.days())
        .update();
    var token = stored.byId(id).orElseThrow();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", name);
    facts.put("may", token.may());
    facts.put("days", wish.days());
    events.publishEvent(IdentityChanged.now("token.made", actor, subject(token), facts));
    return new Issued(token, secret);
  }

  /// Tokens of one person: those that work, and those that were over within 30 days.
  public List<ApiTokenView> of(PersonId person) {
    return stored.of(person);
  }

  /// Tokens of others that this person may revoke.
  public List<ApiTokenView> inCareOf(Actor actor) {
    return stored.inForce().stream()
        .filter(token -> !actor.is(token.owner().id().value()) && mayRevoke(actor, token))
        .toList();
  }

  /// Ends a token at once, on every replica. Ending it twice changes nothing.
  @Transactional
  public void revoke(UUID id, String reason, Actor actor) {
    var token =
        stored
            .byId(id)
            .filter(found -> mayRevoke(actor, found))
            .orElseThrow(() -> new IdentityNotFound("token", id.toString()));
    end(id, reason.isBlank() ? "Not needed any more" : Names.reason(reason), actor.name())
        .ifPresent(why ->
            events.publishEvent(
                IdentityChanged.now("token.revoked", actor, subject(token), Map.of())
                    .because(why)));
  }

  /// Ends every token of a person.
  ///
  /// @param by who ended them, as the token's line says it
  /// @return the names of those that worked until now
  List<String> endAll(PersonId person, String reason, String by) {
    return stored.of(person).stream()
        .filter(token -> token.inForce() && end(token.id(), reason, by).isPresent())
        .map(ApiTokenView::name)
        .toList();
  }

  private Optional<String> end(UUID id, String reason, String by) {
    var ended =
        jdbc.sql(
                """
                update api_token set revoked_at = clock_timestamp(), revoked_by = :by,
                  revoke_reason = :reason
                where id = :id and revoked_at is null
                """)
            .param("id", id)
            .param("by", by)
            .param("reason", reason)
            .update();
    return ended == 1 ? Optional.of(reason) : Optional.empty();
  }

  /// Whose token has this value, whatever its state; nobody's if it was never made.
  Optional<ApiTokenView> byValue(String value) {
    return isFormed(value) ? stored.byMac(mac(value)) : Optional.empty();
  }

  /// Whether a text can be a token at all.
  static boolean isFormed(String value) {
    return FORM.matcher(value).matches();
  }

  /// The owner; an administrator; and the owner of services that the token may change.
  public boolean mayRevoke(Actor actor, ApiTokenView token) {
    if (!actor.actsInPerson()) {
      return false;
    }
    return actor.is(token.owner().id().value())
        || access.permits(actor, Permission.TOKEN_MANAGE, Scope.PORTAL)
        || (token.scope().writes()
            && reach(token).stream()
                .anyMatch(team -> access.permits(actor, Permission.TOKEN_MANAGE, Scope.of(team))));
  }

  private Set<TeamId> reach(ApiTokenView token) {
    var team = token.scope().team();
    if (team != null) {
      return Set.of(team);
    }
    var teams = new HashSet<TeamId>();
    var permission = token.scope().changes() ? Permission.CHANGE_PLAN : Permission.SLO_EDIT;
    for (var grant : access.grantsFor(token.owner().id(), permission)) {
      if (grant.team() == null) {
        teams.addAll(rights.shown().teams().keySet());
      } else {
        teams.add(grant.team().id());
      }
    }
    return teams;
  }

  private PersonSummary owner(Actor actor) {
    var id = new PersonId(Objects.requireNonNull(actor.person()));
    // Two who come at once count each other's tokens.
    jdbc.sql("select id from person where id = :id for update")
        .param("id", id.value())
        .query(UUID.class)
        .single();
    return rights.now().person(id).filter(PersonSummary::enabled).orElseThrow();
  }

  private String name(String typed, PersonSummary owner) {
    if (typed.isBlank() || typed.strip().length() > LONGEST_NAME) {
      throw new FieldRefused("name", "A token's name has 1 to 60 visible characters on one line.");
    }
    var name = Names.shown(typed);
    var own = stored.of(owner.id()).stream().filter(ApiTokenView::inForce).toList();
    if (own.size() >= MOST) {
      throw new FieldRefused(
          "name", "You have %d tokens that work; revoke one first.".formatted(own.size()));
    }
    if (own.stream().anyMatch(token -> token.name().equalsIgnoreCase(name))) {
      throw new FieldRefused(
          "name",
          "You have a token '" + name + "' already; revoke it, or name this one otherwise.");
    }
    return name;
  }

  private TokenScope scope(IssueToken wish) {
    if (!wish.changes() && !wish.objectives()) {
      return new TokenScope(false, false, null, Set.of(), Set.of());
    }
    if (wish.environments().isEmpty()) {
      throw new FieldRefused(
          "environments", "Choose where it may change something, or let it read only.");
    }
    var now = rights.now();
    var team =
        wish.team() == null || wish.team().isBlank()
            ? null
            : now.teams().values().stream()
                .filter(known -> known.slug().equals(wish.team()))
                .findFirst()
                .orElseThrow(
                    () -> new FieldRefused("team", "There is no team '" + wish.team() + "'."))
                .id();
    var known = new TreeSet<String>();
    estate.ifAvailable(all ->
        now.teams().keySet().stream()
            .filter(each -> team == null || each.equals(team))
            .forEach(each -> known.addAll(all.servicesOf(each))));
    for (var slug : wish.slugs()) {
      if (!known.contains(slug)) {
        throw new FieldRefused(
            "services",
            "There is no service '%s'%s. Name them as their addresses do, such as 'student-service'."
                .formatted(slug, team == null ? "" : " of this team"));
      }
    }
    return new TokenScope(
        wish.changes(), wish.objectives(), team, Set.copyOf(wish.slugs()), wish.environments());
  }

  private String mac(String value) {
    return sealing.mac(("api token\n" + value).getBytes(StandardCharsets.UTF_8));
  }

  static Subject subject(ApiTokenView token) {
    return Subject.of("token", token.id(), token.name());
  }
}
