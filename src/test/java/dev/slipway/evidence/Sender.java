package dev.slipway.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A pipeline that delivers by webhook, written from the Standard Webhooks specification and not
/// from the portal's code. It has an address of its own, because the portal sums up by address.
public final class Sender implements AutoCloseable {

  private final int port;
  private final String address;
  private final HttpClient client;

  public Sender(int port) {
    var random = ThreadLocalRandom.current();
    this.port = port;
    this.address =
        "127.%d.%d.%d"
            .formatted(1 + random.nextInt(250), random.nextInt(250), 1 + random.nextInt(250));
    this.client =
        HttpClient.newBuilder()
            .localAddress(InetAddress.ofLiteral(address))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  public String address() {
    return address;
  }

  /// Headers as the specification has them.
  public static Map<String, String> signed(String secret, String id, long timestamp, String body) {
    return Map.of(
        "webhook-id",
        id,
        "webhook-timestamp",
        Long.toString(timestamp),
        "webhook-signature",
        signature(secret, id, timestamp, body));
  }

  static String signature(String secret, String id, long timestamp, String body) {
    try {
      var key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      var content = id + "." + timestamp + "." + body;
      return "v1,"
          + Base64.getEncoder()
              .encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  public static String newId() {
    return "msg_" + UUID.randomUUID().toString().replace("-", "");
  }

  /// Delivers as a well-behaved pipeline does.
  public HttpResponse<String> deliver(String path, String secret, String body) {
    return send(path, body, signed(secret, newId(), Instant.now().getEpochSecond(), body));
  }

  public HttpResponse<String> send(String path, String body, Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
