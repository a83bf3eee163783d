package dev.slipway.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/// People, teams, memberships and grants in force, at one moment.
record RightsSnapshot(
    Map<PersonId, PersonSummary> people,
    Map<TeamId, TeamSummary> teams,
    Map<PersonId, Set<TeamId>> memberships,
    Map<PersonId, List<GrantView>> grants) {

  static RightsSnapshot read(JdbcClient jdbc) {
    Map<PersonId, PersonSummary> people = new LinkedHashMap<>();
    jdbc.sql(
            "select id, handle, name, disabled_at is null as enabled from person order by name, handle")
        .query(RightsSnapshot::person)
        .list()
        .forEach(person -> people.put(person.id(), person));
    Map<TeamId, TeamSummary> teams = new LinkedHashMap<>();
    jdbc.sql("select id, slug, name from team order by name, slug")
        .query(RightsSnapshot::team)
        .list()
        .forEach(team -> teams.put(team.id(), team));
    Map<PersonId, Set<TeamId>> memberships = new HashMap<>();
    jdbc.sql("select team_id, person_id from membership")
        .query(
            (RowCallbackHandler)
                row ->
                    memberships
                        .computeIfAbsent(personId(row, "person_id"), _ -> new HashSet<>())
                        .add(new TeamId(row.getObject("team_id", UUID.class))));
    Map<PersonId, List<GrantView>> grants = new HashMap<>();
    jdbc.sql("select * from role_grant where ended_at is null order by since, id")
        .query(
            (RowCallbackHandler)
                row -> {
                  var grant = grant(row, teams);
                  grants.computeIfAbsent(grant.person(), _ -> new ArrayList<>()).add(grant);
                });
    return new RightsSnapshot(people, teams, memberships, grants);
  }

  Optional<PersonSummary> person(PersonId id) {
    return Optional.ofNullable(people.get(id));
  }

  boolean isEnabled(PersonId id) {
    return person(id).map(PersonSummary::enabled).orElse(false);
  }

  /// Grants in force; somebody disabled or unknown has none.
  List<GrantView> grantsOf(PersonId id) {
    return isEnabled(id) ? grants.getOrDefault(id, List.of()) : List.of();
  }

  Set<TeamId> teamsOf(PersonId id) {
    return memberships.getOrDefault(id, Set.of());
  }

  /// Whether grants cover the scope. An act that is bound to no environment reaches all of them: it
  /// takes a grant without that bound, or one for each class.
  boolean hasAnyRole(PersonId id, Set<Role> roles, Scope scope) {
    return !carrying(id, roles, scope).isEmpty();
  }

  /// The grants by which a person has one of the roles in the scope; none if they have not.
  List<GrantView> carrying(PersonId id, Set<Role> roles, Scope scope) {
    var held = grantsOf(id).stream().filter(grant -> roles.contains(grant.role())).toList();
    var here = held.stream().filter(grant -> grant.covers(scope)).toList();
    if (!here.isEmpty() || scope.environment() != null) {
      return here;
    }
    var classes =
        Arrays.stream(EnvironmentClass.values())
            .map(each -> new Scope(scope.team(), each))
            .toList();
    return classes.stream().allMatch(each -> covered(held, each))
        ? held.stream().filter(grant -> classes.stream().anyMatch(grant::covers)).toList()
        : List.of();
  }

  private static boolean covered(List<GrantView> held, Scope scope) {
    return held.stream().anyMatch(grant -> grant.covers(scope));
  }

  /// Who has one of the roles in the scope: the people of its own team first, whom a colleague can
  /// ask, then those who have it everywhere; by name among each.
  List<PersonSummary> withAnyRole(Set<Role> roles, Scope scope) {
    return people.values().stream()
        .filter(person -> hasAnyRole(person.id(), roles, scope))
        .sorted(Comparator.comparing(person -> !bound(carrying(person.id(), roles, scope))))
        .toList();
  }

  private static boolean bound(List<GrantView> held) {
    return held.stream().anyMatch(grant -> grant.team() != null);
  }

  private static PersonSummary person(ResultSet row, int number) throws SQLException {
    return new PersonSummary(
        personId(row, "id"),
        row.getString("handle"),
        row.getString("name"),
        row.getBoolean("enabled"));
  }

  private static TeamSummary team(ResultSet row, int number) throws SQLException {
    return new TeamSummary(
        new TeamId(row.getObject("id", UUID.class)), row.getString("slug"), row.getString("name"));
  }

  static GrantView grant(ResultSet row, Map<TeamId, TeamSummary> teams) throws SQLException {
    @Nullable UUID team = row.getObject("team_id", UUID.class);
    @Nullable String environment = row.getString("environment_class");
    return new GrantView(
        row.getObject("id", UUID.class),
        personId(row, "person_id"),
        Role.valueOf(row.getString("role")),
        team == null ? null : teams.get(new TeamId(team)),
        environment == null ? null : EnvironmentClass.valueOf(environment),
        row.getString("given_by"),
        row.getString("reason"),
        row.getObject("since", OffsetDateTime.class).toInstant());
  }

  private static PersonId personId(ResultSet row, String column) throws SQLException {
    return new PersonId(row.getObject(column, UUID.class));
  }
}
