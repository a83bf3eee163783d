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
  void noTokenCarriesMoreThanReadingPlanningAndAborting() {
    var widest = new TokenScope(true, null, Set.of(), EnumSet.allOf(EnvironmentClass.class));

    for (var permission : Permission.values()) {
      var meant =
          Set.of(
                  Permission.PUBLIC,
                  Permission.VIEW,
                  Permission.CHANGE_PLAN,
                  Permission.DEPLOYMENT_ABORT)
              .contains(permission);
      assertThat(widest.allowsSomewhere(permission)).as("%s", permission).isEqualTo(meant);
      assertThat(widest.allows(permission, Scope.PORTAL, subject("shop")))
          .as("%s", permission)
          .isEqualTo(meant);
    }
  }

  @Test
  void aReadingTokenChangesNothing() {
    var reading = new TokenScope(false, null, Set.of(), EnumSet.allOf(EnvironmentClass.class));

    assertThat(reading.allowsSomewhere(Permission.VIEW)).isTrue();
    assertThat(reading.allowsSomewhere(Permission.CHANGE_PLAN)).isFalse();
  }

  @Test
  void everyBoundHolds() {
    var bound = new TokenScope(true, STUDENTS, Set.of("shop"), STAGING);

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
    assertThat(new TokenScope(false, null, Set.of(), Set.of()).sentence(null))
        .isEqualTo("only read");
    assertThat(
            new TokenScope(true, STUDENTS, Set.of("stock", "shop"), STAGING).sentence("Students"))
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
