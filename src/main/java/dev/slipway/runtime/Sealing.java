package dev.slipway.runtime;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Seals what the database must not hold in clear: AES-256-GCM (NIST SP 800-38D) with a random
/// nonce, bound to the row and column it belongs to, so that a value moved elsewhere does not open.
public class Sealing {

  private static final byte VERSION = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec cipherKey;
  private final SecretKeySpec macKey;
  private final SecureRandom random = new SecureRandom();

  public Sealing(byte[] key) {
    this.cipherKey = new SecretKeySpec(derive(key, "slipway seal"), "AES");
    this.macKey = new SecretKeySpec(derive(key, "slipway mac"), "HmacSHA256");
  }

  /// Encrypts `plain` for the place named by `boundTo`, such as `cluster:0198...:kubeconfig`.
  public byte[] seal(byte[] plain, String boundTo) {
    var nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      var cipher = cipher(Cipher.ENCRYPT_MODE, nonce, boundTo);
      var sealed = cipher.doFinal(plain);
      return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
          .put(VERSION)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("sealing failed", failure);
    }
  }

  /// Opens what {@link #seal} made for the same place.
  ///
  /// @throws SealBroken if it was changed, moved to another place or sealed with another key
  public byte[] open(byte[] sealed, String boundTo) {
    if (sealed.length < 1 + NONCE_BYTES + TAG_BITS / 8 || sealed[0] != VERSION) {
      throw new SealBroken(boundTo);
    }
    var bytes = ByteBuffer.wrap(sealed, 1, sealed.length - 1);
    var nonce = new byte[NONCE_BYTES];
    bytes.get(nonce);
    var content = new byte[bytes.remaining()];
    bytes.get(content);
    try {
      return cipher(Cipher.DECRYPT_MODE, nonce, boundTo).doFinal(content);
    } catch (GeneralSecurityException _) {
      throw new SealBroken(boundTo);
    }
  }

  /// Keyed hash (HMAC-SHA-256, hex): equal content can be found without being readable.
  public String mac(byte[] content) {
    return HexFormat.of().formatHex(hmac(macKey, content));
  }

  private Cipher cipher(int mode, byte[] nonce, String boundTo) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, cipherKey, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(boundTo.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static byte[] derive(byte[] key, String purpose) {
    return hmac(new SecretKeySpec(key, "HmacSHA256"), purpose.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hmac(SecretKeySpec key, byte[] content) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(content);
    } catch (GeneralSecurityException failure) {
      throw new IllegalStateException("HMAC-SHA-256 is missing", failure);
    }
  }
}
