package dev.slipway.home.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Browser;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// The matrix of somebody with more environments than a screen is wide.
@SlipwayTest
@Tag("journey")
class WideMatrixJourney {

  private static final String THIRTY_MORE =
      """
      () => {
        for (const row of document.querySelectorAll('.matrix tr')) {
          const empty = row.querySelector('.matrix-none') ?? row.lastElementChild;
          for (let more = 0; more < 30; more++) row.append(empty.cloneNode(true));
        }
        const card = document.querySelector('.matrix-card');
        return [document.documentElement.scrollWidth - innerWidth,
          card.scrollWidth > card.clientWidth ? 1 : 0];
      }
      """;

  @LocalServerPort int port;
  @Autowired ApplicationContext context;

  @Test
  void theCardScrollsAndNotThePage() {
    var name = "wide-" + UUID.randomUUID().toString().substring(0, 8);
    try (var first = new Shipyard(context);
        var second = new Shipyard(context);
        var browser = Browser.open()) {
      first.launch(name + "-a", "app.test/" + name + ":1.0.0");
      second.launch(name + "-b", "app.test/" + name + ":1.0.0");
      var window = browser.window("http://localhost:" + port, Browser.DESKTOP, false);
      Browser.signIn(window, "kofi").close();
      var page = window.newPage();
      page.navigate("/?q=" + name);

      assertThat(page.locator(".matrix-none").count()).isPositive();
      assertThat(page.evaluate(THIRTY_MORE)).isEqualTo(List.of(0, 1));
    }
  }
}
