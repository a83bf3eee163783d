package dev.slipway.verification;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// A service on loopback whose answer a test says.
final class AnsweringService implements AutoCloseable {

  private final HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile int status = 200;
  private volatile String body = "{\"status\":\"up\"}";
  private volatile int wellAfter = Integer.MAX_VALUE;

  AnsweringService() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var well = asked.getAndIncrement() >= wellAfter;
            var bytes = body.getBytes(StandardCharsets.UTF_8);
            var head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(well ? 200 : status, head ? -1 : bytes.length);
            if (!head) {
              exchange.getResponseBody().write(bytes);
            }
          }
        });
    server.start();
  }

  void answers(int withStatus, String andBody) {
    status = withStatus;
    body = andBody;
  }

  /// After so many requests it answers 200, whatever it answered before.
  void isWellAfter(int requests) {
    wellAfter = requests;
  }

  int asked() {
    return asked.get();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/health";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
