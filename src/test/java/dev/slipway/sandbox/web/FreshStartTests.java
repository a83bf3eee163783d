package dev.slipway.sandbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.sandbox.FreshStart;
import dev.slipway.sandbox.Telling;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.List;
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
  void onlyWhatIsThereIsSaidToEnd() {
    assertThat(closures(0, 0)).isEqualTo("No lock and no freeze is in force.");
    assertThat(closures(2, 0)).isEqualTo("2 locks are released.");
    assertThat(closures(0, 1)).isEqualTo("1 freeze ends.");
    assertThat(closures(1, 2)).isEqualTo("1 lock is released and 2 freezes end.");
  }

  private static String closures(int locks, int freezes) {
    var outlook = new FreshStart.Outlook(0, 0, locks, freezes, List.of());
    return new FreshStartPage(outlook, new Telling(false, List.of()), null, null, false).closures();
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
