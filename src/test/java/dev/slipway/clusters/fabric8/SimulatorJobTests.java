package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The contract against the simulator, in every build, and how Jobs end there.
class SimulatorJobTests extends JobContract {

  private final SimulatedCluster simulated =
      SimulatedCluster.start(ClusterOptions.named("jobs").speed(10));

  @Override
  String kubeconfig() {
    return simulated.kubeconfig();
  }

  @AfterAll
  void end() {
    simulated.close();
  }

  /// Where the service answers with errors, so does what tests it.
  @Test
  void aJobOfAVersionThatAnswersWithErrorsFails() {
    assertThat(ended("errors", "app.test/app:errors-1").failed()).isTrue();
  }
}
