package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What of a ConfigMap is shown: people put passwords there, too.
class ConfigurationAroundTests {

  @ParameterizedTest
  @CsvSource({"DB_PASSWORD", "jwt-secret", "apiKey", "ERLANG_COOKIE", "GITHUB_TOKEN"})
  void aValueThatIsNamedLikeASecretIsNotShown(String key) {
    assertThat(ConfigurationAround.shown(key, "hunter2")).startsWith("hidden");
  }

  @Test
  void aPasswordInAnAddressIsNotShown() {
    assertThat(ConfigurationAround.shown("DATABASE_URL", "postgres://app:hunter2@db:5432/app"))
        .isEqualTo("postgres://hidden@db:5432/app");
  }

  @Test
  void aCommandLineLosesWhatFollowsASecretsNameAndEveryScript() {
    var words =
        Answer.JSON.readTree(
            """
            ["serve", "--port", "80", "--password", "hunter2", "--api-key=hunter2", "a b hunter2",
             "redis://u:hunter2@cache"]
            """);
    assertThat(Arguments.shown(words))
        .isEqualTo(
            "serve --port 80 --password (hidden) --api-key=(hidden) (a script) redis://hidden@cache");
    assertThat(Arguments.program(Answer.JSON.readTree("[\"redis-cli\", \"-a\", \"hunter2\"]")))
        .isEqualTo("redis-cli");
  }

  @Test
  void aLongValueIsCutAndSaysHowLongItIs() {
    assertThat(ConfigurationAround.shown("LIST", "x".repeat(400))).endsWith("… (400 characters)");
    assertThat(ConfigurationAround.shown("EMPTY", " ")).isEqualTo("empty");
  }
}
