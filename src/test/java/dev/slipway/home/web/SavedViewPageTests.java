package dev.slipway.home.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@SlipwayTest
class SavedViewPageTests {

  private final String name = "Mine " + UUID.randomUUID().toString().substring(0, 8);
  @LocalServerPort int port;
  private Visitor jon;

  @BeforeEach
  void aPerson() {
    jon = Visitor.signedIn(port, "jon");
  }

  @Test
  void aViewIsKeptListedFoundAndRemoved() {
    var link = Visitor.page(jon.get("/services?q=vo&team=none")).expectFirst("a[data-here]");
    assertThat(link.attr("href")).isEqualTo("/views?from=/services?q%3Dvo%26team%3Dnone");
    assertThat(Visitor.page(jon.get(link.attr("href"))).select("input[name=from]").val())
        .isEqualTo("/services?q=vo&team=none");

    var saved = save("/services?q=vo&team=none&cursor=abc", name);
    assertThat(saved).isEqualTo("302 /services?q=vo&team=none");
    assertThat(Visitor.page(jon.get("/views/list?of=/services")).select("a").eachText())
        .contains(name);
    assertThat(Visitor.page(jon.get("/views/list?of=/audit")).select("a").eachText())
        .doesNotContain(name);
    assertThat(
            Visitor.page(jon.get("/search?q=" + name.replace(" ", "+")))
                .select("main a")
                .eachAttr("href"))
        .contains("/services?q=vo&team=none");

    assertThat(save("/services?q=other", name)).endsWith("/services?q=other");
    var row = Visitor.page(jon.get("/views")).select("li:contains(" + name + ")");
    assertThat(row).hasSize(1);
    var remove = row.select("form").attr("action");
    assertThat(Visitor.signedIn(port, "vera").post(remove, Map.of()).statusCode())
        .as("somebody else's view is not there")
        .isEqualTo(404);
    jon.post(remove, Map.of());
    assertThat(Visitor.page(jon.get("/views")).text()).doesNotContain(name);
  }

  @Test
  void othersSeeTheRowsByTheAddressAndNotTheList() {
    save("/?state=failed", name);
    var vera = Visitor.signedIn(port, "vera");
    assertThat(Visitor.page(vera.get("/views")).text()).doesNotContain(name);
    assertThat(vera.get("/?state=failed").statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsTypedStaysWhereItIsRefused() {
    var answer = jon.post("/views", Map.of("from", "https://evil.test/", "name", name));
    assertThat(answer.statusCode()).isEqualTo(422);
    var page = Visitor.page(answer);
    assertThat(page.select("input[name=name]").val()).isEqualTo(name);
    assertThat(page.select("[role=alert]").text()).contains("Open one of them");
    assertThat(jon.post("/views", Map.of("from", "/", "name", " ")).statusCode()).isEqualTo(422);
    assertThat(page.select("a[href^=https]")).isEmpty();
  }

  @Test
  void aHostileNameStaysText() {
    save("/audit?q=x", "<img src=x onerror=alert(1)> " + name);
    var page = Visitor.page(jon.get("/views"));
    assertThat(page.select("main img")).isEmpty();
    assertThat(page.text()).contains("<img src=x onerror=alert(1)> " + name);
  }

  private String save(String from, String name) {
    var answer = jon.post("/views", Map.of("from", from, "name", name));
    return answer.statusCode() + " " + answer.headers().firstValue("Location").orElse("");
  }
}
