package dev.slipway.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.onboarding.EntryRefused;
import dev.slipway.testing.Line;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is read of a file of values, what is left out, and how two of them differ.
class ValuesFilesTests {

  private static ValuesFile file(String text) {
    return new ValuesFile(
        UUID.randomUUID(), "values.yaml", ValuesFiles.entries(text), Instant.EPOCH, "Ada", "Why");
  }

  private static ValuesFile demonstration(String name) throws IOException {
    try (var stream =
        ValuesFilesTests.class.getResourceAsStream("/sandbox/values/" + name + ".yaml")) {
      return file(
          new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static String shown(ValuesFile file, String path) {
    return file.at(path).orElseThrow(() -> new AssertionError(file.values())).shown();
  }

  private static List<String> differing(ValuesFile here, ValuesFile there) {
    return ValuesDifference.between(here, there).rows().stream()
        .filter(ValuesDifference.Row::differs)
        .map(ValuesDifference.Row::path)
        .toList();
  }

  @Test
  @Line("quiz-17")
  void productionOfQuizMentorIsLaidBesideStaging() throws IOException {
    var production = demonstration("learning-orchestrator.production");
    var staging = demonstration("learning-orchestrator.qa");
    assertThat(shown(production, "replicaCount")).isEqualTo("3");
    assertThat(shown(production, "autoscaling.minReplicas")).isEqualTo("3");
    assertThat(shown(production, "autoscaling.maxReplicas")).isEqualTo("10");
    assertThat(shown(production, "serviceMonitor.interval")).isEqualTo("30s");
    assertThat(shown(production, "tracing.enabled")).isEqualTo("true");
    assertThat(shown(production, "serviceAccount.annotations[\"eks.amazonaws.com/role-arn\"]"))
        .startsWith("arn:aws:iam::");
    assertThat(differing(production, staging))
        .contains(
            "replicaCount",
            "autoscaling.enabled",
            "autoscaling.maxReplicas",
            "serviceMonitor.interval",
            "tracing.enabled")
        .doesNotContain("image.repository", "serviceMonitor.enabled", "database.existingSecret");
  }

  @Test
  void whatIsNamedOrLooksLikeASecretIsLeftOut() {
    var file =
        file(
            """
            auth:
              postgresPassword: hunter2
            env:
            - name: API_KEY
              value: hunter3
            - name: LOG_LEVEL
              value: info
            url: https://user:hunter4@db.example/x
            pem: |
              -----BEGIN RSA PRIVATE KEY-----
              hunter5
            config: |
              host: db
              password: hunter6
            word: c2VjcmV0LWh1bnRlcjctYW5kLXNvbWUtbW9yZQ==
            externalSecrets:
              enabled: true
            """);
    assertThat(file.values().toString()).doesNotContain("hunter", "aHVudGVy", "c2VjcmV0");
    assertThat(file.hidden()).isEqualTo(6);
    assertThat(shown(file, "env[1].value")).isEqualTo("info");
    assertThat(shown(file, "externalSecrets.enabled")).isEqualTo("true");
    assertThat(shown(file, "auth.postgresPassword")).startsWith("hidden");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DB_PASS: hunter2",
        "pass: hunter2",
        "smtpPass: hunter2",
        "passphrase: hunter2",
        "jdbcUrl: jdbc:mysql://db/app?user=root&password=hunter2",
        "args: [--password=hunter2]",
        "args: [serve, --requirepass, hunter2]",
        "args: [--api-key, hunter2]",
        "command: redis-server --requirepass hunter2",
        "command: curl -u root:hunter2 https://app.example",
        "conf: requirepass hunter2",
        "hook: https://hooks.slack.com/services/hunter2",
        "webhookUrl: https://chat.example/hunter2",
        "auth: root:hunter2",
        "basicAuth: root:hunter2",
        "STRIPE_KEY: hunter2",
        "env: [{name: DB_PASS, value: hunter2}]",
        "env: [{name: STRIPE_KEY, value: hunter2}]",
        "header: Bearer hunter2",
        "bearer: hunter2",
        "store: mongodb+srv://u:hunter2@h",
        "json: '{\"password\":\"hunter2\"}'",
        "blob: https://store.example/a?sv=1&sig=hunter2"
      })
  void secretsAreFoundWhereChartsPutThem(String text) {
    assertThat(file(text).values().toString()).doesNotContain("hunter");
    assertThat(file(text).hidden()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image: acme/token-service:1.0.0",
        "url: http://token-service:8080/a",
        "topologyKey: kubernetes.io/hostname",
        "mode: passive",
        "passthrough: 'on'",
        "auth: {username: app}",
        "webhook: {port: 8443}",
        "args: [--port, '8080', --verbose]",
        "author: Ada",
        "note: the tokens are kept elsewhere"
      })
  void whatOnlySoundsLikeASecretIsShown(String text) {
    assertThat(file(text).hidden()).isZero();
  }

  @Test
  void whatIsEmptyAndWhatIsAListHasItsPlace() {
    var file = file("a: {}\nb: []\nc: [x, {d: 1}]\ne:\nf.g: 2\n");
    assertThat(file.values())
        .extracting(entry -> entry.path() + "=" + entry.value())
        .containsExactly("a={}", "b=[]", "c[0]=x", "c[1].d=1", "e=null", "[\"f.g\"]=2");
  }

  @Test
  void whatIsNoPlainYamlIsRefusedWithItsLine() {
    for (var text :
        List.of(
            "a: 1\nb: !!binary aGk=\n",
            "a: &x {b: 1}\nc: {<<: *x}\n",
            "a: 1\na: 2\n",
            "a: &x\n  b: *x\n",
            "a: !ruby/object:Gem {}\n",
            "? [1]\n: 2\n")) {
      assertThatThrownBy(() -> ValuesFiles.entries(text))
          .as(text)
          .isInstanceOf(EntryRefused.class)
          .hasMessageStartingWith("Line ");
    }
  }

  @Test
  void tooManyValuesAreRefused() {
    var text = new StringBuilder();
    for (var at = 0; at < 5001; at++) {
      text.append("k").append(at).append(": 1\n");
    }
    assertThatThrownBy(() -> ValuesFiles.entries(text.toString()))
        .isInstanceOf(EntryRefused.class)
        .hasMessageContaining("more than 5,000 values");
  }
}
