package dev.slipway.journeys;

import dev.slipway.testing.Kubectl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The account that the manifests of `k8s/access` make for the portal, under a name of a journey's
/// own.
final class PortalAccount implements AutoCloseable {

  private final Kubectl kubectl;
  private final String name;

  PortalAccount(Kubectl kubectl, String name) {
    this.kubectl = kubectl;
    this.name = name;
  }

  /// Applies the very manifest, such as `read.yaml`, with no other change than its names.
  void grant(String file) throws IOException {
    kubectl.apply(
        Files.readString(Path.of("k8s/access", file))
            .replaceAll("(?m)name: slipway(-[a-z]+)$", "name: " + name + "$1")
            .replaceAll("(?m)(name|namespace): slipway$", "$1: " + name));
  }

  String token(String duration) {
    return kubectl.run("-n", name, "create", "token", name, "--duration=" + duration).strip();
  }

  String server() {
    return view("server");
  }

  /// The certificate authority, as a kubeconfig holds it.
  String authority() {
    return view("certificate-authority-data");
  }

  private String view(String field) {
    return kubectl
        .run(
            "config",
            "view",
            "--minify",
            "--flatten",
            "--raw",
            "-o",
            "jsonpath={.clusters[0].cluster." + field + "}")
        .strip();
  }

  String kubeconfig(String token) {
    return """
    apiVersion: v1
    kind: Config
    current-context: lab
    clusters:
    - name: lab
      cluster: {server: "%s", certificate-authority-data: %s}
    contexts:
    - name: lab
      context: {cluster: lab, user: portal}
    users:
    - name: portal
      user:
        token: %s
    """
        .formatted(server(), authority(), token);
  }

  @Override
  public void close() {
    for (var kind : List.of("clusterrolebinding", "clusterrole")) {
      for (var role : List.of("read", "logs", "deploy", "scale", "autoscaler", "traffic")) {
        kubectl.run("delete", kind, name + "-" + role, "--ignore-not-found", "--wait=false");
      }
    }
    kubectl.run("delete", "namespace", name, "--ignore-not-found", "--wait=false");
  }
}
