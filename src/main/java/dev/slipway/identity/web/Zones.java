package dev.slipway.identity.web;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import org.springframework.http.ResponseCookie;

/// Tells the frame a person's time zone by a cookie, so that drawing a page reads nothing more.
final class Zones {

  private static final String COOKIE = "zone";

  private Zones() {}

  static void remember(ZoneId zone, HttpServletResponse response) {
    var cookie =
        ResponseCookie.from(COOKIE, URLEncoder.encode(zone.getId(), StandardCharsets.UTF_8))
            .path("/")
            .sameSite("Lax")
            .maxAge(Duration.ofDays(365))
            .build();
    response.addHeader("Set-Cookie", cookie.toString());
  }
}
