package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.Via;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@SlipwayTest
class AccessTests {

  @Autowired Access access;
  @Autowired People people;
  @Autowired Teams teams;
  @Autowired Grants grants;
  @Autowired Rights rights;
  @Autowired JdbcClient jdbc;

  private final PersonMother mother = new PersonMother();

  @Test
  @Negative(31)
  void aDeveloperPlansForTheirTeamOnly() {
    var ours = mother.team(teams);
    var theirs = mother.team(teams);
    var developer = mother.person(people);
    grants.give(
        developer.id(), Role.DEVELOPER, ours.id(), EnvironmentClass.STAGING, "test", Actor.SYSTEM);

    assertThat(access.personMay(developer.id(), Permission.CHANGE_PLAN, staging(ours))).isTrue();
    assertThat(access.personMay(developer.id(), Permission.CHANGE_PLAN, staging(theirs))).isFalse();
    assertThat(
            access.personMay(
                developer.id(),
                Permission.CHANGE_PLAN,
                Scope.of(ours.id(), EnvironmentClass.PRODUCTION)))
        .isFalse();
    assertThat(access.personMay(developer.id(), Permission.CHANGE_PLAN, Scope.PORTAL)).isFalse();
  }

  @Test
  void aRefusalNamesTheRolesAndThePeopleWhoHaveThem() {
    var team = mother.team(teams);
    var owner = mother.person(people);
    var viewer = mother.person(people);
    grants.give(owner.id(), Role.SERVICE_OWNER, team.id(), null, "test", Actor.SYSTEM);

    assertThatThrownBy(() ->
            access.require(
                mother.actor(viewer),
                Permission.SERVICE_EDIT,
                Scope.of(team.id()),
                Subject.of("service", "shop", "shop")))
        .isInstanceOf(NotAllowed.class)
        .hasMessageContaining("service owner")
        .hasMessageContaining(owner.name());
  }

  /// A colleague is asked before the many who may everywhere; of two of one name the handle tells
  /// which.
  @Test
  void aRefusalNamesThePeopleOfTheTeamBeforeThoseOfEverywhere() {
    var team = mother.team(teams);
    owner(team.slug() + "-all", "Zed " + team.slug(), null);
    owner(team.slug() + "-one", "Zoe " + team.slug(), team.id());
    owner(team.slug() + "-two", "Zoe " + team.slug(), team.id());

    assertThatThrownBy(() ->
            access.require(
                mother.actor(mother.person(people)),
                Permission.SERVICE_EDIT,
                Scope.of(team.id()),
                Subject.of("service", "shop", "shop")))
        .hasMessageContaining(
            "Ask Zoe %1$s (%1$s-one), Zoe %1$s (%1$s-two)".formatted(team.slug()));
  }

  private void owner(String handle, String name, @Nullable TeamId team) {
    var person = people.register(handle, name, Actor.SYSTEM);
    grants.give(person.id(), Role.SERVICE_OWNER, team, null, "test", Actor.SYSTEM);
  }

  @Test
  void anAdministratorNeitherDeploysNorDecidesNorReadsLogs() {
    var admin = mother.person(people);
    grants.give(admin.id(), Role.PLATFORM_ADMIN, null, null, "test", Actor.SYSTEM);

    for (var permission :
        new Permission[] {
          Permission.CHANGE_PLAN,
          Permission.APPROVAL_DECIDE,
          Permission.LOGS_VIEW,
          Permission.AUDIT_VIEW,
        }) {
      assertThat(access.permitsSomewhere(mother.actor(admin), permission)).isFalse();
    }
    assertThat(access.personMay(admin.id(), Permission.CLUSTER_MANAGE, Scope.PORTAL)).isTrue();
  }

  @Test
  void aDisabledPersonHasNothingAtOnce() {
    var developer = mother.person(people);
    grants.give(developer.id(), Role.DEVELOPER, null, null, "test", Actor.SYSTEM);
    assertThat(access.permitsSomewhere(mother.actor(developer), Permission.CHANGE_PLAN)).isTrue();

    people.disable(developer.id(), "left", Actor.SYSTEM);

    assertThat(access.permitsSomewhere(mother.actor(developer), Permission.CHANGE_PLAN)).isFalse();
    assertThat(access.permits(mother.actor(developer), Permission.VIEW, Scope.PORTAL)).isFalse();
  }

  @Test
  void whoMayInAPartOfAPlaceIsNamedForIt() {
    var team = mother.team(teams);
    var other = mother.team(teams);
    var asker = mother.person(people);
    var owner = mother.person(people);
    grants.give(
        owner.id(),
        Role.SERVICE_OWNER,
        team.id(),
        EnvironmentClass.PRODUCTION,
        "test",
        Actor.SYSTEM);

    assertThat(inPlaces(asker, Scope.PORTAL)).contains(owner);
    assertThat(inPlaces(asker, Scope.of(team.id()))).contains(owner);
    assertThat(inPlaces(asker, new Scope(null, EnvironmentClass.PRODUCTION))).contains(owner);
    assertThat(inPlaces(asker, Scope.of(other.id()))).doesNotContain(owner);
    assertThat(inPlaces(asker, new Scope(null, EnvironmentClass.STAGING))).doesNotContain(owner);
    var there = Scope.of(team.id(), EnvironmentClass.PRODUCTION);
    assertThat(inPlaces(asker, there)).doesNotContain(owner);
    assertThat(edit(asker, there).others()).contains(owner);
    people.disable(owner.id(), "left", Actor.SYSTEM);
    assertThat(inPlaces(asker, Scope.PORTAL)).doesNotContain(owner);
  }

  private List<PersonSummary> inPlaces(PersonSummary asker, Scope scope) {
    return edit(asker, scope).inPlaces();
  }

  private Access.Answer edit(PersonSummary asker, Scope scope) {
    return access.answers(asker.id(), scope).stream()
        .filter(answer -> answer.permission() == Permission.SERVICE_EDIT)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRightTakenByAnotherReplicaIsGoneAtTheNextDecision() {
    var developer = mother.person(people);
    grants.give(developer.id(), Role.DEVELOPER, null, null, "test", Actor.SYSTEM);
    assertThat(access.personMay(developer.id(), Permission.CHANGE_PLAN, Scope.PORTAL)).isTrue();

    jdbc.sql("update role_grant set ended_at = clock_timestamp() where person_id = :person")
        .param("person", developer.id().value())
        .update();

    assertThat(access.personMay(developer.id(), Permission.CHANGE_PLAN, Scope.PORTAL)).isFalse();
  }

  @Test
  void aPortalWideRoleIsNotBoundToATeam() {
    var team = mother.team(teams);
    var person = mother.person(people);

    assertThatThrownBy(() ->
            grants.give(person.id(), Role.PLATFORM_ADMIN, team.id(), null, "test", Actor.SYSTEM))
        .isInstanceOf(FieldRefused.class);
  }

  @Test
  void nobodyGivesThemselvesARole() {
    var admin = mother.person(people);
    grants.give(admin.id(), Role.PLATFORM_ADMIN, null, null, "test", Actor.SYSTEM);

    assertThatThrownBy(
            () -> grants.give(admin.id(), Role.DEVELOPER, null, null, "more", mother.actor(admin)))
        .isInstanceOf(InvalidIdentity.class);
  }

  @Test
  void aSignInOlderThanFiveMinutesIsNotRecent() {
    var person = mother.person(people);
    var now = rights.databaseTime();

    access.requireRecentSignIn(mother.actor(person, now.minus(Duration.ofMinutes(4))));

    assertThatThrownBy(() ->
            access.requireRecentSignIn(mother.actor(person, now.minus(Duration.ofMinutes(6)))))
        .isInstanceOf(SignInAgain.class);
  }

  @Test
  void nobodyUnknownOrComingByARequestIsThePortal() {
    var stranger = new Actor(null, "system", Via.ANONYMOUS, null, null, null);
    var unknown = new Actor(UUID.randomUUID(), "x", Via.SESSION, null, null, null);

    for (var permission : Permission.values()) {
      assertThat(access.permits(stranger, permission, Scope.PORTAL)).isFalse();
      assertThat(access.permits(unknown, permission, Scope.PORTAL)).isFalse();
    }
  }

  private static Scope staging(TeamSummary team) {
    return Scope.of(team.id(), EnvironmentClass.STAGING);
  }
}
