package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
    assertThat(STYLES.entrySet().stream().filter(file -> ofFeature(file.getKey())))
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
    String first = BundleResolver.leanStyle(String.join("\n", stylesOfTheStart().values()));
    assertThat(compressed(first)).isLessThanOrEqualTo(10_000);
  }

  @Test
  void theStartPageNeedsNoStylesOfFeatures() {
    Set<String> elsewhere = names(featureStyles(), "\\.(-?[a-zA-Z][\\w-]*)");
    elsewhere.removeAll(names(stylesOfTheStart(), "\\.(-?[a-zA-Z][\\w-]*)"));
    assertThat(elsewhere).isNotEmpty();
    Map<String, String> start = Sources.templates();
    start.keySet().removeIf(file -> !file.matches("home/(matrix|empty)\\.html|(ui|shell)/.*"));
    assertThat(start).containsKey("home/matrix.html");
    Set<String> used = new TreeSet<>();
    for (String classes : names(start, "class(?:append)?=(\"[^\"]*|[^,\"]*)")) {
      used.addAll(List.of(classes.split("[^\\w-]+")));
    }
    assertThat(used).contains("matrix").doesNotContainAnyElementsOf(elsewhere);
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

  private static Map<String, String> stylesOfTheStart() {
    Map<String, String> first = new TreeMap<>(STYLES);
    first.keySet().removeIf(file -> file.startsWith("features/"));
    return first;
  }

  private static boolean ofFeature(String file) {
    return file.startsWith("features/") || file.startsWith("start/");
  }

  private static Set<String> names(Map<String, String> files, String pattern) {
    Set<String> names = new TreeSet<>();
    Sources.each(files, pattern, (_, match) -> names.add(match.group(1)));
    return names;
  }

  private static int compressed(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.size();
  }
}
