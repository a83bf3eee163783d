package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.ClusterRights;
import dev.slipway.clusters.ClusterRights.Right;
import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.clusters.ClusterWatch.Met;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The first call with credentials that somebody entered: who answers, and are they taken?
final class Introduction {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Introduction() {}

  static Met to(Kubeconfig kubeconfig, ServerRules rules) {
    try (var api = new ApiServer(kubeconfig, rules)) {
      var answer = api.get(Contact.PATH, PATIENCE);
      if (answer.ok()) {
        var uid = Introduced.uid(answer);
        if (uid.isEmpty()) {
          throw refused(
              "what answers at "
                  + kubeconfig.server()
                  + " is no API server: its namespace kube-system has no UID",
              null);
        }
        return new Met(uid, Introduced.version(api.get("/version", PATIENCE)));
      }
      throw refused(
          switch (answer.status()) {
            case 401 -> CredentialWords.notTaken(api.expiresAt(), Clock.systemUTC().instant());
            case 403 ->
                "they may not get namespace kube-system, by which a cluster is known. Let somebody who"
                    + " administers it apply read.yaml, which stands beside the form";
            default -> "the API server " + answer.answers();
          },
          null);
    } catch (IOException e) {
      throw refused("the API server at " + kubeconfig.server() + " is not reached: " + said(e), e);
    } catch (IllegalArgumentException | KubernetesClientException e) {
      throw refused("their certificate or key cannot be read", e);
    }
  }

  /// What the credentials may do, asked with a connection of its own that is closed afterwards.
  static Optional<ClusterRights> rights(
      Kubeconfig kubeconfig, ServerRules rules, Collection<Right> wanted, Set<String> namespaces) {
    try (var api = new ApiServer(kubeconfig, rules)) {
      return new AccessReviews(new Once(api, kubeconfig.server().toString()))
          .of(wanted, namespaces);
    } catch (IllegalArgumentException | KubernetesClientException e) {
      throw refused("their certificate or key cannot be read", e);
    }
  }

  /// Questions to a server that is not watched.
  private record Once(ApiServer api, String server) implements Questions {

    @Override
    public Answer get(String path) {
      try {
        return said(api.get(path, PATIENCE));
      } catch (IOException e) {
        throw unreachable(Introduction.said(e), e);
      }
    }

    @Override
    public Answer ask(String path, String body) {
      try {
        return said(api.send("POST", path, "application/json", body, PATIENCE));
      } catch (IOException e) {
        throw unreachable(Introduction.said(e), e);
      }
    }

    private Answer said(Answer answer) {
      if (answer.status() >= 500 || answer.status() == 429 || answer.status() == 401) {
        throw unreachable(answer.message(), null);
      }
      return answer;
    }

    @Override
    public ClusterUnreachable unreachable(String why, @Nullable Throwable cause) {
      return new ClusterUnreachable(server, why, cause);
    }
  }

  private static String said(IOException failure) {
    var message = String.valueOf(failure.getMessage());
    if (message.contains("PKIX")) {
      return "its certificate is not signed by the certificate authority that was given, nor by one"
          + " that everybody trusts";
    }
    return message.contains("plaintext connection") ? "it does not speak https" : message;
  }

  private static DomainFailure refused(String why, @Nullable Throwable cause) {
    return new DomainFailure(
        ProblemType.INVALID_INPUT,
        "Nothing was stored. The credentials were tried out: " + why + ".",
        cause);
  }
}
