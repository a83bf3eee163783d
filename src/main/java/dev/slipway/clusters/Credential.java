package dev.slipway.clusters;

/// How the portal proves itself to an API server. Each cluster has one. Holds secrets: never
/// logged, never shown.
public sealed interface Credential {

  /// A kubeconfig with one context, whole.
  record Pasted(String kubeconfig) implements Credential {
    @Override
    public String toString() {
      return "Pasted[…]";
    }
  }

  /// An address with a token of a service account.
  ///
  /// @param authority certificates of the authority that signed the server's, as PEM or as Base64
  ///   of it; blank for one that everybody trusts
  record Token(String server, String token, String authority) implements Credential {
    @Override
    public String toString() {
      return "Token[" + server + "]";
    }
  }

  /// The service account of the pod that the portal runs in. Nothing is stored: Kubernetes renews
  /// its token in a mounted file.
  record InCluster() implements Credential {}
}
