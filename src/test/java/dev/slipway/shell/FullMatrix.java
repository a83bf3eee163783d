package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.slipway.testing.Browser;
import dev.slipway.testing.Crowd;
import java.util.HashSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// The home page of a company: 200 services and more in six environments.
interface FullMatrix {

  int SERVICES = 200;
  int ROWS = 100;

  PageStage stage();

  @Test
  @Order(95)
  default void aFullMatrixShowsItsFirstHundredRowsAndItsTrueTotal() {
    Crowd.fill(stage().database, SERVICES, 3);
    int total =
        stage().database.sql("select count(*) from catalog_service").query(Integer.class).single();
    var vera = stage().signIn("vera", Browser.DESKTOP);
    vera.waitForCondition(() -> {
      vera.navigate("/");
      return vera.locator(".pager").innerText().contains(String.valueOf(total));
    });

    var answer = vera.navigate("/");

    assertThat(answer.allHeaders().get("server-timing")).matches("matrix;dur=[\\d.]+.*");
    assertThat(rows(vera)).isEqualTo(ROWS);
    assertThat(vera.locator(".pager").innerText())
        .contains("Rows 1 to " + ROWS + ", " + total + " services");
    assertThat(vera.locator("#matrix thead th").count())
        .as("services and six environments")
        .isEqualTo(7);
    var seen = new HashSet<>(vera.locator(".matrix th[scope=row] > a").allInnerTexts());
    var next = vera.locator(".pager a", new Page.LocatorOptions().setHasText("Next page"));
    while (next.count() > 0) {
      vera.navigate(next.getAttribute("href"));
      seen.addAll(vera.locator(".matrix th[scope=row] > a").allInnerTexts());
    }
    assertThat(seen).as("every service is on one of the pages").hasSize(total);
    vera.context().close();
  }

  private static int rows(Page page) {
    return page.locator(".matrix th[scope=row]").count();
  }
}
