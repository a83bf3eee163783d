package dev.slipway.sandbox;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonId;
import dev.slipway.identity.Role;
import dev.slipway.identity.TeamId;
import dev.slipway.identity.TeamSummary;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/// The seven people whom one can be in the sandbox, and their roles. Repeatable.
@Component
@ConditionalOnProperty(name = "slipway.mode", havingValue = "sandbox")
public class DemonstrationPeople implements SmartInitializingSingleton {

  private static final String WHY = "Part of the demonstration";

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
    var students = team("students", "Students");
    var ada =
        person("ada", "Ada", "Developer in team Students. Plans changes of the team's services.");
    var kofi = person("kofi", "Kofi", "Owns the services of team Students.");
    var mira = person("mira", "Mira", "Approves changes of production, and is on call.");
    var jon = person("jon", "Jon", "SRE. Owns the environments: policies, freezes, locks.");
    var noor = person("noor", "Noor", "Auditor. Reads and exports everything, changes nothing.");
    var sam =
        person("sam", "Sam", "Platform administrator. Clusters, people and roles; no deploys.");
    var vera = person("vera", "Vera", "Viewer. Sees what runs where.");
    join(students, ada);
    join(students, kofi);
    grant(ada, Role.DEVELOPER, students.id(), null);
    grant(kofi, Role.SERVICE_OWNER, students.id(), null);
    grant(mira, Role.APPROVER, null, null);
    for (var environment : EnvironmentClass.values()) {
      grant(jon, Role.ENVIRONMENT_OWNER, null, environment);
    }
    grant(noor, Role.AUDITOR, null, null);
    grant(sam, Role.PLATFORM_ADMIN, null, null);
    grant(vera, Role.VIEWER, null, null);
  }

  private PersonId person(String handle, String name, String about) {
    return people
        .byHandle(handle)
        .orElseGet(() -> people.register(handle, name, about, Actor.SYSTEM))
        .id();
  }

  private TeamSummary team(String slug, String name) {
    return teams.bySlug(slug).orElseGet(() -> teams.create(slug, name, Actor.SYSTEM));
  }

  private void join(TeamSummary team, PersonId person) {
    teams.join(team.id(), person, Actor.SYSTEM);
  }

  private void grant(
      PersonId person, Role role, @Nullable TeamId team, @Nullable EnvironmentClass environment) {
    grants.give(person, role, team, environment, WHY, Actor.SYSTEM);
  }
}
