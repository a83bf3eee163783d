package dev.slipway.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.runtime.Mode;
import dev.slipway.runtime.SlipwaySettings;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.session.web.http.CookieSerializer.CookieValue;

/// What changes once the portal is reached by https: the cookie is bound to the host and browsers
/// are told to come by https only.
class HttpsTests {

  private static final String PUBLIC = "https://slipway.example.test";

  @Test
  void theCookieIsBoundToTheHost() {
    assertThat(cookie(PUBLIC))
        .startsWith("__Host-slipway=")
        .contains("; Path=/;")
        .contains("; Secure")
        .contains("; HttpOnly")
        .contains("; SameSite=Lax")
        .doesNotContain("Domain");
  }

  @Test
  void theSandboxOnLoopbackKeepsAPlainCookie() {
    assertThat(cookie(null)).startsWith("slipway=").contains("HttpOnly").doesNotContain("Secure");
  }

  @Test
  void browsersAreToldToComeByHttps() throws Exception {
    assertThat(transport(PUBLIC)).isEqualTo("max-age=31536000; includeSubDomains");
    assertThat(transport(null)).isNull();
  }

  private static String cookie(@Nullable String address) {
    var response = new MockHttpServletResponse();
    new SecurityConfiguration()
        .sessionCookie(settings(address))
        .writeCookieValue(new CookieValue(new MockHttpServletRequest(), response, "a-session"));
    return String.valueOf(response.getHeader("Set-Cookie"));
  }

  private static @Nullable String transport(@Nullable String address) throws Exception {
    var response = new MockHttpServletResponse();
    new SecurityHeaders(settings(address))
        .doFilter(new MockHttpServletRequest(), response, new MockFilterChain());
    return response.getHeader("Strict-Transport-Security");
  }

  private static SlipwaySettings settings(@Nullable String address) {
    return new SlipwaySettings(
        Mode.PRODUCTION, true, Path.of("."), address == null ? null : URI.create(address));
  }
}
