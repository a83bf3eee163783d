package dev.slipway.deployments;

import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/// The same on a real control plane, in a namespace of its own.
@SlipwayTest
@EnabledIfEnvironmentVariable(
    named = "SLIPWAY_TEST_KUBECONFIG",
    matches = ".+",
    disabledReason = "SLIPWAY_TEST_KUBECONFIG names no real cluster")
@Tag("cluster")
class RealClusterPauseTests extends PauseContract {

  private final String namespace = "pause-" + UuidV7.next().toString().substring(24);
  private boolean made;

  @Override
  String kubeconfig() {
    try {
      return Files.readString(Path.of(System.getenv("SLIPWAY_TEST_KUBECONFIG")));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  String namespace() {
    return namespace;
  }

  @Override
  void apply(String yaml) {
    if (!made) {
      made = true;
      kubectl("", "create", "namespace", namespace);
    }
    kubectl(yaml, "apply", "-f", "-");
  }

  @AfterAll
  void clean() {
    if (made) {
      kubectl("", "delete", "namespace", namespace, "--wait=false");
    }
  }

  private static void kubectl(String input, String... arguments) {
    var command = new java.util.ArrayList<String>(java.util.List.of("kubectl"));
    command.addAll(java.util.List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("KUBECONFIG", System.getenv("SLIPWAY_TEST_KUBECONFIG"));
    try {
      var process = builder.start();
      try (var out = process.getOutputStream()) {
        out.write(input.getBytes(StandardCharsets.UTF_8));
      }
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + ": " + said);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(failure);
    }
  }
}
