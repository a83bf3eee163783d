package dev.slipway.clusters.fabric8;

import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/// The contract against the simulator, in every build.
class SimulatorClusterContractTests extends ClusterContract {

  private static @Nullable SimulatedCluster simulated;

  @Override
  String kubeconfig() {
    simulated = SimulatedCluster.start(ClusterOptions.named("contract").speed(5));
    return simulated.kubeconfig();
  }

  @AfterAll
  static void stop() {
    if (simulated != null) {
      simulated.close();
    }
  }
}
