package dev.slipway.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Judges addresses: where to go after sign-in, and by which name the portal may be called.
final class Addresses {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /// Neither `//` nor `/.` in the path: what `/..//x` means is for each reader to decide.
  private static final Pattern LOCAL_PATH =
      Pattern.compile("(?![^?#]*(//|/\\.))/[\\x21-\\x5b\\x5d-\\x7e]*");

  private static final int LONGEST = 2_000;

  private Addresses() {}

  /// Where the portal is reached, without a slash at its end; {@link HostCheck} knows the host.
  static String base(@Nullable URI publicUrl, HttpServletRequest request) {
    return publicUrl == null
        ? "http://" + request.getHeader("Host")
        : publicUrl.toString().replaceAll("/$", "");
  }

  static boolean isHttps(@Nullable URI publicUrl) {
    return publicUrl != null && "https".equalsIgnoreCase(publicUrl.getScheme());
  }

  /// The path itself if it stays on this portal, else the home page: never another site.
  static String local(@Nullable String path) {
    return path != null && path.length() <= LONGEST && LOCAL_PATH.matcher(path).matches()
        ? path
        : "/";
  }

  /// Whether a Host header names this portal. Without a public URL only loopback names do, so a
  /// foreign name that resolves to loopback (DNS rebinding) reaches nothing.
  static boolean isOurs(@Nullable String host, @Nullable URI publicUrl) {
    if (host == null) {
      return false;
    }
    var asked = host.toLowerCase(Locale.ROOT);
    return publicUrl == null
        ? LOOPBACK.contains(withoutPort(asked))
        : asked.equals(publicUrl.getAuthority().toLowerCase(Locale.ROOT));
  }

  private static String withoutPort(String host) {
    var colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }
}
