package dev.slipway.clusters.fabric8;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Marks of values that are not shown: two values have the same mark if they are the same. The key
/// lives as long as this process and is stored nowhere, so a mark says nothing to anybody else.
final class SecretMarks {

  private static final String ALGORITHM = "HmacSHA256";
  private static final SecretKeySpec KEY = new SecretKeySpec(random(), ALGORITHM);

  private SecretMarks() {}

  private static byte[] random() {
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  static String of(String value) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(KEY);
      return HexFormat.of().formatHex(mac.doFinal(value.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }
}
