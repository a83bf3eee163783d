package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@SlipwayTest
class HelpPageTests {

  @LocalServerPort int port;

  @Test
  void whatEverybodyNeedsStandsAboveWhatOneAdministratorMayNeedOnce() {
    var page = Visitor.page(Visitor.signedIn(port, "vera").get("/help"));

    assertThat(page.select("aside h2").eachText())
        .containsExactly("States", "Keys", "Something does not work", "One administrator is left");
  }
}
