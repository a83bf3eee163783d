package dev.slipway.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.Role;
import dev.slipway.identity.spi.Agreement;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.ProblemType;
import dev.slipway.policies.Policies;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.policies.spi.Way;
import dev.slipway.slo.BudgetState;
import dev.slipway.slo.SloStage;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A gate that only says what it would do.
@SlipwayTest
class DryRunTests {

  private static final String WHY = "The objective is a week old";

  @Autowired ApplicationContext context;
  @Autowired DryRuns runs;
  @Autowired Policies policies;
  @Autowired GateOutlooks outlooks;
  @Autowired JdbcClient jdbc;
  private SloStage stage;
  private Actor jon;

  @BeforeEach
  void freeze() {
    stage = new SloStage(context);
    stage.stands(
        stage.objective("availability"), BudgetState.FREEZE, "0.52", Duration.ofSeconds(20));
    jon = SloStage.actor(stage.person("jon", Role.ENVIRONMENT_OWNER, EnvironmentClass.PRODUCTION));
  }

  @Test
  void whatWouldBeHeldPassesAndSaysSo() {
    assertThat(verdict(stage.service)).isInstanceOf(Verdict.Block.class);

    agreed(stage.service.slug());

    assertThat(verdict(stage.service)).isInstanceOf(Verdict.Allow.class);
    assertThat(verdict(stage.service).reason())
        .contains("52 % used", "This would be held", "dry run");
    assertThat(runs.mode(stage.service, stage.production)).isEqualTo(GateMode.DRY_RUN);
    assertThat(outlooks.of(stage.service, stage.production).orElseThrow().lines())
        .extracting(GateOutlook.Line::word)
        .as("nothing waits")
        .startsWith("would wait (dry run)", "would need an approver (dry run)");
  }

  @Test
  void thatOfAnotherServiceChangesNothingAndThatOfTheEnvironmentDoes() {
    agreed(stage.service("other-" + stage.unique).slug());
    assertThat(verdict(stage.service)).isInstanceOf(Verdict.Block.class);

    runs.startAgreed(
        wish("", stage.production.slug()), new Agreement(Actor.SYSTEM, List.of("Mira")));
    assertThat(verdict(stage.service)).isInstanceOf(Verdict.Allow.class);
  }

  @Test
  void afterItsTimeTheGateHoldsAgain() {
    agreed(stage.service.slug());
    asSuperuser(
        "update gate_dry_run set made_at = made_at - interval '8 days', until = until - interval"
            + " '8 days' where service = '%s'".formatted(stage.service.id().value()));

    assertThat(verdict(stage.service)).isInstanceOf(Verdict.Block.class);
  }

  @Test
  void onePersonEndsItWithAReason() {
    agreed(stage.service.slug());
    var run = runs.inForce(stage.service.id(), stage.production.id()).orElseThrow();
    assertThat(run.names()).contains("Mira");

    assertThatThrownBy(() -> runs.end(run.id(), "because", jon)).hasMessageContaining("reason");
    runs.end(run.id(), "Its numbers are right now", jon);

    assertThat(verdict(stage.service)).isInstanceOf(Verdict.Block.class);
    assertThat(acts()).containsExactly("gate-dry-run.started", "gate-dry-run.ended");
  }

  @Test
  void twoPeopleLetItStart() {
    for (var name : List.of("one-", "two-")) {
      var admin = stage.bean(People.class).register(name + stage.unique, "Admin", Actor.SYSTEM);
      stage
          .bean(Grants.class)
          .give(admin.id(), Role.PLATFORM_ADMIN, null, null, "test", Actor.SYSTEM);
    }

    var waits = runs.start(wish(stage.service.slug(), stage.production.slug()), jon);

    assertThat(waits).isPresent();
    assertThat(runs.inForce(stage.service.id(), stage.production.id())).isEmpty();
  }

  @Test
  void whoIsNoOwnerOfTheEnvironmentCannotAndOutsideProductionThereIsNone() {
    var kofi = SloStage.actor(stage.kofi);
    assertThatThrownBy(() -> runs.start(wish(stage.service.slug(), stage.production.slug()), kofi))
        .isInstanceOfSatisfying(
            DomainFailure.class,
            refused -> assertThat(refused.problem()).isEqualTo(ProblemType.NOT_ALLOWED));
    EnvironmentView staging = stage.environment(EnvironmentClass.STAGING);
    assertThatThrownBy(() -> runs.start(wish(stage.service.slug(), staging.slug()), Actor.SYSTEM))
        .isInstanceOf(FieldRefused.class)
        .hasMessageContaining("only advises");
  }

  @Test
  void itEndsByItselfAndIsAskedForOnce() {
    assertThatThrownBy(() -> new StartDryRun("a", "b", 29, WHY)).hasMessageContaining("28 days");
    agreed(stage.service.slug());
    assertThatThrownBy(() -> agreed(stage.service.slug())).hasMessageContaining("already");
  }

  private void agreed(String service) {
    runs.startAgreed(wish(service, stage.production.slug()), new Agreement(jon, List.of("Mira")));
  }

  private static StartDryRun wish(String service, String environment) {
    return new StartDryRun(service, environment, 7, WHY);
  }

  private List<@Nullable String> acts() {
    return jdbc.sql(
            """
            select action from audit.audit_event
             where service = :service and action like 'gate-dry-run.%' order by id
            """)
        .param("service", stage.service.slug())
        .query(String.class)
        .list();
  }

  private Verdict verdict(ServiceView service) {
    var change = JudgedClassTests.change(ChangeKind.ROLLOUT, Way.FORWARD, null);
    return policies.told(new ProposedChange(service, stage.production, change.facts())).stream()
        .filter(verdict -> verdict.policy().equals(ErrorBudgetPolicy.NAME))
        .findFirst()
        .orElseThrow();
  }

  private static void asSuperuser(String sql) {
    try (var connection = TestDatabase.shared().superuser().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
