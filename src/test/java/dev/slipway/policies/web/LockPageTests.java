package dev.slipway.policies.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

@SlipwayTest
class LockPageTests {

  @Autowired ApplicationContext context;
  @LocalServerPort int port;
  private Shipyard yard;

  @BeforeEach
  void launch() {
    yard = new Shipyard(context);
  }

  @AfterEach
  void close() {
    yard.close();
  }

  @Test
  void aReasonThatDoesNotDoIsAskedForAgainAtItsField() {
    var name = "lock-" + UuidV7.next().toString().substring(24);
    var cell = "/services/" + name + "/env/" + yard.slug();
    yard.launch(name, "app.test/lock:1.0.0");
    var kofi = Visitor.signedIn(port, "kofi");
    var form = Visitor.page(kofi.get(cell + "/lock/panel")).select("form");
    var field = form.select("input[name=reason]").attr("id");

    for (var reason : new String[] {" ", "short"}) {
      var answer = kofi.post(form.attr("action"), Map.of("reason", reason));

      assertThat(answer.statusCode()).isEqualTo(422);
      var page = Visitor.page(answer);
      var asked = page.select("form[action=" + form.attr("action") + "] [aria-invalid=true]");
      assertThat(asked.attr("id")).isEqualTo(field);
      assertThat(asked.val()).isEqualTo(reason);
      assertThat(page.select("#" + field + "-note").text()).contains("10 to 2000 characters");
      assertThat(page.select("nav .breadcrumbs a").attr("href")).isEqualTo(cell);
    }
  }
}
