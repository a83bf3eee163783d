package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.kernel.UuidV7;
import dev.slipway.plans.FakeCluster.Fault;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// P2 and P11: the process dies at every named point, for every kind of change and every answer of
/// the cluster; afterwards there is exactly one effect and an end.
@SlipwayTest
@Tag("race")
class CrashPointTests {

  private static final List<ChangeKind> KINDS =
      List.of(
          ChangeKind.ROLLOUT,
          ChangeKind.ROLLBACK,
          ChangeKind.SCALE,
          ChangeKind.RESTART,
          ChangeKind.PAUSE);

  @Autowired ApplicationContext context;

  @Test
  @Negative(63)
  @Promise({"P2", "P11"})
  void oneIntentIsOneEffectWhereverTheProcessDies() {
    var stage = new Stage(context, EnvironmentClass.DEVELOPMENT);
    var crashes = 0;
    for (var kind : KINDS) {
      for (var fault : faults()) {
        var points = points(stage, kind, fault);
        for (var dies = 1; dies <= points.size(); dies++) {
          crash(stage, kind, fault, dies, points);
          crashes++;
        }
      }
    }
    System.out.printf("Crash points: %d deaths, 0 doubled, 0 lost, 0 stuck.%n", crashes);
    assertThat(crashes).isGreaterThanOrEqualTo(200);
  }

  private static List<@Nullable Fault> faults() {
    var faults = new ArrayList<@Nullable Fault>();
    faults.add(null);
    faults.add(Fault.APPLIED_UNANSWERED);
    faults.add(Fault.LOST);
    return faults;
  }

  private static List<String> points(Stage stage, ChangeKind kind, @Nullable Fault fault) {
    List<String> points = new ArrayList<>();
    stage.failPoints = (point, _) -> points.add(point);
    var placement = stage.placement();
    if (fault != null) {
      stage.workload(placement).faults.add(fault);
    }
    var operation = stage.start(stage.propose(placement, kind));
    assertThat(stage.run(operation, 20)).isEqualTo(OperationState.SUCCEEDED);
    return points;
  }

  private static void crash(
      Stage stage, ChangeKind kind, @Nullable Fault fault, int dies, List<String> points) {
    var placement = stage.placement();
    if (fault != null) {
      stage.workload(placement).faults.add(fault);
    }
    var plan = stage.propose(placement, kind);
    var key = UuidV7.next().toString();
    var reached = new AtomicInteger();
    stage.failPoints =
        (point, _) -> {
          if (reached.incrementAndGet() == dies) {
            throw new SimulatedCrash(point);
          }
        };
    OperationId operation = null;
    for (var life = 0; life < 30; life++) {
      try {
        operation = stage.plans.start(plan.id, plan.hash, key, Stage.actor(stage.ada));
        if (stage.worker.step(operation).isEmpty()) {
          break;
        }
      } catch (SimulatedCrash _) {
        if (operation != null) {
          stage.endLease(operation);
        }
      }
    }
    var where = "%s, %s, died at %d: %s".formatted(kind, fault, dies, points.get(dies - 1));
    assertThat(operation).as(where).isNotNull();
    assertThat(stage.state(java.util.Objects.requireNonNull(operation)))
        .as(where)
        .isEqualTo(OperationState.SUCCEEDED);
    assertThat(stage.workload(placement).effects).as(where).isEqualTo(1);
  }
}
