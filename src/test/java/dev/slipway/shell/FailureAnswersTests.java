package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;

/// Over a real socket, because the container's error dispatch is part of the answer.
@SlipwayTest
class FailureAnswersTests {

  private final int port;
  private final RestClient client;

  FailureAnswersTests(@LocalServerPort int port) {
    this.port = port;
    client =
        RestClient.builder()
            .baseUrl("http://127.0.0.1:" + port)
            .defaultStatusHandler(_ -> true, (_, _) -> {})
            .build();
  }

  @Test
  void aPageHasADoctypeTheFrameAndOneHeading() {
    var page = Jsoup.parse(body(get("/help", "text/html")));

    assertThat(page.documentType()).isNotNull();
    assertThat(page.select("h1")).hasSize(1);
    assertThat(page.select("main#main, header.top-bar, p[role=status]")).hasSize(3);
    assertThat(page.title()).isEqualTo("Help · Slipway");
  }

  @Test
  void staticFilesCarryTheHashOfTheirContentAndAreKept() {
    var page = Jsoup.parse(body(get("/help", "text/html")));
    String address = page.select("link[rel=stylesheet]").attr("href");

    assertThat(address).matches("/css/portal-[0-9a-f]{32}\\.css");
    var styles = get(address, "text/css");
    assertThat(styles.getHeaders().getCacheControl()).contains("max-age=31536000", "immutable");
    assertThat(body(styles)).contains("@layer reset,tokens").contains("@layer features");
    assertThat(body(get(page.select("script[type=module]").attr("src"), "*/*")))
        .contains("EventSource");
    assertThat(body(get(page.select("use").attr("href").replaceAll("#.*", ""), "*/*")))
        .contains("<symbol id=\"circle-help\"");
  }

  @Test
  void theApiAnswersProblemsAsJson() {
    var answer = get("/api/v1/nothing-here", "application/json");

    assertThat(answer.getStatusCode().value()).isIn(401, 404);
    assertThat(answer.getHeaders().getContentType())
        .asString()
        .startsWith("application/problem+json");
    assertThat(body(answer)).contains("\"type\":", "\"requestId\":\"" + requestId(answer) + "\"");
  }

  @Test
  void anAddressThatNobodyKnowsKeepsTheFrameOfWhoeverAsked() {
    var answer = Visitor.signedIn(port, "vera").get("/nothing-here");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(Visitor.page(answer).select("nav.main-nav a[href=/services]")).hasSize(1);
  }

  @Test
  void everyAnswerNamesItsRequest() {
    String first = requestId(get("/help", "text/html"));
    String second = requestId(get("/help", "text/html"));

    assertThat(first).hasSize(36).isNotEqualTo(second);
  }

  @Test
  void aStrangeMethodIsRefusedWithoutItsInsides() {
    var answer = client.delete().uri("/help").retrieve().toEntity(String.class);

    assertThat(answer.getStatusCode().value()).isIn(303, 401, 403, 405);
    assertThat(body(answer)).doesNotContain("Exception", "dev.slipway", "org.springframework");
  }

  private ResponseEntity<String> get(String path, String accept) {
    return client.get().uri(path).header("Accept", accept).retrieve().toEntity(String.class);
  }

  private static String body(ResponseEntity<String> answer) {
    String body = answer.getBody();
    return body == null ? "" : body;
  }

  private static String requestId(ResponseEntity<String> answer) {
    return String.valueOf(answer.getHeaders().getFirst("X-Request-Id"));
  }
}
