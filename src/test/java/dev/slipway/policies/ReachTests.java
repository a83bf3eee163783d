package dev.slipway.policies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.approvals.ApprovalRule;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.Role;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@SlipwayTest
class ReachTests {

  @Autowired EnvironmentPolicies environmentPolicies;
  @Autowired Environments environments;
  @Autowired People people;
  @Autowired Teams teams;
  @Autowired Grants grants;

  EnvironmentView production;
  Actor owner;

  @BeforeEach
  void prepare() {
    var unique = UuidV7.next().toString().substring(24);
    production =
        environments.register(
            new RegisterEnvironment(
                "reach-" + unique, "reach-" + unique, EnvironmentClass.PRODUCTION, 90),
            Actor.SYSTEM);
    var jon = people.register("jon-" + unique, "Jon", Actor.SYSTEM);
    grants.give(jon.id(), Role.ENVIRONMENT_OWNER, null, null, "test", Actor.SYSTEM);
    owner = new Actor(jon.id().value(), "Jon", Via.SESSION, null, null, Instant.now());
  }

  @Test
  void rulesThatNobodyCanMeetAreStoredOnlyIfThatIsAccepted() {
    var team = teams.create("alone-" + production.slug(), "Alone", Actor.SYSTEM);
    var mira = people.register("mira-" + production.slug(), "Mira", Actor.SYSTEM);
    teams.join(team.id(), mira.id(), Actor.SYSTEM);
    grants.give(mira.id(), Role.APPROVER, null, null, "test", Actor.SYSTEM);
    var two = List.of(new ApprovalRule("Approver", Role.APPROVER, team.id(), 2));

    assertThatThrownBy(() -> environmentPolicies.edit(rules(two, false), owner))
        .isInstanceOf(RulesOutOfReach.class)
        .hasMessageContaining("2 approvals are needed, and those who may decide can give 1.");
    assertThat(environmentPolicies.versions(production.id())).isEmpty();
    assertThat(environmentPolicies.edit(rules(two, true), owner)).isEmpty();

    var one = List.of(new ApprovalRule("Approver", Role.APPROVER, team.id(), 1));
    assertThat(environmentPolicies.reach(production, one).warning())
        .isEqualTo(
            "A change that Mira wants can never be approved: too few others may approve it.");
  }

  @Test
  void anEditedPolicyGoesBackToTheDefaultsAsOneMoreVersion() {
    var rule =
        List.of(
            new ApprovalRule("Approver", Role.APPROVER, null, 1),
            new ApprovalRule("Owner", Role.SERVICE_OWNER, null, 1));
    environmentPolicies.edit(rules(rule, true), owner);

    backToDefaults(Actor.SYSTEM);
    backToDefaults(Actor.SYSTEM);

    assertThatThrownBy(() -> backToDefaults(owner)).hasMessageContaining("Only the portal itself");
    var now = environmentPolicies.of(production.id());
    assertThat(now.version()).isEqualTo(2);
    assertThat(now.asks(EnvironmentPolicy.defaults(production.environmentClass()))).isTrue();
    assertThat(environmentPolicies.versions(production.id())).hasSize(2);
  }

  private void backToDefaults(Actor actor) {
    environmentPolicies.backToDefaults(
        production.id(), "The demonstration was reset by Sam", actor);
  }

  private EditEnvironmentPolicy rules(List<ApprovalRule> rules, boolean accepted) {
    return new EditEnvironmentPolicy(
        production.id(),
        0,
        rules,
        List.of(),
        false,
        Duration.ofHours(2),
        true,
        Duration.ofSeconds(45),
        1,
        Duration.ofMinutes(5),
        "everybody looks at it",
        accepted);
  }
}
