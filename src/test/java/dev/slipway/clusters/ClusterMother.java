package dev.slipway.clusters;

/// Kubeconfigs for tests.
public final class ClusterMother {

  private ClusterMother() {}

  /// A kubeconfig for a server without encryption, as the simulator has it.
  public static String kubeconfig(String server, String user) {
    return """
    apiVersion: v1
    kind: Config
    current-context: test
    clusters:
    - name: test
      cluster:
        server: %s
    contexts:
    - name: test
      context: {cluster: test, user: somebody}
    users:
    - name: somebody
      user:
        %s
    """
        .formatted(server, user);
  }

  /// One that leads to a port on which nothing listens.
  public static String nowhere() {
    return kubeconfig("http://127.0.0.1:9", "token: canary-5f2c");
  }
}
