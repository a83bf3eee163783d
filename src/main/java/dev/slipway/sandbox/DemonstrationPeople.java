package dev.slipway.sandbox;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.TeamSummary;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/// The seven people of the demonstration and their teams. Made once; what a visitor changes stays
/// until the demonstration is reset.
@Component
@InSandbox
class DemonstrationPeople implements SmartInitializingSingleton {

  private static final String REASON = "Part of the demonstration";

  private final People people;
  private final Teams teams;
  private final Grants grants;

  DemonstrationPeople(People people, Teams teams, Grants grants) {
    this.people = people;
    this.teams = teams;
    this.grants = grants;
  }

  @Override
  public void afterSingletonsInstantiated() {
    if (people.byHandle("ada").isEmpty()) {
      introduce();
    }
  }

  /// Makes the seven and their teams, or gives them back what was taken from them. What they were
  /// given on top stays.
  void introduce() {
    var students = team("students", "Students");
    var data = team("data", "Data platform");
    var voting = team("voting", "Voting");
    var telemetry = team("telemetry", "Telemetry");

    var ada = person("ada", "Ada", "Developer in the teams Students, Voting and Telemetry");
    join(ada, students, voting, telemetry);
    for (var team : List.of(students, voting, telemetry)) {
      everywhere(ada, Role.DEVELOPER, team);
    }

    var kofi =
        person(
            "kofi", "Kofi", "Service owner of Students, Voting, Telemetry and the data services");
    join(kofi, students, voting, telemetry, data);
    for (var team : List.of(students, voting, telemetry, data)) {
      everywhere(kofi, Role.SERVICE_OWNER, team);
    }

    var mira = person("mira", "Mira", "Approves production changes, on call this week");
    join(mira, students);
    everywhere(mira, Role.APPROVER, null);

    var jon = person("jon", "Jon", "Site reliability engineer, owns the environments");
    join(jon, data);
    everywhere(jon, Role.ENVIRONMENT_OWNER, null);

    grant(person("noor", "Noor", "Auditor"), Role.AUDITOR, null, null);
    grant(person("sam", "Sam", "Platform administrator"), Role.PLATFORM_ADMIN, null, null);
    grant(person("vera", "Vera", "Viewer, looks and changes nothing"), Role.VIEWER, null, null);
  }

  private PersonSummary person(String handle, String name, String about) {
    var known = people.byHandle(handle);
    known
        .filter(person -> !person.enabled())
        .ifPresent(person -> people.enable(person.id(), REASON, Actor.SYSTEM));
    return known.orElseGet(() -> people.register(handle, name, about, Actor.SYSTEM));
  }

  private TeamSummary team(String slug, String name) {
    return teams.bySlug(slug).orElseGet(() -> teams.create(slug, name, Actor.SYSTEM));
  }

  private void join(PersonSummary person, TeamSummary... joined) {
    for (var team : joined) {
      teams.join(team.id(), person.id(), Actor.SYSTEM);
    }
  }

  /// One grant per class: nobody inherits across production.
  private void everywhere(PersonSummary person, Role role, @Nullable TeamSummary team) {
    for (var environmentClass : EnvironmentClass.values()) {
      grant(person, role, team, environmentClass);
    }
  }

  private void grant(
      PersonSummary person,
      Role role,
      @Nullable TeamSummary team,
      @Nullable EnvironmentClass environmentClass) {
    grants.give(
        person.id(), role, team == null ? null : team.id(), environmentClass, REASON, Actor.SYSTEM);
  }
}
