package dev.slipway.sandbox.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatedRegistryTests {

  private final SimulatedRegistry registry = SimulatedRegistry.start(0);
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    registry.close();
    http.close();
  }

  @Test
  void aTagLeadsToAnIndexWhoseBytesHaveItsDigest() throws Exception {
    var digest = registry.push("student-service", "1.0.0");
    var answer = get("/v2/student-service/manifests/1.0.0");
    var hash =
        MessageDigest.getInstance("SHA-256").digest(answer.body().getBytes(StandardCharsets.UTF_8));
    assertThat("sha256:" + HexFormat.of().formatHex(hash)).isEqualTo(digest);
    assertThat(answer.headers().firstValue("Docker-Content-Digest")).hasValue(digest);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(Manifest.INDEX);
  }

  @Test
  void aTagThatIsPushedAgainLeavesItsFormerDigestReadable() throws Exception {
    var before = registry.push("vote", "latest", "monday");
    var after = registry.push("vote", "latest", "tuesday");
    assertThat(after).isNotEqualTo(before);
    assertThat(get("/v2/vote/manifests/" + before).statusCode()).isEqualTo(200);
    assertThat(registry.digest("vote", "latest")).hasValue(after);
  }

  @Test
  void tagsAreListedInOrder() throws Exception {
    registry.push("vote", "1.4.0");
    registry.push("vote", "1.3.2");
    assertThat(get("/v2/vote/tags/list").body())
        .isEqualTo("{\"name\":\"vote\",\"tags\":[\"1.3.2\",\"1.4.0\"]}");
  }

  @Test
  void whatIsNotThereIsAnsweredAsTheSpecificationSays() throws Exception {
    assertThat(get("/v2/vote/manifests/9.9.9").statusCode()).isEqualTo(404);
    assertThat(get("/v2/nothing/tags/list").body()).contains("NAME_UNKNOWN");
  }

  @Test
  void aPrivateRegistryAsksForCredentials() throws Exception {
    registry.push("vote", "1.4.0");
    registry.requireCredentials("robot", "canary");
    var answer = get("/v2/vote/manifests/1.4.0");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
  }

  private HttpResponse<String> get(String path) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + registry.port() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
