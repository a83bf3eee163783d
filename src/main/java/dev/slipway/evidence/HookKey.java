package dev.slipway.evidence;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// A key that signs deliveries, after the Standard Webhooks specification 1.0
/// (https://www.standardwebhooks.com): HMAC-SHA-256 over id, timestamp and body.
final class HookKey {

  private static final String PREFIX = "whsec_";
  private static final String VERSION = "v1,";
  private static final int BYTES = 32;
  private static final int MOST_SIGNATURES = 10;
  private static final SecureRandom RANDOM = new SecureRandom();

  /// Stands in where there is no key, so that this takes as long.
  static final HookKey NOBODYS = new HookKey(new byte[BYTES]);

  private final byte[] bytes;

  HookKey(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  static HookKey random() {
    var bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new HookKey(bytes);
  }

  /// What its seal is bound to.
  static String place(UUID hook, UUID key) {
    return "evidence-hook:" + hook + ":" + key;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /// As senders keep it: the prefix, then Base64.
  String text() {
    return PREFIX + Base64.getEncoder().encodeToString(bytes);
  }

  /// Whether one of the signatures is by this key. Each is compared, in constant time.
  ///
  /// @param header signatures parted by blanks, each `v1,` and Base64
  boolean signed(String id, String timestamp, byte[] body, @Nullable String header) {
    var expected = sign(id, timestamp, body);
    var found = false;
    var signatures = header == null ? new String[0] : header.split(" ", MOST_SIGNATURES + 1);
    for (int i = 0; i < Math.min(signatures.length, MOST_SIGNATURES); i++) {
      found |= MessageDigest.isEqual(expected, signatures[i].getBytes(StandardCharsets.UTF_8));
    }
    return found;
  }

  private byte[] sign(String id, String timestamp, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      var signature = Base64.getEncoder().encodeToString(mac.doFinal(body));
      return (VERSION + signature).getBytes(StandardCharsets.UTF_8);
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("HMAC-SHA-256 is missing", failure);
    }
  }
}
