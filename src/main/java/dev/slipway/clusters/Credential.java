package dev.slipway.clusters;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// How the portal proves itself to an API server. Each cluster has one. Holds secrets: never
/// logged, never shown.
public sealed interface Credential {

  /// A kubeconfig with one context, whole; also in Base64, as pipelines keep it in a variable.
  record Pasted(String kubeconfig) implements Credential {

    public Pasted {
      kubeconfig = plain(kubeconfig);
    }

    /// A kubeconfig holds colons, which Base64 does not.
    private static String plain(String text) {
      if (text.isBlank() || !text.matches("[A-Za-z0-9+/=\\s]+")) {
        return text;
      }
      try {
        var decoded = new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
        return decoded.contains("clusters") ? decoded : text;
      } catch (IllegalArgumentException _) {
        return text;
      }
    }

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
