package dev.slipway.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@SlipwayTest
class SignInTests {

  @LocalServerPort int port;

  @Test
  void theSandboxOffersItsSevenPeople() {
    var answer = new Visitor(port).get("/sign-in?next=/audit");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Visitor.page(answer).select("button[name=person]").eachAttr("value"))
        .contains("ada", "kofi", "mira", "jon", "noor", "sam", "vera");
    assertThat(Visitor.page(answer).select("input[name=next]").eachAttr("value"))
        .contains("/audit");
  }

  @Test
  void oneClickLeadsToThePageAskedFor() {
    var visitor = new Visitor(port);
    visitor.get("/sign-in");
    var before = visitor.session();

    var answer = visitor.post("/sign-in/people", Map.of("person", "ada", "next", "/audit?q=x"));

    assertThat(answer.statusCode()).isIn(302, 303);
    assertThat(answer.headers().firstValue("Location")).hasValue("/audit?q=x");
    assertThat(visitor.session()).isNotEqualTo(before);
  }

  @Test
  void aStrangerIsLedToSignInAndBack() {
    var answer = new Visitor(port).get("/services/shop?tab=x");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location"))
        .hasValue("/sign-in?next=%2Fservices%2Fshop%3Ftab%3Dx");
  }
}
