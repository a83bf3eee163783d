package dev.slipway.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.SystemId;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.TeamSummary;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.testing.SlipwayTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What holds in production whatever its policy says: nobody ships alone.
@SlipwayTest
class ProductionTests {

  @Autowired Policies policies;
  @Autowired EnvironmentPolicyRepository rows;
  @Autowired Environments environments;
  @Autowired Teams teams;

  EnvironmentView production;
  TeamSummary team;

  @BeforeEach
  void prepare() {
    var unique = UuidV7.next().toString().substring(24);
    production =
        environments.register(
            new RegisterEnvironment(
                "prod-" + unique, "prod-" + unique, EnvironmentClass.PRODUCTION, 90),
            Actor.SYSTEM);
    team = teams.create("students-" + unique, "Students", Actor.SYSTEM);
  }

  @Test
  void storedRulesThatAreEmptyMeanOneApprover() {
    var staging = EnvironmentPolicy.defaults(EnvironmentClass.STAGING);
    var stored =
        new EnvironmentPolicy(
            1,
            List.of(),
            List.of(),
            false,
            staging.planLifetime(),
            staging.automaticRollback(),
            staging.podErrorGrace(),
            staging.crashRestarts(),
            staging.stallTimeout());
    rows.insert(production.id(), stored, "from before rules were asked for", Actor.SYSTEM);

    assertThat(verdict("approval", change(ChangeKind.ROLLOUT, false)))
        .isInstanceOfSatisfying(
            Verdict.NeedsApproval.class,
            needs -> assertThat(needs.rules()).containsExactly(EnvironmentPolicy.ONE_APPROVER));
    assertThat(verdict("approval", change(ChangeKind.ROLLBACK, true)))
        .as("the way back stays open")
        .isInstanceOf(Verdict.Allow.class);
    assertThat(stored.in(EnvironmentClass.STAGING).rules()).isEmpty();
  }

  private Verdict verdict(String policy, ProposedChange change) {
    return policies.judge(change).stream()
        .filter(verdict -> verdict.policy().equals(policy))
        .findFirst()
        .orElseThrow();
  }

  private ProposedChange change(ChangeKind kind, boolean toLastGood) {
    var service =
        new ServiceView(
            ServiceId.next(),
            "student-service",
            "student-service",
            "",
            SystemId.next(),
            "emis",
            "EMIS",
            team.id(),
            team.slug(),
            team.name(),
            1,
            Lifecycle.PRODUCTION,
            List.of());
    return new ProposedChange(
        kind,
        service,
        production,
        UUID.randomUUID(),
        toLastGood,
        List.of("student-service:1.0.1"),
        List.of(),
        List.of(),
        null,
        null,
        null,
        false,
        null);
  }
}
