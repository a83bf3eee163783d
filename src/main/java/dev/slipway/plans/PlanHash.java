package dev.slipway.plans;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.databind.JsonNode;

/// What people approve: SHA-256 over the canonical JSON (RFC 8785) of a plan's content, with a
/// prefix that names the version of the rule.
final class PlanHash {

  static final int VERSION = 1;
  private static final int SAFE_BITS = 53;
  private static final String PREFIX = "slipway-plan/1\n";

  private PlanHash() {}

  static String canonical(JsonNode content) {
    requireSafeNumbers(content);
    try {
      return new JsonCanonicalizer(content.toString()).getEncodedString();
    } catch (IOException failure) {
      throw new UncheckedIOException("content is not JSON", failure);
    }
  }

  /// JSON numbers are doubles: a larger integer would share its hash with its neighbours.
  private static void requireSafeNumbers(JsonNode node) {
    if (node.isIntegralNumber() && node.bigIntegerValue().abs().bitLength() > SAFE_BITS) {
      throw new IllegalArgumentException(node + " does not fit into a JSON number");
    }
    node.forEach(PlanHash::requireSafeNumbers);
  }

  static String of(JsonNode content) {
    return ofCanonical(canonical(content));
  }

  static String ofCanonical(String canonical) {
    return sha256(PREFIX + canonical);
  }

  static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
