package dev.slipway.clusters.fabric8;

import dev.slipway.testing.ContainerEngine;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;

/// The contract against a whole K3s, with a kubelet that runs containers, where a container engine
/// answers.
@EnabledIf(
    value = "containerEngineAnswers",
    disabledReason =
        "No container engine answers: the contract ran on the simulator. Start one to run it on K3s.")
class ContainerClusterContractTests extends ClusterContract {

  private static final DockerImageName SERVER = DockerImageName.parse("rancher/k3s:v1.34.1-k3s1");

  /// Writes a few lines when it starts, and stays.
  private static final String PROGRAM = "nginx:1.29-alpine";

  private static @Nullable K3sContainer k3s;

  static boolean containerEngineAnswers() {
    System.out.println(
        ContainerEngine.answers()
            ? "Cluster contract: also on K3s in a container."
            : "Cluster contract: not on K3s, because no container engine answers; the simulator"
                + " serves.");
    return ContainerEngine.answers();
  }

  @Override
  String kubeconfig() {
    k3s = new K3sContainer(SERVER);
    k3s.start();
    for (var image : new String[] {ONE, TWO}) {
      run(
          "crictl pull -q %s >/dev/null && ctr -n k8s.io images tag --force $(ctr -n k8s.io images ls -q | grep -m1 /%s) %s"
              .formatted(PROGRAM, PROGRAM, image));
    }
    return k3s.getKubeConfigYaml();
  }

  /// Images under the names of the contract, so that no registry needs to know them.
  private static void run(String command) {
    try {
      var done = java.util.Objects.requireNonNull(k3s).execInContainer("sh", "-c", command);
      if (done.getExitCode() != 0) {
        throw new IllegalStateException(command + ": " + done.getStderr());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @AfterAll
  static void stop() {
    if (k3s != null) {
      k3s.stop();
    }
  }
}
