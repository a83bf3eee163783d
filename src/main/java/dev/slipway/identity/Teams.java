package dev.slipway.identity;

import dev.slipway.identity.spi.Agreement;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Teams and who belongs to them. Belonging gives no right by itself; a grant does.
@Service
public class Teams {

  private final TeamRepository teams;
  private final Access access;
  private final Rights rights;
  private final JdbcClient jdbc;
  private final AccountActs acts;
  private final ApplicationEventPublisher events;

  Teams(
      TeamRepository teams,
      Access access,
      Rights rights,
      JdbcClient jdbc,
      AccountActs acts,
      ApplicationEventPublisher events) {
    this.teams = teams;
    this.access = access;
    this.rights = rights;
    this.jdbc = jdbc;
    this.acts = acts;
    this.events = events;
  }

  /// Every team, by name.
  public List<TeamSummary> all() {
    return List.copyOf(rights.shown().teams().values());
  }

  public Optional<TeamSummary> bySlug(String slug) {
    return rights.shown().teams().values().stream()
        .filter(team -> team.slug().equals(slug))
        .findFirst();
  }

  public Optional<TeamSummary> find(TeamId id) {
    return Optional.ofNullable(rights.shown().teams().get(id));
  }

  public Set<TeamId> of(PersonId person) {
    return Set.copyOf(rights.shown().teamsOf(person));
  }

  /// Members by name.
  public List<PersonSummary> members(TeamId team) {
    var now = rights.shown();
    return now.people().values().stream()
        .filter(person -> now.teamsOf(person.id()).contains(team))
        .toList();
  }

  @Transactional
  public TeamSummary create(String slug, String name, Actor actor) {
    access.require(actor, Permission.PEOPLE_MANAGE, Scope.PORTAL, Subject.of("team", slug, slug));
    if (rights.now().teams().values().stream().anyMatch(team -> team.slug().equals(slug))) {
      throw new InvalidIdentity(
          "slug", "There is a team '" + slug + "' already; choose another name.");
    }
    var team = teams.saveAndFlush(Team.found(Names.slug(slug), Names.shown(name))).summary();
    rights.changed();
    events.publishEvent(
        IdentityChanged.now("team.created", actor, subject(team), Map.of("name", team.name())));
    return team;
  }

  /// Adds a member. Whoever decides in production as a member waits for a second person.
  ///
  /// @return what waits; empty where they belong to it now
  @Transactional
  public Optional<WaitingAct> join(TeamId team, PersonId person, Actor actor) {
    var summary = requireTeam(team);
    var joining = requirePerson(person);
    access.require(actor, Permission.PEOPLE_MANAGE, Scope.PORTAL, subject(summary));
    var now = rights.now();
    if (now.teamsOf(person).contains(team)) {
      return Optional.empty();
    }
    var waits = acts.holdJoin(summary, joining, now, actor);
    if (waits.isEmpty()) {
      add(summary, joining, actor, List.of());
    }
    return waits;
  }

  /// Adds the member that a second person agreed to.
  @Transactional
  void joinAgreed(TeamId team, PersonId person, Agreement agreement) {
    var summary = requireTeam(team);
    var joining = requirePerson(person);
    access.require(agreement.requester(), Permission.PEOPLE_MANAGE, Scope.PORTAL, subject(summary));
    add(summary, joining, agreement.requester(), agreement.by());
  }

  private void add(TeamSummary summary, PersonSummary joining, Actor actor, List<String> agreedBy) {
    var added =
        jdbc.sql(
                """
                insert into membership (team_id, person_id, added_by) values (:team, :person, :by)
                on conflict do nothing
                """)
            .param("team", summary.id().value())
            .param("person", joining.id().value())
            .param("by", actor.name())
            .update();
    if (added == 1) {
      rights.changed();
      events.publishEvent(
          IdentityChanged.now(
                  "team.joined", actor, subject(summary), Map.of("person", joining.handle()))
              .rightsOf(joining.id())
              .agreedBy(agreedBy));
    }
  }

  @Transactional
  public void leave(TeamId team, PersonId person, Actor actor) {
    var summary = requireTeam(team);
    var leaving = requirePerson(person);
    access.require(actor, Permission.PEOPLE_MANAGE, Scope.PORTAL, subject(summary));
    var removed =
        jdbc.sql("delete from membership where team_id = :team and person_id = :person")
            .param("team", team.value())
            .param("person", person.value())
            .update();
    if (removed == 1) {
      rights.changed();
      events.publishEvent(
          IdentityChanged.now(
                  "team.left", actor, subject(summary), Map.of("person", leaving.handle()))
              .rightsOf(person));
    }
  }

  private TeamSummary requireTeam(TeamId id) {
    var team = rights.now().teams().get(id);
    if (team == null) {
      throw new IdentityNotFound("team", id.value().toString());
    }
    return team;
  }

  private PersonSummary requirePerson(PersonId id) {
    return rights
        .now()
        .person(id)
        .orElseThrow(() -> new IdentityNotFound("person", id.value().toString()));
  }

  private static Subject subject(TeamSummary team) {
    return Subject.of("team", team.slug(), team.name());
  }
}
