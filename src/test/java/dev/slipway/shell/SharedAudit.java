package dev.slipway.shell;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.slipway.testing.Browser;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// An audit search is its address: another person, another day, a browser without script and an
/// export see the same events.
interface SharedAudit {

  PageStage stage();

  @Test
  @Order(13)
  default void anAddressOfTheAuditShowsTheSameToWhoeverMaySeeIt() throws Exception {
    stage().restartOf("vote", "qa");
    for (boolean script : List.of(true, false)) {
      var noor =
          script
              ? stage().signIn("noor", Browser.DESKTOP)
              : stage().signInWithoutScript("noor", "/");
      noor.navigate("/audit");
      var everything = rows(noor);
      noor.locator("main input[name=q]").fill("looked at");
      noor.locator("main").getByText("Search", exactly()).click();
      noor.waitForURL("**q=looked*");
      noor.locator("a.audit-facet", facet("Planned")).click();
      noor.waitForURL("**action=plan.proposed*");
      assertThat(noor.url()).contains("q=looked");
      noor.getByText("Fix the times, to share").click();
      noor.waitForURL("**to=*");
      var shared = noor.url();
      var found = rows(noor);
      assertThat(found).isNotEmpty().hasSizeLessThan(everything.size());
      noor.goBack();
      assertThat(rows(noor)).isEqualTo(found);
      noor.goBack();
      noor.goBack();
      assertThat(noor.url()).endsWith("/audit");
      assertThat(rows(noor)).hasSizeGreaterThanOrEqualTo(everything.size());

      stage().restartOf("vote", "qa");
      assertThat(seenBy("mira", shared)).as("without what came later").isEqualTo(found);
      noor.navigate(shared);
      assertThat(rows(noor)).isEqualTo(found);
      var vera = stage().signIn("vera", Browser.DESKTOP);
      assertThat(vera.navigate(shared).status()).isEqualTo(403);
      assertThat(vera.locator("main")).containsText("Noor");
      vera.context().close();

      var download =
          noor.waitForDownload(
              () -> noor.locator("main").getByText("JSON Lines", exactly()).click());
      try (var lines = lines(download)) {
        assertThat(lines.lines().filter(line -> !line.isBlank()).count()).isEqualTo(found.size());
      }
      assertThat(noor.locator(".card-body > p > b").first())
          .hasText(found.size() == 1 ? "1 event" : found.size() + " events");

      noor.context().close();
    }
  }

  private List<String> seenBy(String person, String address) {
    var page = stage().signIn(person, Browser.DESKTOP);
    page.navigate(address);
    var found = rows(page);
    page.context().close();
    return found;
  }

  private static List<String> rows(Page page) {
    return page.locator("#events tbody tr").allInnerTexts();
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  private static Page.LocatorOptions facet(String value) {
    return new Page.LocatorOptions().setHasText(value);
  }

  private static BufferedReader lines(Download download) {
    return new BufferedReader(
        new InputStreamReader(download.createReadStream(), StandardCharsets.UTF_8));
  }
}
