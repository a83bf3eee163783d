package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Requests that are built to last or to grow: they cost whoever sends them, and nobody else waits.
@SlipwayTest
@Tag("slow")
class SlowRequestTests {

  private static final int MANY = 400;
  private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";

  @LocalServerPort int port;
  private final List<Socket> open = new ArrayList<>();

  @AfterEach
  void hangUp() throws IOException {
    for (var socket : open) {
      socket.close();
    }
  }

  @Test
  @Negative(47)
  void whoeverSendsSlowlyHoldsUpNobodyAndIsHungUpOn() throws IOException {
    for (var number = 0; number < MANY; number++) {
      begin("GET /sign-in" + HOST + "X-Slow: a");
      begin("POST /sign-in" + HOST + form(500) + "handle=a");
      begin("POST /api/v1/plans" + HOST + json(500) + "{\"service\":");
    }

    var visitor = Visitor.signedIn(port, "ada");
    for (var look = 0; look < 20; look++) {
      assertThat(visitor.get("/me").statusCode()).isEqualTo(200);
    }
    for (var socket : List.of(open.get(0), open.get(1), open.get(2))) {
      assertThat(end(socket)).as("the answer, or none, and then the end").doesNotContain(" 200 ");
    }
  }

  @Test
  @Negative(47)
  void whatIsPackedIsNeverUnpacked() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(packed)) {
      var zeros = new byte[1024 * 1024];
      for (var megabyte = 0; megabyte < 200; megabyte++) {
        zip.write(zeros);
      }
    }
    var ada = Visitor.signedIn(port, "ada");
    for (var type : List.of("application/json", "application/x-www-form-urlencoded")) {
      var answer =
          ada.send(
              "POST",
              type.endsWith("json") ? "/api/v1/plans" : "/theme",
              BodyPublishers.ofByteArray(packed.toByteArray()),
              "Content-Type",
              type,
              "Content-Encoding",
              "gzip",
              "X-CSRF-TOKEN",
              ada.formToken());
      assertThat(answer.statusCode()).as(type).isBetween(400, 415);
    }
  }

  @Test
  @Negative(47)
  void manyPartsAreRefusedBeforeTheyAreRead() throws IOException {
    var socket =
        begin(
            "POST /sign-in"
                + HOST
                + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 9999999999\r\n\r\n--b");
    assertThat(end(socket)).startsWith("HTTP/1.1 400");
  }

  private static String form(int length) {
    return "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n"
        .formatted(length);
  }

  private static String json(int length) {
    return "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n".formatted(length);
  }

  /// Sends the beginning of a request and leaves it at that.
  private Socket begin(String text) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(40_000);
    open.add(socket);
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return socket;
  }

  /// What came before the portal hung up; fails when it does not.
  private static String end(Socket socket) throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (SocketException reset) {
      return String.valueOf(reset.getMessage());
    }
  }
}
