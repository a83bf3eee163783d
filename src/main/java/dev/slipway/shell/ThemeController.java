package dev.slipway.shell;

import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Keeps the choice of light or dark in a cookie, so the server draws the page in it and nothing
/// flashes.
@Controller
class ThemeController {

  @PostMapping("/theme")
  @Requires(Permission.PUBLIC)
  String choose(
      @RequestParam String theme, HttpServletRequest request, HttpServletResponse response) {
    boolean chosen = theme.equals("light") || theme.equals("dark");
    ResponseCookie cookie =
        ResponseCookie.from("theme", chosen ? theme : "")
            .path("/")
            .sameSite("Lax")
            .secure(request.isSecure())
            .maxAge(chosen ? Duration.ofDays(365) : Duration.ZERO)
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    return "redirect:" + cameFrom(request);
  }

  /// Only the path of the referring page counts, so no other site can be the target.
  private static String cameFrom(HttpServletRequest request) {
    String referrer = request.getHeader(HttpHeaders.REFERER);
    if (referrer == null) {
      return "/";
    }
    try {
      URI page = URI.create(referrer);
      String path = page.getRawPath();
      if (path == null || !path.startsWith("/") || path.startsWith("//")) {
        return "/";
      }
      return page.getRawQuery() == null ? path : path + "?" + page.getRawQuery();
    } catch (IllegalArgumentException _) {
      return "/";
    }
  }
}
