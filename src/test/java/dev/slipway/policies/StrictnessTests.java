package dev.slipway.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.approvals.ApprovalRule;
import dev.slipway.catalog.EnvironmentId;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Role;
import dev.slipway.identity.TeamId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Which edits of a policy loosen it. Rules are written `role*seats`, with `@a` or `@b` for a team,
/// joined by `+`.
class StrictnessTests {

  private static final TeamId A = TeamId.next();
  private static final TeamId B = TeamId.next();

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          approver*1,              approver*1,              false, the same
          approver*1,              approver*2,              false, one more
          approver*2,              approver*1,              true,  one fewer
          approver*1,              none,                    true,  none left
          none,                    approver*1,              false, the first
          approver*1,              service_owner*1,         true,  another role
          approver*1,              service_owner*9,         true,  many of another role
          approver*1,              approver*1+service_owner*1, false, a further role
          approver*1+service_owner*1, approver*1,           true,  a role fewer
          approver*1+approver*1,   approver*2,              false, written in one line
          approver*2,              approver*1+approver*1,   false, written in two lines
          approver*1,              approver@a*1,            false, narrowed to a team
          approver@a*1,            approver*1,              true,  any team will do
          approver@a*1,            approver@b*1,            true,  another team
          approver@a*1+approver*1, approver@a*2,            false, both of the team
          approver@a*1+approver*1, approver@a*1,            true,  one person fewer
          approver@a*1+approver@b*1, approver*2,            true,  teams do not matter any more
          approver*2,              approver@a*1+approver@b*1, false, one of each
          """)
  void rulesAreComparedByWhoMeetsThem(String from, String to, boolean looser, String why) {
    assertThat(policy(rules(to), List.of()).isLooserThan(policy(rules(from), List.of())))
        .as(why)
        .isEqualTo(looser);
    var always = rules("approver*1");
    assertThat(policy(always, rules(to)).isLooserThan(policy(always, rules(from))))
        .as("of a rollback: %s", why)
        .isEqualTo(looser);
  }

  static Stream<Arguments> respects() {
    var base = numbers(true, 60, true, 60, 2, 10);
    return Stream.of(
        Arguments.of("images need no digest", base, numbers(false, 60, true, 60, 2, 10)),
        Arguments.of("a plan holds longer", base, numbers(true, 61, true, 60, 2, 10)),
        Arguments.of("nothing rolls back by itself", base, numbers(true, 60, false, 60, 2, 10)),
        Arguments.of("pods may fail longer", base, numbers(true, 60, true, 61, 2, 10)),
        Arguments.of("more restarts", base, numbers(true, 60, true, 60, 3, 10)),
        Arguments.of("stalls count later", base, numbers(true, 60, true, 60, 2, 11)),
        Arguments.of("nothing has to be proven", proven(80), proven(0)),
        Arguments.of("less has to be covered", proven(80), proven(79)));
  }

  @ParameterizedTest
  @MethodSource("respects")
  void everyOtherRespectLoosensInOneDirectionOnly(
      String why, EnvironmentPolicy strict, EnvironmentPolicy loose) {
    assertThat(loose.isLooserThan(strict)).as(why).isTrue();
    assertThat(strict.isLooserThan(loose)).as("the other way: %s", why).isFalse();
    assertThat(loose.isLooserThan(loose)).isFalse();
    assertThat(PolicyActs.lines(strict, loose)).as(why).hasSize(2);
  }

  @Test
  void whatIsTighterInOneRespectMakesUpForNoOther() {
    var two = policy(rules("approver*2"), List.of());
    var oneWithOwner = policy(rules("approver*1+environment_owner*3"), List.of());

    assertThat(oneWithOwner.isLooserThan(two)).isTrue();
    assertThat(
            EnvironmentPolicy.defaults(EnvironmentClass.STAGING)
                .isLooserThan(EnvironmentPolicy.defaults(EnvironmentClass.PRODUCTION)))
        .isTrue();
  }

  @Test
  void aPlanLivesFifteenMinutesToSevenDays() {
    assertThatThrownBy(() ->
            new EditEnvironmentPolicy(
                EnvironmentId.next(),
                0,
                List.of(),
                List.of(),
                false,
                Duration.ofMinutes(14),
                true,
                Duration.ofSeconds(60),
                2,
                Duration.ofMinutes(10),
                "shorter than allowed",
                true))
        .hasMessageContaining("15 min to 7 days, not 14 min");
  }

  private static EnvironmentPolicy proven(int coverage) {
    var policy = numbers(true, 60, true, 60, 2, 10);
    return new EnvironmentPolicy(
        1,
        policy.rules(),
        policy.rollbackRules(),
        policy.pinnedImagesRequired(),
        policy.planLifetime(),
        policy.automaticRollback(),
        policy.podErrorGrace(),
        policy.crashRestarts(),
        policy.stallTimeout(),
        false,
        new EvidenceRule(Set.of(), coverage, null));
  }

  private static EnvironmentPolicy numbers(
      boolean pinned, int minutes, boolean automatic, int seconds, int restarts, int stall) {
    return new EnvironmentPolicy(
        1,
        rules("approver*1"),
        List.of(),
        pinned,
        Duration.ofMinutes(minutes),
        automatic,
        Duration.ofSeconds(seconds),
        restarts,
        Duration.ofMinutes(stall));
  }

  private static EnvironmentPolicy policy(List<ApprovalRule> rules, List<ApprovalRule> rollback) {
    return new EnvironmentPolicy(
        1,
        rules,
        rollback,
        false,
        Duration.ofHours(1),
        true,
        Duration.ofSeconds(60),
        2,
        Duration.ofMinutes(10));
  }

  private static List<ApprovalRule> rules(String written) {
    var rules = new ArrayList<ApprovalRule>();
    if (written.equals("none")) {
      return rules;
    }
    Arrays.stream(written.split("\\+"))
        .forEach(rule -> {
          var parts = rule.split("[@*]", -1);
          var team = rule.contains("@a") ? A : rule.contains("@b") ? B : null;
          rules.add(
              new ApprovalRule(
                  rule,
                  Role.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                  team,
                  Integer.parseInt(parts[parts.length - 1])));
        });
    return rules;
  }
}
