package dev.slipway.integrations.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@SlipwayTest
class ApiPageTests {

  @LocalServerPort int port;
  private Visitor vera;

  @BeforeEach
  void signIn() {
    vera = Visitor.signedIn(port, "vera");
  }

  @Test
  void everyCallThatTakesATokenHasALineToCopyAndNoRealToken() {
    var page = Visitor.page(vera.get("/api"));

    var calls = new ApiDocument().calls();
    assertThat(page.select("article")).hasSize(calls.size());
    for (var call : calls) {
      var link = page.select("#" + call.id() + " a").attr("href");
      var article = Visitor.page(vera.get(link)).select("main");
      var curl = article.select(".copy code").text();
      if (call.isSigned()) {
        assertThat(curl).as(call.id()).isEmpty();
        assertThat(article.text())
            .contains("Whoever holds a key", call.operation().path("x-no-line").asString("?"));
        continue;
      }
      if (!call.takesToken()) {
        assertThat(curl).as(call.id()).isEmpty();
        assertThat(article.text()).contains("In the browser only", "No token may");
        continue;
      }
      assertThat(curl).as(call.id()).startsWith("curl -sS").contains("Bearer $SLIPWAY_TOKEN");
      assertThat(curl).doesNotContain("slw_", "/{");
    }
  }

  @Test
  void whatACallTakesIsReadWhenItsLineIsOpened() {
    var line = Visitor.page(vera.get("/api")).select("details:has(#startPlan)");
    var body = vera.get(line.attr("hx-get"), "HX-Request", "true").body();
    assertThat(body).contains("Idempotency-Key", "curl -sS").doesNotContain("<main");
    assertThat(vera.get("/calls/no-such-call").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/?team=students | /workloads",
        "/services/vote | /services/vote'",
        "/services/vote/env/dev | /workloads?service=vote&environment=dev'",
        "/services/vote/deployments?kind=scale | /deployments?service=vote&kind=scale'",
        "/deployments?state=failed&cursor=x | /deployments?state=failed'",
        "/deployments/0197aaaa-0000-7000-8000-000000000001 | /deployments/0197aaaa-0000-7000-8000-000000000001'",
        "/plans/0197aaaa-0000-7000-8000-000000000001 | /plans/0197aaaa-0000-7000-8000-000000000001'",
        "/deployments?kind=it%27s | /deployments'",
        "/clusters | /clusters'",
      })
  void aPageLeadsToTheCallThatReadsTheSame(String from, String call) {
    assertThat(here(open(from)).getFirst()).contains("/api/v1" + call);
  }

  @Test
  void everyPageLinksToItself() {
    var link = Visitor.page(vera.get("/deployments?state=failed")).select("a[href^='/api?page=']");
    assertThat(link).isNotEmpty();
    assertThat(here(Visitor.page(vera.get(link.attr("href")))).getFirst()).contains("state=failed");
  }

  @Test
  void aFilterThatMovedOnWithoutTheLinkIsFollowed() {
    var page =
        vera.get(
            "/api?page=/deployments",
            "Referer",
            "http://127.0.0.1:" + port + "/deployments?kind=scale");
    assertThat(here(Visitor.page(page)).getFirst()).contains("/deployments?kind=scale'");
  }

  @ParameterizedTest
  @Negative(41)
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "//evil.example/services",
        "/services/'; touch x; '",
        "/services?q=<script>alert(1)</script>",
        "/services/${7*7}",
        "%%%",
        "/plans/not-an-id",
        "",
      })
  void aHostilePageIsTextOrNothing(String hostile) {
    var answer = vera.get("/api?page=" + URLEncoder.encode(hostile, StandardCharsets.UTF_8));
    assertThat(answer.statusCode()).isEqualTo(200);
    var page = Visitor.page(answer);
    assertThat(page.select("script:not([src])")).isEmpty();
    assertThat(page.select("a[href^=javascript], a[href^='//']")).isEmpty();
    assertThat(answer.body()).doesNotContain("/services/49");
  }

  private Document open(String from) {
    return Visitor.page(
        vera.get("/api?page=" + URLEncoder.encode(from.strip(), StandardCharsets.UTF_8)));
  }

  private static List<String> here(Document page) {
    return page.select("section[aria-labelledby=h-here] .copy code").eachText();
  }
}
