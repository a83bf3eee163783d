package dev.slipway.notifications;

import dev.slipway.runtime.OutboundHttp;
import dev.slipway.runtime.OutboundRefused;
import dev.slipway.runtime.OutboundUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Sends one JSON body and reads the status that comes back, and nothing more.
final class SignedPost {

  private static final OutboundHttp.Limits LIMITS =
      new OutboundHttp.Limits(Duration.ofSeconds(5), Duration.ofSeconds(10), 0);

  private final OutboundHttp http;

  SignedPost(OutboundHttp http) {
    this.http = http;
  }

  /// Sends and answers the status code.
  ///
  /// @throws OutboundRefused before anything is sent, if the address is not allowed
  int send(OutboundUrl url, Map<String, String> headers, String body) throws IOException {
    var all = new HashMap<>(headers);
    all.put("Content-Type", "application/json");
    return http.send(new OutboundHttp.Call("POST", url, all, body), LIMITS).status();
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
