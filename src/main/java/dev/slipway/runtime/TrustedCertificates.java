package dev.slipway.runtime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Whose certificates a server that the portal calls may show: those that Java trusts, and those of
/// a company's own authority. Nothing switches the check off.
public final class TrustedCertificates {

  private TrustedCertificates() {}

  /// For servers that nobody names one by one.
  ///
  /// @param own a PEM file with certificates to trust as well, or null
  /// @throws UnsafeStart if the file cannot be used
  public static SSLSocketFactory sockets(@Nullable Path own) {
    if (own == null) {
      return (SSLSocketFactory) SSLSocketFactory.getDefault();
    }
    try {
      return sockets(trusted(own));
    } catch (IOException | GeneralSecurityException failure) {
      throw unreadable(own, failure.toString());
    }
  }

  /// For one server.
  ///
  /// @param pem certificates to trust as well, as people paste them
  /// @throws GeneralSecurityException if it holds none
  public static SSLSocketFactory socketsFor(String pem) throws GeneralSecurityException {
    try {
      return sockets(trusted(read(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))));
    } catch (IOException failure) {
      throw new GeneralSecurityException(failure);
    }
  }

  static KeyStore trusted(Path own) throws IOException, GeneralSecurityException {
    try (var in = Files.newInputStream(own)) {
      return trusted(read(in));
    }
  }

  private static SSLSocketFactory sockets(KeyStore trusted) throws GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    context.init(null, managers(trusted).getTrustManagers(), null);
    return context.getSocketFactory();
  }

  private static KeyStore trusted(X509Certificate[] own)
      throws IOException, GeneralSecurityException {
    var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    var count = 0;
    for (var manager : managers(null).getTrustManagers()) {
      if (manager instanceof X509TrustManager known) {
        for (X509Certificate certificate : known.getAcceptedIssuers()) {
          trusted.setCertificateEntry("java-" + count++, certificate);
        }
      }
    }
    for (var certificate : own) {
      trusted.setCertificateEntry("own-" + count++, certificate);
    }
    return trusted;
  }

  private static X509Certificate[] read(InputStream in) throws GeneralSecurityException {
    var found =
        CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
            .map(X509Certificate.class::cast)
            .toArray(X509Certificate[]::new);
    if (found.length == 0) {
      throw new CertificateException("it holds no certificate");
    }
    return found;
  }

  private static UnsafeStart unreadable(Path own, String why) {
    return new UnsafeStart(
        "slipway.outbound.ca-certificates names " + own + ", which cannot be used: " + why + ".",
        "Give a file with certificates in PEM form that the portal may read, or remove the setting.");
  }

  private static TrustManagerFactory managers(@Nullable KeyStore trusted)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory;
  }
}
