package dev.slipway.shell;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import dev.slipway.testing.Browser;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// What an open page does while the portal's database lets nobody in.
interface AbsentDatabase {

  PageStage stage();

  @Test
  @Order(31)
  default void aPageKeepsWhatItShowsAndReadsOnWhenTheDatabaseIsBack() throws Exception {
    var ada = stage().signIn("ada", Browser.DESKTOP);
    ada.navigate("/services/result/env/qa");
    var head = ada.locator("#cell-now");
    var count = ada.locator("header .count").first();
    // Another test may have set its image from outside before.
    var well = Pattern.compile("Healthy|Drift");
    assertThat(head).containsText(well);
    stage().letNobodyIn();
    try {
      stage()
          .clusters
          .setImage("voting", "qa", "result", "result", "registry.voting.local/result:1.3.1");
      assertThat(ada.locator("#unread [role=alert]")).containsText("database does not answer");
      assertThat(head).containsText(well);
      assertThat(ada.locator("h1")).hasCount(1);
      assertThat(count).not().containsText("database");
    } finally {
      stage().letEverybodyIn();
    }
    assertThat(head).containsText("1.3.1");
    assertThat(ada.locator("#unread")).isEmpty();
    ada.context().close();
  }
}
