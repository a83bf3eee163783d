package dev.slipway.clusters;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The service account of the pod that the portal runs in, as Kubernetes mounts it.
///
/// @param folder where `token` and `ca.crt` are
/// @param server the address of the API server as pods see it
@ConfigurationProperties("slipway.in-cluster")
record InCluster(
    @DefaultValue("/var/run/secrets/kubernetes.io/serviceaccount") Path folder,
    @DefaultValue("https://kubernetes.default.svc") String server) {

  boolean isMounted() {
    return Files.isReadable(tokenFile());
  }

  Path tokenFile() {
    return folder.resolve("token");
  }

  /// A kubeconfig with the token of now.
  String kubeconfig() {
    try {
      var authority = folder.resolve("ca.crt");
      return TokenKubeconfig.of(
          server,
          Files.readString(tokenFile()).strip(),
          Files.exists(authority)
              ? Base64.getEncoder().encodeToString(Files.readAllBytes(authority))
              : "");
    } catch (IOException e) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT,
          ("This portal has no service account of a cluster: %s cannot be read. Run it in the"
                  + " cluster, or give a kubeconfig, or an address with a token.")
              .formatted(tokenFile()),
          e);
    }
  }
}
