package dev.slipway.testing;

import org.testcontainers.DockerClientFactory;

/// Whether containers can be started here. Asked once: the answer takes a moment.
public final class ContainerEngine {

  private static final boolean ANSWERS = ask();

  private ContainerEngine() {}

  public static boolean answers() {
    return ANSWERS;
  }

  private static boolean ask() {
    try {
      return DockerClientFactory.instance().isDockerAvailable();
    } catch (RuntimeException _) {
      return false;
    }
  }
}
