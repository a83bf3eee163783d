package dev.slipway.deployments;

import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import dev.slipway.testing.SlipwayTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;

@SlipwayTest
@Tag("slow")
class SimulatorPauseTests extends PauseContract {

  private final SimulatedCluster cluster =
      SimulatedCluster.start(ClusterOptions.named("pause").speed(10));

  @Override
  String kubeconfig() {
    return cluster.kubeconfig();
  }

  @Override
  String namespace() {
    return "default";
  }

  @Override
  void apply(String yaml) {
    cluster.apply(yaml);
  }

  @AfterAll
  void stop() {
    cluster.close();
  }
}
