package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What nobody serves nobody sees: every stylesheet and script of the source tree is in its bundle,
/// in whatever folder it lies.
@SlipwayTest
class BundleTests {

  @LocalServerPort int port;

  @Test
  void everyStylesheetIsServed() {
    var styles = Sources.under(Sources.STYLES, ".css");
    var features = new TreeMap<>(styles);
    features.keySet().removeIf(file -> !file.startsWith("features/"));
    styles.keySet().removeAll(features.keySet());
    assertThat(missing("/css/portal.css", styles, BundleResolver::leanStyle)).isEmpty();
    assertThat(missing("/css/features.css", features, BundleResolver::leanStyle)).isEmpty();
  }

  @Test
  void everyScriptIsServed() {
    var scripts = Sources.under(Sources.SCRIPTS, ".js");
    assertThat(missing("/js/portal.js", scripts, BundleResolver::leanScript)).isEmpty();
  }

  private Set<String> missing(
      String bundle, Map<String, String> files, UnaryOperator<String> lean) {
    var served = new Visitor(port).get(bundle);
    assertThat(served.statusCode()).isEqualTo(200);
    assertThat(files).isNotEmpty();
    files.values().removeIf(text -> served.body().contains(lean.apply(text)));
    return files.keySet();
  }
}
