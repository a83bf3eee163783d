package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Negative;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
