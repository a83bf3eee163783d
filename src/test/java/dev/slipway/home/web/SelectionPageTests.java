package dev.slipway.home.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// Several services that are selected in the matrix and planned together.
@SlipwayTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SelectionPageTests {

  @Autowired ApplicationContext context;
  @LocalServerPort int port;

  private final String one = "several-" + UUID.randomUUID().toString().substring(0, 8);
  private final String two = one + "-two";
  private Shipyard yard;

  @BeforeAll
  void launch() {
    yard = new Shipyard(context);
    yard.launch(one, "app.test/" + one + ":1.0.0");
    yard.launch(two, "app.test/" + two + ":1.0.0");
  }

  @AfterAll
  void close() {
    yard.close();
  }

  private String form(String reason, String... services) {
    var form = new StringBuilder("environment=" + yard.slug() + "&reason=" + encoded(reason));
    for (var service : services) {
      form.append("&service=").append(encoded(service));
    }
    return form.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Test
  void theMatrixOffersABoxToThoseWhoMayPlan() {
    var path = "/?q=" + one;
    var kofi = Visitor.page(Visitor.signedIn(port, "kofi").get(path));
    assertThat(kofi.select("input[form=selection][name=service]").eachAttr("value"))
        .containsExactlyInAnyOrder(one, two);
    assertThat(kofi.select("form#selection").attr("action")).isEqualTo("/selection");
    var vera = Visitor.page(Visitor.signedIn(port, "vera").get(path));
    assertThat(vera.select("input[form=selection], form#selection")).isEmpty();
  }

  @Test
  void eachOfTheSelectedGetsAPlanOrAReason() {
    var kofi = Visitor.signedIn(port, "kofi");
    var page = Visitor.page(kofi.get("/selection?service=" + one + "&service=" + two));
    assertThat(page.select("h1").text()).isEqualTo("2 services selected");
    var key = page.select("input[name=key]").val();
    var answer =
        kofi.send(
            "POST",
            "/selection/restarts",
            HttpRequest.BodyPublishers.ofString(
                form("New certificates are in place", one, two, "no-such-service")
                    + "&key="
                    + key
                    + "&_csrf="
                    + encoded(kofi.formToken())),
            "Content-Type",
            "application/x-www-form-urlencoded");
    assertThat(answer.statusCode()).isEqualTo(200);
    var result = Visitor.page(answer);
    assertThat(result.select("h1").text()).isEqualTo("2 of 3 plans made");
    assertThat(result.select("tbody a[href^=/plans/]")).hasSize(2);
    assertThat(result.select("tr:contains(no-such-service)").text()).contains("No plan");
    var again =
        kofi.send(
            "POST",
            "/selection/restarts",
            HttpRequest.BodyPublishers.ofString(
                form("New certificates are in place", one, two, "no-such-service")
                    + "&key="
                    + key
                    + "&_csrf="
                    + encoded(kofi.formToken())),
            "Content-Type",
            "application/x-www-form-urlencoded");
    assertThat(Visitor.page(again).select("tbody a").eachAttr("href"))
        .isEqualTo(result.select("tbody a").eachAttr("href"));
    var plan = Visitor.page(kofi.get(result.select("tbody a").attr("href")));
    assertThat(plan.text()).contains("New certificates are in place");
  }

  @Test
  void aReasonIsAskedForAndTheSelectionStays() {
    var kofi = Visitor.signedIn(port, "kofi");
    kofi.get("/selection?service=" + one);
    var answer =
        kofi.send(
            "POST",
            "/selection/restarts",
            HttpRequest.BodyPublishers.ofString(
                form(" ", one) + "&_csrf=" + encoded(kofi.formToken())),
            "Content-Type",
            "application/x-www-form-urlencoded");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(Visitor.page(answer).select("input[name=service]").eachAttr("value")).contains(one);
  }

  @Test
  void promotionLeadsToTheComparison() {
    var kofi = Visitor.signedIn(port, "kofi");
    var address =
        "/selection/promotion?service=%s&from=%s&to=%s".formatted(one, yard.slug(), yard.slug());
    var answer = kofi.get(address);
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElseThrow()).contains("/compare?from=");
  }
}
