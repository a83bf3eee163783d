package dev.slipway.clusters.fabric8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/// The contract against a real API server, wherever one is named.
@EnabledIfEnvironmentVariable(
    named = "SLIPWAY_TEST_KUBECONFIG",
    matches = ".+",
    disabledReason = "SLIPWAY_TEST_KUBECONFIG names no real cluster")
@Tag("cluster")
class RealJobTests extends JobContract {

  @Override
  String kubeconfig() {
    try {
      return Files.readString(Path.of(System.getenv("SLIPWAY_TEST_KUBECONFIG")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
