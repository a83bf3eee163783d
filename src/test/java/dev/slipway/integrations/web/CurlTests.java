package dev.slipway.integrations.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is copied runs as it reads: a real shell splits the lines.
class CurlTests {

  private static final String BASE = "http://localhost:8080/api/v1";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "student-service",
        "it's",
        "'; touch /tmp/owned; '",
        "$(id) `id` ${IFS} !! \\ \"",
        "a\nb\r\tc",
        "sch\u00f6n \u202e\u2066 \ud83d\udea2",
        "-o /etc/passwd",
        "&& || ; | > < * ? [a] {b} ~ #",
        "%00 %27 +",
      })
  void aHostileNameStaysOneWordOfTheShell(String name) throws Exception {
    var get =
        words(Curl.get(BASE + "/services/" + Curl.part(name) + Curl.query(Map.of("q", name))));
    assertThat(get).hasSize(5);
    assertThat(get.get(3)).isEqualTo("Authorization: Bearer slw_test");
    assertThat(get.get(4)).startsWith(BASE + "/services/").matches("[\\x21-\\x7e]+");

    var post = words(Curl.post(BASE + "/plans", Map.of("reason", name), false));
    assertThat(post).hasSize(11);
    assertThat(post.get(9)).matches("\\{\"reason\":\"[\\x20-\\x7e]*\"}");
    assertThat(
            tools.jackson.databind.json.JsonMapper.shared()
                .readTree(post.get(9))
                .path("reason")
                .asString())
        .isEqualTo(name);
    assertThat(post.get(10)).isEqualTo(BASE + "/plans");
  }

  private static List<String> words(String line) throws IOException, InterruptedException {
    var shell =
        new ProcessBuilder("sh", "-c", "curl() { printf '%s\\n' curl \"$@\"; }; " + line)
            .redirectErrorStream(true);
    shell.environment().put("SLIPWAY_TOKEN", "slw_test");
    var process = shell.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return said.lines().toList();
  }
}
