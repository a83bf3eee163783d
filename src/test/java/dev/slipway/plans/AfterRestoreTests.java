package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.plans.spi.Progress;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import dev.slipway.testing.Visitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Yesterday's backup is restored, and a portal starts on it.
@SlipwayTest
class AfterRestoreTests {

  @Autowired private ApplicationContext context;
  @LocalServerPort private int port;
  private Stage stage;
  private final JdbcClient superuser = JdbcClient.create(TestDatabase.shared().superuser());

  @BeforeEach
  void build() {
    stage = new Stage(context, EnvironmentClass.DEVELOPMENT);
  }

  @Test
  @Negative(80)
  @Promise("P22")
  void nothingThatTheBackupHoldsAsOpenIsCarriedOut() {
    stage.settles.set(Progress.Step.GOING);
    var placement = stage.placement();
    var sent = stage.start(stage.propose(placement, ChangeKind.ROLLOUT));
    stage.run(sent, 2);
    var other = stage.placement();
    var queued = stage.start(stage.propose(other, ChangeKind.ROLLOUT));
    var plan = stage.propose(stage.placement(), ChangeKind.ROLLOUT);
    assertThat(stage.workload(placement).effects).isEqualTo(1);

    restore();

    for (var operation : new OperationId[] {sent, queued}) {
      var view = stage.operations.byId(operation);
      assertThat(view.state()).isEqualTo(OperationState.ABORTED);
      assertThat(view.why()).contains("restored from a backup").contains("what runs shows it");
      assertThat(stage.worker.step(operation)).isEmpty();
    }
    assertThat(stage.workload(placement).effects).isEqualTo(1);
    assertThat(stage.workload(other).effects).isZero();
    assertThat(stage.plans.byId(plan.id).state()).isEqualTo(PlanState.STALE);
    assertThatThrownBy(() -> stage.start(plan)).isInstanceOf(PlanRefused.class);
  }

  @Test
  @Negative(80)
  void everybodySignsInAgainAndTheTrailSaysWhy() {
    var vera = Visitor.signedIn(port, "vera");
    assertThat(vera.get("/").statusCode()).isEqualTo(200);
    var epoch = epoch();

    restore();

    assertThat(vera.get("/").statusCode()).isEqualTo(303);
    assertThat(epoch()).isEqualTo(epoch + 1);
    assertThat(
            superuser
                .sql(
                    "select after ->> 'epoch' from audit.audit_event"
                        + " where action = 'portal.restored' order by id desc limit 1")
                .query(Integer.class)
                .single())
        .isEqualTo(epoch + 1);
  }

  @Test
  void anOrdinaryStartEndsNothing() {
    var plan = stage.propose(stage.placement(), ChangeKind.ROLLOUT);
    var epoch = epoch();

    start();

    assertThat(epoch()).isEqualTo(epoch);
    assertThat(stage.plans.byId(plan.id).state()).isEqualTo(PlanState.PLANNED);
  }

  /// A dump brings the marks of the database that it was taken of.
  private void restore() {
    superuser.sql("update incarnation set marks = 'of another server/1'").update();
    start();
  }

  private void start() {
    context.getBean("incarnation", SmartLifecycle.class).start();
  }

  private int epoch() {
    return superuser.sql("select epoch from incarnation").query(Integer.class).single();
  }
}
