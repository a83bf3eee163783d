package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class CssHygieneTests {

  private static final Map<String, String> STYLES = Sources.styles();

  @Test
  void rawColoursStandOnlyInTheTokens() {
    assertThat(
            Sources.matches(without("tokens.css"), "#[0-9a-fA-F]{3,8}\\b|\\b(rgb|hsl|oklch)a?\\("))
        .isEmpty();
  }

  @Test
  void nothingIsStyledByItsId() {
    assertThat(Sources.matches(STYLES, "(?m)(^|[\\s,>+~}])#[a-z][^;{}]*\\{")).isEmpty();
  }

  @Test
  void onlyUtilitiesMayInsist() {
    assertThat(Sources.matches(without("utilities.css"), "!important")).isEmpty();
  }

  @Test
  void everyStyleLivesInALayer() {
    assertThat(STYLES).allSatisfy((_, text) -> assertThat(text.strip()).startsWith("@layer"));
    assertThat(STYLES.entrySet().stream().filter(file -> file.getKey().startsWith("features/")))
        .allSatisfy(file -> assertThat(file.getValue()).contains("@layer features"));
  }

  @Test
  void featuresDoNotRestyleComponents() {
    assertThat(
            Sources.matches(
                featureStyles(),
                "(?m)^\\s*\\.(button|status|icon|card|table|field|input|tag|count|callout|cell)\\s*[{,]"))
        .isEmpty();
  }

  @Test
  void allStylesTogetherStayWithinTheirBudget() throws IOException {
    String all = BundleResolver.leanStyle(String.join("\n", STYLES.values()));
    assertThat(all.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(72_000);
    assertThat(compressed(all)).isLessThanOrEqualTo(17_000);
  }

  @Test
  void allScriptsTogetherStayWithinTheirBudget() throws IOException {
    Map<String, String> scripts = Sources.under(Sources.SCRIPTS, ".js");
    assertThat(compressed(BundleResolver.leanScript(String.join("\n", scripts.values()))))
        .isLessThanOrEqualTo(9_000);
    assertThat(
            Sources.matches(
                scripts, "(?m)^\\s*(import|export)\\b|\\beval\\(|new Function|innerHTML"))
        .as("scripts stand in one bundle and need no looser policy")
        .isEmpty();
  }

  private static Map<String, String> without(String file) {
    Map<String, String> others = new TreeMap<>(STYLES);
    others.remove(file);
    return others;
  }

  private static Map<String, String> featureStyles() {
    Map<String, String> features = new TreeMap<>(STYLES);
    features.keySet().removeIf(file -> !file.startsWith("features/"));
    return features;
  }

  private static int compressed(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.size();
  }
}
