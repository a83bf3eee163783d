package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Subject;
import dev.slipway.testing.Negative;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TokenScopeTests {

  private static final TeamId STUDENTS = TeamId.next();
  private static final TeamId OTHERS = TeamId.next();
  private static final Set<EnvironmentClass> STAGING = EnumSet.of(EnvironmentClass.STAGING);

  @Test
  @Negative(2)
  void noTokenCarriesMoreThanReadingPlanningAbortingAndObjectives() {
    var widest = new TokenScope(true, true, null, Set.of(), EnumSet.allOf(EnvironmentClass.class));

    for (var permission : Permission.values()) {
      var meant =
          Set.of(
                  Permission.PUBLIC,
                  Permission.VIEW,
                  Permission.CHANGE_PLAN,
                  Permission.DEPLOYMENT_ABORT,
                  Permission.SLO_EDIT)
              .contains(permission);
      assertThat(widest.allowsSomewhere(permission)).as("%s", permission).isEqualTo(meant);
      assertThat(widest.allows(permission, Scope.PORTAL, subject("shop")))
          .as("%s", permission)
          .isEqualTo(meant);
    }
  }

  @Test
  void aReadingTokenChangesNothing() {
    var reading =
        new TokenScope(false, false, null, Set.of(), EnumSet.allOf(EnvironmentClass.class));

    assertThat(reading.allowsSomewhere(Permission.VIEW)).isTrue();
    assertThat(reading.allowsSomewhere(Permission.CHANGE_PLAN)).isFalse();
  }

  @Test
  void whatShipsEditsNoObjectivesAndWhatEditsThemShipsNothing() {
    var all = EnumSet.allOf(EnvironmentClass.class);
    var ships = new TokenScope(true, false, null, Set.of(), all);
    var edits = new TokenScope(false, true, STUDENTS, Set.of("shop"), STAGING);

    assertThat(ships.allowsSomewhere(Permission.SLO_EDIT)).isFalse();
    assertThat(edits.allowsSomewhere(Permission.CHANGE_PLAN)).isFalse();
    assertThat(edits(edits, STUDENTS, EnvironmentClass.STAGING, "shop")).isTrue();
    assertThat(edits(edits, OTHERS, EnvironmentClass.STAGING, "shop")).isFalse();
    assertThat(edits(edits, STUDENTS, EnvironmentClass.PRODUCTION, "shop")).isFalse();
    assertThat(edits(edits, STUDENTS, EnvironmentClass.STAGING, "stock")).isFalse();
    assertThat(edits.sentence("Students"))
        .isEqualTo("take objectives over from files, of shop of team Students in staging");
  }

  private static boolean edits(
      TokenScope token, TeamId team, EnvironmentClass environment, String service) {
    return token.allows(Permission.SLO_EDIT, new Scope(team, environment), subject(service));
  }

  @Test
  void everyBoundHolds() {
    var bound = new TokenScope(true, false, STUDENTS, Set.of("shop"), STAGING);

    assertThat(changes(bound, STUDENTS, EnvironmentClass.STAGING, "shop")).isTrue();
    assertThat(changes(bound, OTHERS, EnvironmentClass.STAGING, "shop")).isFalse();
    assertThat(changes(bound, STUDENTS, EnvironmentClass.PRODUCTION, "shop")).isFalse();
    assertThat(changes(bound, STUDENTS, null, "shop")).as("everywhere").isFalse();
    assertThat(changes(bound, STUDENTS, EnvironmentClass.STAGING, "stock")).isFalse();
    assertThat(changes(bound, STUDENTS, EnvironmentClass.STAGING, null)).isFalse();
    assertThat(
            bound.allows(
                Permission.CHANGE_PLAN, Scope.of(STUDENTS, EnvironmentClass.STAGING), null))
        .as("of nothing known")
        .isFalse();
  }

  @Test
  void itSaysWhatItMay() {
    assertThat(new TokenScope(false, false, null, Set.of(), Set.of()).sentence(null))
        .isEqualTo("only read");
    assertThat(
            new TokenScope(true, false, STUDENTS, Set.of("stock", "shop"), STAGING)
                .sentence("Students"))
        .isEqualTo(
            "plan, start and abort changes, and say what is proven of images, of shop, stock of"
                + " team Students in staging");
  }

  private static boolean changes(
      TokenScope token,
      TeamId team,
      @Nullable EnvironmentClass environment,
      @Nullable String service) {
    return token.allows(Permission.CHANGE_PLAN, new Scope(team, environment), subject(service));
  }

  private static Subject subject(@Nullable String service) {
    return Subject.of("plan", "id", "a plan").in(service, "env");
  }
}
