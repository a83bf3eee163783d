package dev.slipway.approvals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.approvals.ApprovalStanding.State;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Decisions that meet on a real PostgreSQL.
@Tag("race")
class ApprovalRaceTests extends ApprovalStage {

  private static final int ROUNDS = Integer.getInteger("slipway.races", 200);

  @Test
  @Negative(6)
  @Promise("P4")
  void theLastTwoApproversAtTheSameInstantMeetTheRequestOnce() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var id = open(rule(2));
      var done = together(() -> decide(id, mira), () -> decide(id, jon));
      assertThat(done).as("round %d", round).containsOnly("decided");
      countNow(id);
      var both = together(() -> recount(id), () -> recount(id));
      assertThat(both).containsOnly("MET");
      assertThat(met(id)).as("announced once").isEqualTo(1);
    }
    System.out.println("Approval race: " + ROUNDS + " rounds, every request met exactly once.");
  }

  @Test
  @Negative(5)
  void thePersonWhoApprovesInTwentyThreadsHasOneDecision() throws Exception {
    var id = open(rule(2));
    var acts = new ArrayList<Callable<String>>();
    for (int thread = 0; thread < 20; thread++) {
      acts.add(() -> decide(id, mira));
    }

    var done = together(acts);

    assertThat(done).filteredOn("decided"::equals).hasSize(1);
    assertThat(done).filteredOn("ALREADY_DECIDED"::equals).hasSize(19);
    assertThat(rows(id)).isEqualTo(1);
  }

  @Test
  void aDecisionAndTheEndOfTheRequestNeverBothWin() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var id = open(rule(1));
      together(
          () -> decide(id, mira),
          () -> {
            approvals.close(id, "Withdrawn by Ada");
            return "closed";
          });
      assertThat(approvals.standing(id).state()).isEqualTo(State.CLOSED);
      assertThat(decide(id, jon)).isEqualTo("ALREADY_DECIDED");
      countNow(id);
      assertThat(recount(id)).as("round %d", round).isEqualTo("CLOSED");
    }
  }

  private static List<String> together(Callable<String> one, Callable<String> other)
      throws Exception {
    return together(List.of(one, other));
  }

  private static List<String> together(List<Callable<String>> acts) throws Exception {
    var barrier = new CyclicBarrier(acts.size());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var started =
          acts.stream()
              .map(act ->
                  threads.submit(() -> {
                    barrier.await();
                    return act.call();
                  }))
              .toList();
      var done = new ArrayList<String>();
      for (var one : started) {
        done.add(one.get());
      }
      return done;
    } catch (ExecutionException failure) {
      throw new AssertionError(failure.getCause());
    }
  }
}
