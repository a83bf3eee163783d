package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A cluster's words are shown, the values that it quotes are not.
class ServerWordsTests {

  @ParameterizedTest
  @Negative(57)
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "spec.containers[0].env[0].value: Invalid value: \"s3cret \\\" more\": must be short",
        "Deployment.apps \"x\" is invalid: spec.template: Invalid value: {\"env\":[{\"value\":\"s3cret\"}]}: no",
        "admission webhook denied the request: {\"kind\":\"Pod\",\"value\":\"s3cret\"}",
        "cannot convert v1.EnvVar{Name:\"A\", Value:\"s3cret\"} to a number",
        "cannot convert map[name:A value:s3cret other:[b]] at all",
        "an object that never ends: {\"value\":\"s3cret\"",
        "panic: login failed for postgres://app:s3cret@db:5432/app",
        "started with --db-password=s3cret --port=1",
        "DB_PASSWORD: \"s3cret\" is wrong",
        "apiKey:s3cret refused",
        "spec.x.args[0]: Unsupported value: s3cret: supported values are a, b",
      })
  void aQuotedValueIsNotShown(String said) {
    assertThat(ServerWords.shown(said)).doesNotContain("s3cret").contains("(not shown)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "secrets \"db-credentials\" not found",
        "couldn't find key password in Secret shop/db-credentials",
        "0/3 nodes are available: 3 node(s) had untolerated taint {dedicated: gpu}.",
        "pods \"a-b\" is forbidden: exceeded quota: compute, requested: limits.cpu=2, used: limits.cpu=3, limited: limits.cpu=4",
        "Back-off pulling image \"shop/web:1.0\": failed to fetch anonymous token: unexpected status 401",
        "spec.replicas: Invalid value: \"-1\": must be greater than or equal to 0",
        "serviceaccounts \"web\" not found",
      })
  void whatHelpsIsLeftAlone(String said) {
    assertThat(ServerWords.shown(said)).isEqualTo(said);
  }

  @Test
  void theValuesOfTheObjectAtHandAreHiddenWhereverTheyStand() {
    var template =
        Answer.JSON.readTree(
            "{\"spec\":{\"containers\":[{\"env\":[{\"name\":\"A\",\"value\":\"plain words\"},{\"name\":\"B\",\"value\":\"on\"}]}]}}");
    var values = ServerWords.environmentValues(template);
    assertThat(values).isEqualTo(new java.util.LinkedHashSet<>(List.of("plain words")));
    assertThat(ServerWords.shown("I do not like plain words, carry on", values))
        .isEqualTo("I do not like (not shown), carry on");
  }

  /// Old code took minutes for each of these, on a thread that nothing can take the processor from.
  @ParameterizedTest
  @Promise("P9")
  @ValueSource(
      strings = {
        "{}",
        "{",
        "[",
        "map[",
        "taint {",
        "a",
        "x.",
        "token",
        "token ",
        "://",
        ":",
        "\"",
        "\\\"",
        ": Invalid value: \"",
        "password=\"\\\\"
      })
  void aMegabyteOfAnythingIsReadInNoTime(String piece) {
    var text = piece.repeat(1_000_000 / piece.length()) + "token";
    var values = List.of(text.substring(1), "{}".repeat(400_000), "a".repeat(400_000) + "b");
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          assertThat(ServerWords.shown(text)).hasSizeLessThanOrEqualTo(1_000);
          assertThat(ServerWords.shown("x " + text, values)).hasSizeLessThanOrEqualTo(1_000);
        });
  }

  /// The end of what is shown may lie anywhere in a value.
  @Test
  @Negative(57)
  void aValueThatTheCutTakesApartIsNotShown() {
    var secret = "a long sentence of words, then s3cret and more";
    for (var before = 900; before < 1_000; before++) {
      var words = "w ".repeat(before / 2) + "w".repeat(before % 2);
      for (var said :
          new String[] {
            words + "spec.x.value: Invalid value: \"" + secret + "\": no",
            words + "password='" + secret + "'",
            words + "DB_TOKEN=\"" + secret + "\"",
            words + "{value: " + secret + "}",
            words + "postgres://app:s3cret@db:5432/app"
          }) {
        assertThat(ServerWords.shown(said + " and so on".repeat(100)))
            .doesNotContain("s3")
            .doesNotContain("sentence")
            .endsWith(" …");
      }
      var cut = ServerWords.shown(words + secret + " and so on".repeat(100), List.of(secret));
      assertThat(cut).doesNotContain("long").doesNotContain("s3");
      assertThat(ServerWords.shown(ServerWords.shown(words + secret + words), List.of(secret)))
          .doesNotContain("long")
          .doesNotContain("s3");
    }
  }

  @Test
  void whatIsHiddenStaysSoWhenItIsReadAgain() {
    var once = ServerWords.shown("started with --db-password=abc --port=1");
    assertThat(ServerWords.shown(once)).isEqualTo(once).endsWith("password=(not shown) --port=1");
  }
}
