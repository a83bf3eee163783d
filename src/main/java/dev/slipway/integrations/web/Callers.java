package dev.slipway.integrations.web;

import dev.slipway.kernel.AddressNetwork;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// What is known of whoever calls before the portal knows them.
final class Callers {

  private static final String AUTHORIZATION = "Authorization";

  private Callers() {}

  /// Whether the API is called; pages have neither limits nor keys.
  static boolean isApi(HttpServletRequest request) {
    return request.getServletPath().startsWith("/api/v1/");
  }

  /// Whether no person calls: the API, or an incoming webhook, whose deliveries nobody is known by.
  static boolean isProgram(HttpServletRequest request) {
    return isApi(request) || request.getServletPath().startsWith("/hooks/");
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

  /// Where a stranger calls from, as far as it is one caller.
  static String network(HttpServletRequest request) {
    return AddressNetwork.of(request.getRemoteAddr());
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
