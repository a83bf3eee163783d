package dev.slipway.clusters.fabric8;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// When a credential ends by itself: a signed token says so in `exp` (RFC 7519, 4.1.4), a
/// certificate in its validity. Nothing is believed for it: the API server decides.
final class Expiry {

  private Expiry() {}

  static @Nullable Instant of(@Nullable String token, @Nullable String certificate) {
    return Stream.of(token(token), certificate(certificate))
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private static @Nullable Instant token(@Nullable String token) {
    var parts = token == null ? new String[0] : token.split("\\.", -1);
    if (parts.length != 3) {
      return null;
    }
    try {
      var exp = Answer.JSON.readTree(Base64.getUrlDecoder().decode(parts[1])).path("exp");
      return exp.canConvertToLong() ? Instant.ofEpochSecond(exp.asLong()) : null;
    } catch (IllegalArgumentException | JacksonException | DateTimeException e) {
      return null;
    }
  }

  private static @Nullable Instant certificate(@Nullable String base64) {
    if (base64 == null) {
      return null;
    }
    try {
      var pem = Base64.getMimeDecoder().decode(base64);
      return CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(pem))
              instanceof X509Certificate found
          ? found.getNotAfter().toInstant()
          : null;
    } catch (CertificateException | IllegalArgumentException e) {
      return null;
    }
  }
}
