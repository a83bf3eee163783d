package dev.slipway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Negative;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTests {

  @ParameterizedTest
  @Negative(42)
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org/x",
        "/services",
        "https:example.org",
        "https://",
        "https://user:secret@example.org/",
        "https://example.org/a b",
        "https://example.org/\u0000",
        "",
      })
  void anAddressThatIsNotPlainWebIsRefused(String url) {
    assertThat(Link.faultOf(url)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://git.example.org/emis/student-service", "HTTP://wiki.example.org/a?b=c#d"})
  void aWebAddressIsALink(String url) {
    assertThat(Link.faultOf(url)).isNull();
  }
}
