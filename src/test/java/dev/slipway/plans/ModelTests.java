package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.Placement;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.plans.FakeCluster.Fault;
import dev.slipway.plans.spi.Progress;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// P3: random sequences of what people, workers and crashes do. A finished operation never changes
/// again, at most one runs on a target, and every effect belongs to an operation that sent.
@SlipwayTest
@Tag("race")
class ModelTests {

  private static final int SEQUENCES = Integer.getInteger("slipway.sequences", 500);
  private static final int LONGEST = 16;

  @Autowired ApplicationContext context;
  private Stage stage;
  private Placement placement;
  private final List<Plan> plans = new ArrayList<>();
  private final List<OperationId> operations = new ArrayList<>();
  private final Map<OperationId, OperationState> ended = new HashMap<>();

  @BeforeEach
  void build() {
    stage = new Stage(context, EnvironmentClass.DEVELOPMENT);
    placement = stage.placement();
  }

  @Test
  @Promise({"P3", "P2"})
  void noSequenceMovesAFinishedOperationOrDoublesAnEffect() {
    var seed = Long.getLong("slipway.seed", System.nanoTime());
    var commands = 0;
    for (var sequence = 0; sequence < SEQUENCES; sequence++) {
      commands += play(seed + sequence);
    }
    System.out.printf(
        "Model: %d sequences, %d commands from seed %d, 0 violations.%n",
        SEQUENCES, commands, seed);
  }

  private int play(long seed) {
    var random = new Random(seed);
    placement = stage.placement();
    plans.clear();
    operations.clear();
    ended.clear();
    stage.settles.set(Progress.Step.DONE);
    var length = 3 + random.nextInt(LONGEST - 3);
    var said = new StringBuilder("seed " + seed + ":");
    for (var step = 0; step < length; step++) {
      try {
        said.append(' ').append(command(random));
      } catch (DomainFailure refused) {
        said.append(" refused:").append(refused.problem());
      } catch (SimulatedCrash crash) {
        said.append(" crash:").append(crash.getMessage());
        operations.forEach(stage::endLease);
      } finally {
        stage.failPoints = (_, _) -> {};
      }
      check(said.toString());
    }
    return length;
  }

  private String command(Random random) {
    var kinds =
        new ChangeKind[] {
          ChangeKind.ROLLOUT, ChangeKind.ROLLBACK, ChangeKind.SCALE, ChangeKind.RESTART
        };
    return switch (random.nextInt(10)) {
      case 0, 1 -> {
        plans.add(stage.propose(placement, kinds[random.nextInt(kinds.length)]));
        yield "propose";
      }
      case 2, 3 -> {
        if (!plans.isEmpty()) {
          operations.add(stage.start(plans.get(random.nextInt(plans.size()))));
        }
        yield "start";
      }
      case 4, 5, 6 -> {
        if (!operations.isEmpty()) {
          if (random.nextInt(3) == 0) {
            dieAt(1 + random.nextInt(12));
          }
          stage.worker.step(operations.get(random.nextInt(operations.size())));
        }
        yield "work";
      }
      case 7 -> {
        var faults = Fault.values();
        stage.workload(placement).faults.add(faults[random.nextInt(faults.length)]);
        yield "fault";
      }
      case 8 -> {
        if (!operations.isEmpty()) {
          var one = operations.get(random.nextInt(operations.size()));
          if (random.nextBoolean()) {
            stage.operations.abort(one, "changed my mind", Stage.actor(stage.ada));
          } else {
            stage.operations.resolve(
                one, OperationState.FAILED, "seen with my own eyes", Stage.actor(stage.ada));
          }
        }
        yield "abort";
      }
      default -> {
        stage.settles.set(random.nextBoolean() ? Progress.Step.DONE : Progress.Step.GOING);
        if (random.nextInt(4) == 0) {
          stage.workload(placement).changeOutside("app:" + random.nextInt());
        }
        yield "world";
      }
    };
  }

  private void dieAt(int point) {
    var reached = new int[1];
    stage.failPoints =
        (name, _) -> {
          if (++reached[0] == point) {
            throw new SimulatedCrash(name);
          }
        };
  }

  private void check(String said) {
    var active = 0;
    var sent = 0;
    for (var operation : operations) {
      var view = stage.operations.byId(operation);
      if (view.state().isActive()) {
        active++;
      } else {
        assertThat(view.state()).as(said).isEqualTo(ended.getOrDefault(operation, view.state()));
        ended.put(operation, view.state());
      }
      if (view.effect() != OperationView.Effect.NONE) {
        sent++;
      }
    }
    assertThat(active).as(said).isLessThanOrEqualTo(1);
    assertThat(stage.workload(placement).effects).as(said).isLessThanOrEqualTo(sent);
  }
}
