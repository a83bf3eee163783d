package dev.slipway.notifications;

import dev.slipway.runtime.OutboundAddresses;
import dev.slipway.runtime.OutboundRefused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Sends one JSON body over HTTP/1.1 to an address that was checked, and reads the status. Written
/// on plain sockets because a client library resolves the name a second time and follows redirects.
final class SignedPost {

  private static final int CONNECT_MILLIS = 5_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LONGEST_LINE = 8_192;

  private final OutboundAddresses addresses;
  private final SSLSocketFactory sockets;

  SignedPost(OutboundAddresses addresses, SSLSocketFactory sockets) {
    this.addresses = addresses;
    this.sockets = sockets;
  }

  /// Sends and answers the status code.
  ///
  /// @throws OutboundRefused before anything is sent, if the address is not allowed
  int send(OutboundUrl url, Map<String, String> headers, byte[] body) throws IOException {
    IOException last = new IOException("no address");
    for (var address : addresses.of(url.host())) {
      try (var plain = new Socket()) {
        plain.connect(new InetSocketAddress(address, url.port()), CONNECT_MILLIS);
        plain.setSoTimeout((int) PATIENCE.toMillis());
        try (var socket = url.secure() ? secured(plain, url) : plain) {
          return exchange(socket, url, headers, body);
        }
      } catch (java.net.ConnectException | java.net.NoRouteToHostException failure) {
        last = failure;
      }
    }
    throw last;
  }

  private Socket secured(Socket plain, OutboundUrl url) throws IOException {
    var socket = (SSLSocket) sockets.createSocket(plain, url.host(), url.port(), true);
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static int exchange(
      Socket socket, OutboundUrl url, Map<String, String> headers, byte[] body) throws IOException {
    var lines = new LinkedHashMap<String, String>();
    lines.put("Host", url.authority());
    lines.put("Content-Type", "application/json");
    lines.put("Content-Length", Integer.toString(body.length));
    lines.put("User-Agent", "Slipway");
    lines.put("Connection", "close");
    lines.putAll(headers);
    var head = new StringBuilder("POST " + url.target() + " HTTP/1.1\r\n");
    lines.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("\r\n");
    var out = socket.getOutputStream();
    out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    out.flush();
    return status(socket.getInputStream());
  }

  private static int status(InputStream in) throws IOException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.size() > LONGEST_LINE || System.nanoTime() > deadline) {
        throw new IOException("the answer is not HTTP");
      }
      line.write(next);
    }
    var text = line.toString(StandardCharsets.US_ASCII).strip();
    if (!text.matches("HTTP/1\\.[01] [1-5]\\d\\d( .*)?")) {
      throw new IOException("the answer is not HTTP");
    }
    return Integer.parseInt(text.substring(9, 12));
  }

  /// `v1=` and the HMAC-SHA-256 of `<timestamp>.<body>`, hex.
  static String signature(String secret, long timestamp, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update((timestamp + ".").getBytes(StandardCharsets.US_ASCII));
      return "v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("HMAC-SHA-256 is missing", failure);
    }
  }
}
