package dev.slipway.integrations.web;

import dev.slipway.kernel.Actor;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Names whoever calls: a token, a person, or the address of a stranger.
final class Callers {

  private static final String AUTHORIZATION = "Authorization";

  private Callers() {}

  /// Whether the API is called; pages have neither limits nor keys.
  static boolean isApi(HttpServletRequest request) {
    return request.getServletPath().startsWith("/api/v1/");
  }

  static String of(Actor actor) {
    return actor.token() == null ? "person " + actor.person() : "token " + actor.token();
  }

  /// What somebody shows to be known by, as a hash; null where it is nothing at all.
  static @Nullable String credential(HttpServletRequest request) {
    var token = request.getHeader(AUTHORIZATION);
    if (token != null) {
      return sha256(token);
    }
    var cookies = request.getHeader("Cookie");
    return cookies == null ? null : sha256(cookies);
  }

  /// An address of a stranger; of IPv6, the network that one customer is given (64 bits).
  static String network(HttpServletRequest request) {
    var address = request.getRemoteAddr();
    if (address.indexOf(':') < 0) {
      return address;
    }
    var parts = address.split(":", -1);
    return parts.length == 8 ? String.join(":", parts[0], parts[1], parts[2], parts[3]) : address;
  }

  static String sha256(String text) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java has SHA-256", missing);
    }
  }
}
