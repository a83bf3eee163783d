package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.kernel.Permission;
import dev.slipway.testing.Promise;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Which acts about rights nobody does alone.
class WeightTests {

  private static final PersonId ADA = PersonId.next();
  private static final TeamSummary STUDENTS =
      new TeamSummary(TeamId.next(), "students", "Students");
  private static final TeamSummary VOTING = new TeamSummary(TeamId.next(), "voting", "Voting");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          DEVELOPER,         DEVELOPMENT, false
          DEVELOPER,         STAGING,     false
          DEVELOPER,         PRODUCTION,  true
          DEVELOPER,         -,           true
          SERVICE_OWNER,     STAGING,     false
          SERVICE_OWNER,     PRODUCTION,  true
          SERVICE_OWNER,     -,           true
          APPROVER,          DEVELOPMENT, false
          APPROVER,          PRODUCTION,  true
          APPROVER,          -,           true
          ENVIRONMENT_OWNER, STAGING,     false
          ENVIRONMENT_OWNER, PRODUCTION,  true
          ENVIRONMENT_OWNER, -,           true
          PLATFORM_ADMIN,    -,           true
          AUDITOR,           -,           true
          VIEWER,            -,           false
          """)
  void aRoleWeighsByWhereItReaches(
      Role role, @Nullable EnvironmentClass environment, boolean weighs) {
    assertThat(Weight.of(role, new Scope(STUDENTS.id(), environment))).isEqualTo(weighs);
    assertThat(Weight.of(role, new Scope(null, environment))).isEqualTo(weighs);
  }

  /// By what the rights say, not by the table above: a light grant, even one of every light kind
  /// together, opens nothing in production and nothing of the portal.
  @ParameterizedTest
  @EnumSource(Role.class)
  void whatIsGivenAtOnceReachesNeitherProductionNorThePortal(Role role) {
    var light =
        Stream.of(EnvironmentClass.DEVELOPMENT, EnvironmentClass.STAGING, null)
            .filter(environment -> !Weight.of(role, new Scope(null, environment)))
            .map(environment -> grant(role, null, environment))
            .toList();
    var rights = rights(light);

    for (var permission : EnumSet.allOf(Permission.class)) {
      var roles = RightsTable.rolesFor(permission);
      assertThat(rights.hasAnyRole(ADA, roles, Scope.PORTAL)).as("%s", permission).isFalse();
      assertThat(
              rights.hasAnyRole(ADA, roles, Scope.of(STUDENTS.id(), EnvironmentClass.PRODUCTION)))
          .as("%s", permission)
          .isFalse();
      assertThat(rights.hasAnyRole(ADA, roles, Scope.of(STUDENTS.id())))
          .as("%s", permission)
          .isFalse();
    }
  }

  @Test
  void joiningATeamWeighsWhereItMakesADecider() {
    assertThat(joining(grant(Role.APPROVER, null, EnvironmentClass.PRODUCTION))).isTrue();
    assertThat(joining(grant(Role.APPROVER, STUDENTS, null))).isTrue();
    assertThat(joining(grant(Role.SERVICE_OWNER, STUDENTS, EnvironmentClass.PRODUCTION))).isTrue();
    assertThat(joining(grant(Role.APPROVER, STUDENTS, EnvironmentClass.STAGING))).isFalse();
    assertThat(joining(grant(Role.DEVELOPER, null, null))).isFalse();
    assertThat(joining(grant(Role.PLATFORM_ADMIN, null, null))).isFalse();
  }

  /// A rule may ask for an owner of the service who belongs to another team.
  @Test
  @Promise("P5")
  void joiningATeamWeighsAlsoByARoleInAnotherTeam() {
    assertThat(joining(grant(Role.SERVICE_OWNER, VOTING, null))).isTrue();
    assertThat(joining(grant(Role.APPROVER, VOTING, EnvironmentClass.PRODUCTION))).isTrue();
    assertThat(joining(grant(Role.APPROVER, VOTING, EnvironmentClass.STAGING))).isFalse();
  }

  @Test
  void anAccountWeighsByItsGrantsAlsoWhileItIsDisabled() {
    var now =
        new RightsSnapshot(
            Map.of(ADA, new PersonSummary(ADA, "ada", "Ada", false)),
            Map.of(),
            Map.of(),
            Map.of(ADA, List.of(grant(Role.APPROVER, null, EnvironmentClass.PRODUCTION))));

    assertThat(now.grantsOf(ADA)).isEmpty();
    assertThat(Weight.of(now, ADA)).isTrue();
    assertThat(Weight.of(rights(List.of()), ADA)).isFalse();
    assertThat(Weight.of(rights(List.of(grant(Role.VIEWER, null, null))), ADA)).isFalse();
  }

  private static boolean joining(GrantView grant) {
    return Weight.ofJoining(rights(List.of(grant)), ADA);
  }

  private static RightsSnapshot rights(List<GrantView> grants) {
    return new RightsSnapshot(
        Map.of(ADA, new PersonSummary(ADA, "ada", "Ada", true)),
        Map.of(STUDENTS.id(), STUDENTS, VOTING.id(), VOTING),
        Map.of(ADA, Set.of()),
        Map.of(ADA, grants));
  }

  private static GrantView grant(
      Role role, @Nullable TeamSummary team, @Nullable EnvironmentClass environment) {
    return new GrantView(
        PersonId.next().value(), ADA, role, team, environment, "Sam", "test", Instant.EPOCH);
  }
}
