package dev.slipway.runtime;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Looks at the certificate that a host serves: a TLS handshake with an address that was checked,
/// and nothing sent in it. The certificate is checked as for any call, name and all; of one that
/// does not hold it is told when it ends all the same.
public final class OutboundTls {

  private final OutboundAddresses addresses;

  public OutboundTls(OutboundAddresses addresses) {
    this.addresses = addresses;
  }

  /// What was served.
  ///
  /// @param covers whether the host is among its names
  /// @param trusted whether Java trusts who issued it, and nothing else is wrong with it
  public record Served(Instant notAfter, boolean covers, boolean trusted) {}

  /// Shakes hands once. Only a connection that was not made is tried at the host's next address.
  ///
  /// @param url whose host and port count
  /// @throws OutboundRefused before anything is sent, if the address is not allowed
  /// @throws SocketTimeoutException if it took longer than allowed
  /// @throws IOException if the host served no certificate
  public Served look(OutboundUrl url, Duration connect, Duration whole) throws IOException {
    long until = System.nanoTime() + whole.toNanos();
    IOException last = new UnknownHostException(url.host());
    for (var address : addresses.of(url.host())) {
      try (var plain = new Socket(Proxy.NO_PROXY)) {
        try {
          plain.connect(
              new InetSocketAddress(address, url.port()),
              Math.clamp(Math.min(connect.toMillis(), left(until)), 1, 60_000));
        } catch (IOException failure) {
          last = failure;
          continue;
        }
        return within(plain, url, until);
      }
    }
    throw last;
  }

  private static long left(long until) {
    return Duration.ofNanos(until - System.nanoTime()).toMillis();
  }

  /// Closes the connection when time is up: a limit for each read would never end a handshake that
  /// comes byte by byte.
  private static Served within(Socket plain, OutboundUrl url, long until) throws IOException {
    var alarm =
        new CompletableFuture<Void>()
            .completeOnTimeout(null, until - System.nanoTime(), TimeUnit.NANOSECONDS);
    var _ = alarm.thenRun(() -> close(plain));
    try {
      return shaken(plain, url);
    } catch (IOException failure) {
      if (alarm.isDone()) {
        var late = new SocketTimeoutException("no handshake in time");
        late.initCause(failure);
        throw late;
      }
      throw failure;
    } finally {
      alarm.cancel(false);
    }
  }

  private static Served shaken(Socket plain, OutboundUrl url) throws IOException {
    var seen = new Seen(trusted());
    try (var socket =
        (SSLSocket)
            context(seen).getSocketFactory().createSocket(plain, url.host(), url.port(), true)) {
      var parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return seen.served(url.host());
    } catch (IOException failure) {
      if (!seen.refused) {
        throw failure;
      }
      return seen.served(url.host());
    }
  }

  private static SSLContext context(Seen seen) throws IOException {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {seen}, null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IOException(impossible);
    }
  }

  private static X509ExtendedTrustManager trusted() throws IOException {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      for (var manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager known) {
          return known;
        }
      }
    } catch (GeneralSecurityException failure) {
      throw new IOException(failure);
    }
    throw new IOException("this Java trusts nobody");
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is as good as closed: whoever reads from it is told.
    }
  }

  /// Remembers the certificate, and checks it as ever.
  private static final class Seen extends X509ExtendedTrustManager {

    private final X509ExtendedTrustManager checks;
    private @Nullable X509Certificate leaf;
    private boolean refused;

    private Seen(X509ExtendedTrustManager checks) {
      this.checks = checks;
    }

    private Served served(String host) throws IOException {
      var shown = leaf;
      if (shown == null) {
        throw new IOException("it served no certificate");
      }
      return new Served(shown.getNotAfter().toInstant(), covers(shown, host), !refused);
    }

    /// By its alternative names alone, as clients do (RFC 9525): a star stands for one label.
    private static boolean covers(X509Certificate certificate, String host) throws IOException {
      try {
        var names = certificate.getSubjectAlternativeNames();
        return names != null
            && names.stream()
                .map(name -> String.valueOf(name.get(1)).toLowerCase(Locale.ROOT))
                .anyMatch(name ->
                    name.equals(host)
                        || (name.startsWith("*.")
                            && host.indexOf('.') > 0
                            && host.substring(host.indexOf('.')).equals(name.substring(1))));
      } catch (CertificateParsingException failure) {
        throw new IOException("its certificate cannot be read", failure);
      }
    }

    /// A check that may refuse.
    private interface Check {
      void run() throws CertificateException;
    }

    private void check(X509Certificate[] chain, Check check) throws CertificateException {
      leaf = chain.length == 0 ? null : chain[0];
      try {
        check.run();
      } catch (CertificateException failure) {
        refused = true;
        throw failure;
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      check(chain, () -> checks.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      check(chain, () -> checks.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain, () -> checks.checkServerTrusted(chain, type));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      throw new CertificateException("nobody signs in here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("nobody signs in here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("nobody signs in here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return checks.getAcceptedIssuers();
    }
  }
}
