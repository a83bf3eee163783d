package dev.slipway.sandbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@SlipwayTest
class FreshStartTests {

  @LocalServerPort private int port;

  @Test
  void thePageSaysWhatEndsAndWhatStays() {
    var page = Visitor.page(Visitor.signedIn(port, "sam").get("/demonstration")).select("main");
    assertThat(page.text())
        .contains("go back to their first state", "History and audit, because they are kept");
    assertThat(page.select("form[action=/demonstration/reset] button").text())
        .contains("Reset demonstration");
  }

  @Test
  void whoMayNotResetSeesWhoMay() {
    var vera = Visitor.signedIn(port, "vera");
    var page = Visitor.page(vera.get("/demonstration")).select("main");
    assertThat(page.text()).contains("Only who manages clusters may", "Sam");
    var refused = vera.post("/demonstration/reset", Map.of("understood", "true"));
    assertThat(refused.statusCode()).isEqualTo(403);
  }

  @Test
  void nothingIsResetWithoutTheConfirmation() {
    var sam = Visitor.signedIn(port, "sam");
    sam.get("/demonstration");
    assertThat(sam.post("/demonstration/reset", Map.of()).body()).contains("Nothing was changed");
  }

  @Test
  void aSandboxWithoutDemonstrationSaysSo() {
    var sam = Visitor.signedIn(port, "sam");
    sam.get("/demonstration");
    var answer = sam.post("/demonstration/reset", Map.of("understood", "true"));
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("has no demonstration");
  }
}
