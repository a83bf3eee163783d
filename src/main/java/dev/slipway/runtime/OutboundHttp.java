package dev.slipway.runtime;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Sends one request over HTTP/1.1 to an address that was checked, and reads what comes back.
/// Written on plain sockets because a client library resolves the name a second time, follows
/// redirects and takes proxies from the environment.
public final class OutboundHttp {

  /// How much a server may take of the portal.
  ///
  /// @param connect time for a connection to one address
  /// @param whole time for everything, however slowly the answer drips
  /// @param bytes most bytes of the answer's body; 0 reads the status and nothing more
  public record Limits(Duration connect, Duration whole, int bytes) {}

  /// A request, its body in UTF-8. `Host`, `Content-Length` and `Connection` are added.
  public record Call(String method, OutboundUrl url, Map<String, String> headers, String body) {

    /// Never shows what only the server may see: a path may hold a secret, a header mostly does.
    @Override
    public String toString() {
      return "Call[" + method + " " + url.authority() + "]";
    }
  }

  /// What came back.
  ///
  /// @param headers names in lower case; of several with one name, the last
  /// @param body read as UTF-8
  /// @param cut whether the body was longer than allowed, so that only its beginning is here
  public record Answer(int status, Map<String, String> headers, String body, boolean cut) {}

  private final OutboundAddresses addresses;
  private final SSLSocketFactory sockets;

  public OutboundHttp(OutboundAddresses addresses, SSLSocketFactory sockets) {
    this.addresses = addresses;
    this.sockets = sockets;
  }

  /// Sends once. Only a connection that was not made is tried at the host's next address.
  ///
  /// @throws OutboundRefused before anything is sent, if the address or a header is not allowed
  /// @throws SocketTimeoutException if it took longer than allowed
  /// @throws IOException if no whole answer came
  public Answer send(Call call, Limits limits) throws IOException {
    return send(call, limits, () -> {});
  }

  /// Sends once, as above.
  ///
  /// @param taken told when somebody has taken the connection, so that a caller can tell a server
  ///   that fails from a network that leads nowhere
  public Answer send(Call call, Limits limits, Runnable taken) throws IOException {
    call.headers().forEach(OutboundHttp::requirePlain);
    long until = System.nanoTime() + limits.whole().toNanos();
    IOException last = new UnknownHostException(call.url().host());
    for (var address : addresses.of(call.url().host())) {
      try (var plain = new Socket(Proxy.NO_PROXY)) {
        try {
          plain.connect(
              new InetSocketAddress(address, call.url().port()), millis(limits.connect(), until));
        } catch (IOException failure) {
          last = failure;
          continue;
        }
        taken.run();
        return within(plain, call, limits, until);
      }
    }
    throw last;
  }

  /// Closes the connection when time is up: a limit for each read would never end an answer that
  /// comes byte by byte.
  private Answer within(Socket plain, Call call, Limits limits, long until) throws IOException {
    var alarm =
        new CompletableFuture<Void>()
            .completeOnTimeout(null, until - System.nanoTime(), TimeUnit.NANOSECONDS);
    var _ = alarm.thenRun(() -> close(plain));
    try (var socket = call.url().secure() ? secured(plain, call.url()) : plain) {
      return exchange(socket, call, limits);
    } catch (IOException failure) {
      if (alarm.isDone()) {
        var late = new SocketTimeoutException("no whole answer in " + limits.whole());
        late.initCause(failure);
        throw late;
      }
      throw failure;
    } finally {
      alarm.cancel(false);
    }
  }

  private Socket secured(Socket plain, OutboundUrl url) throws IOException {
    var socket = (SSLSocket) sockets.createSocket(plain, url.host(), url.port(), true);
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static Answer exchange(Socket socket, Call call, Limits limits) throws IOException {
    var head = new StringBuilder(call.method() + " " + call.url().target() + " HTTP/1.1\r\n");
    line(head, "Host", call.url().authority());
    line(head, "User-Agent", "Slipway");
    var body = call.body().getBytes(StandardCharsets.UTF_8);
    line(head, "Content-Length", Integer.toString(body.length));
    line(head, "Connection", "close");
    call.headers().forEach((name, value) -> line(head, name, value));
    head.append("\r\n");
    var out = socket.getOutputStream();
    out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
    out.write(body);
    out.flush();
    return new AnswerReader(new BufferedInputStream(socket.getInputStream())).read(limits.bytes());
  }

  private static void line(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  /// A line break in a value would begin another header, or another request.
  private static void requirePlain(String name, String value) {
    if (!value.chars().allMatch(each -> each >= 0x20 && each < 0x7f)) {
      throw new OutboundRefused(
          "The value of " + name + " holds characters that no header may carry.");
    }
  }

  private static int millis(Duration limit, long until) throws SocketTimeoutException {
    long left = Math.min(limit.toMillis(), Duration.ofNanos(until - System.nanoTime()).toMillis());
    if (left <= 0) {
      throw new SocketTimeoutException("no time left to connect");
    }
    return (int) Math.min(left, Integer.MAX_VALUE);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is as good as closed: whoever reads from it is told.
    }
  }
}
