package dev.slipway.slo.prometheus;

import dev.slipway.runtime.TrustedCertificates;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Sockets by the authorities they trust, the latest of them kept: a handshake is shorter where the
/// one before it is known.
final class TrustedSockets {

  private static final int MOST = 32;

  private final SequencedMap<String, SSLSocketFactory> kept = new LinkedHashMap<>(16, 0.75f, true);

  /// @param pem authorities besides those of Java, or null
  synchronized SSLSocketFactory trusting(@Nullable String pem) throws GeneralSecurityException {
    if (pem == null || pem.isBlank()) {
      return TrustedCertificates.sockets((Path) null);
    }
    var known = kept.get(pem);
    if (known == null) {
      known = TrustedCertificates.socketsFor(pem);
      kept.put(pem, known);
      if (kept.size() > MOST) {
        kept.pollFirstEntry();
      }
    }
    return known;
  }
}
