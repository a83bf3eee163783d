package dev.slipway.catalog;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A link shown on a service. Only absolute http and https addresses become links, whatever their
/// source.
///
/// @param url absolute, http or https only
public record Link(String label, String url) {

  /// Whether an address may be followed from a page.
  public static boolean isWeb(String url) {
    return faultOf(url) == null;
  }

  /// What is wrong with this address, or null if it may be shown as a link.
  static @Nullable String faultOf(String url) {
    if (url.length() > 2000) {
      return "The address is longer than 2,000 characters.";
    }
    if (url.chars().anyMatch(c -> c <= ' ' || c == 127)) {
      return "The address holds a space or a control character.";
    }
    try {
      var uri = new URI(url);
      var scheme = uri.getScheme();
      if (scheme == null || !isWebScheme(scheme) || uri.getHost() == null) {
        return "Give the whole address, beginning with https:// or http://.";
      }
      return uri.getUserInfo() == null ? null : "Leave user name and password out of the address.";
    } catch (URISyntaxException _) {
      return "This is not an address: begin with https:// or http://.";
    }
  }

  private static boolean isWebScheme(String scheme) {
    var lower = scheme.toLowerCase(Locale.ROOT);
    return lower.equals("https") || lower.equals("http");
  }
}
