package dev.slipway.clusters.web;

import dev.slipway.clusters.Credential;
import dev.slipway.kernel.DomainFailure;
import org.jspecify.annotations.Nullable;

/// What stands in the form about a cluster and its credentials. Secrets that were typed are never
/// shown again.
///
/// @param by the way in which the portal signs in: `kubeconfig`, `token` or `in-cluster`
record Entry(
    @Nullable String by,
    @Nullable String name,
    @Nullable String slug,
    @Nullable String kubeconfig,
    @Nullable String server,
    @Nullable String token,
    @Nullable String authority,
    @Nullable String reason) {

  static final String KUBECONFIG = "kubeconfig";
  static final String TOKEN = "token";
  static final String IN_CLUSTER = "in-cluster";

  String way() {
    if (TOKEN.equals(by)) {
      return TOKEN;
    }
    return IN_CLUSTER.equals(by) ? IN_CLUSTER : KUBECONFIG;
  }

  Credential credential() {
    return switch (way()) {
      case TOKEN -> new Credential.Token(text(server), text(token), text(authority));
      case IN_CLUSTER -> new Credential.InCluster();
      default -> new Credential.Pasted(text(kubeconfig));
    };
  }

  /// The field that a refusal is about.
  String field(DomainFailure refused) {
    var why = refused.detail();
    if (why.startsWith("A reason")) {
      return "reason";
    }
    if (why.contains("slug")) {
      return "slug";
    }
    if (why.contains("name of at most")) {
      return "name";
    }
    if (!way().equals(TOKEN)) {
      return way().equals(KUBECONFIG) ? KUBECONFIG : "reason";
    }
    if (why.startsWith("The token")
        || why.contains("credentials were tried out: the credentials")) {
      return "token";
    }
    return why.startsWith("The certificate authority") ? "authority" : "server";
  }

  static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
