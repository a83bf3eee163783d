package dev.slipway.clusters;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// An address, a token and an authority as the kubeconfig that says the same, so that the same
/// rules judge both.
final class TokenKubeconfig {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String NAME = "slipway";

  private TokenKubeconfig() {}

  static String of(Credential.Token given) {
    if (given.server().isBlank()) {
      throw refused("The address of the API server is missing, such as https://10.0.0.1:6443.");
    }
    if (given.token().isBlank()) {
      throw refused(
          "The token is missing. A stored one is never shown nor sent anywhere again: make one by"
              + " kubectl -n slipway create token slipway --duration=2160h.");
    }
    return of(given.server().strip(), given.token().strip(), authority(given.authority().strip()));
  }

  /// @param authority PEM in Base64, or empty
  static String of(String server, String token, String authority) {
    Map<String, Object> cluster = new LinkedHashMap<>();
    cluster.put("server", server);
    if (!authority.isEmpty()) {
      cluster.put("certificate-authority-data", authority);
    }
    return JSON.writeValueAsString(
        Map.of(
            "current-context",
            NAME,
            "clusters",
            List.of(Map.of("name", NAME, "cluster", cluster)),
            "users",
            List.of(Map.of("name", NAME, "user", Map.of("token", token))),
            "contexts",
            List.of(Map.of("name", NAME, "context", Map.of("cluster", NAME, "user", NAME)))));
  }

  private static String authority(String given) {
    if (given.isEmpty()) {
      return "";
    }
    try {
      var pem =
          given.contains("-----BEGIN CERTIFICATE-----")
              ? given.getBytes(StandardCharsets.US_ASCII)
              : Base64.getMimeDecoder().decode(given);
      var found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem));
      if (found.isEmpty()) {
        throw new CertificateException("none");
      }
      return Base64.getEncoder().encodeToString(pem);
    } catch (CertificateException | IllegalArgumentException e) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT,
          "The certificate authority cannot be read: paste the whole PEM text from BEGIN CERTIFICATE"
              + " to END CERTIFICATE, or the certificate-authority-data of a kubeconfig.",
          e);
    }
  }

  private static DomainFailure refused(String why) {
    return new DomainFailure(ProblemType.INVALID_INPUT, why);
  }
}
