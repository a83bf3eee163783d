package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What nobody serves nobody sees: every stylesheet and script of the source tree is in its bundle,
/// in whatever folder it lies.
@SlipwayTest
class BundleTests {

  @LocalServerPort int port;

  @Test
  void everyStylesheetIsServed() {
    assertThat(missing("/css/portal.css", Sources.under(Sources.STYLES, ".css"))).isEmpty();
  }

  @Test
  void everyScriptIsServed() {
    var scripts = Sources.under(Sources.SCRIPTS, ".js");
    assertThat(missing("/js/portal.js", scripts)).isEmpty();
  }

  private java.util.Set<String> missing(String bundle, Map<String, String> files) {
    var served = new Visitor(port).get(bundle);
    assertThat(served.statusCode()).isEqualTo(200);
    assertThat(files).isNotEmpty();
    files.values().removeIf(text -> served.body().contains(text));
    return files.keySet();
  }
}
