package dev.slipway.audit.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.AttemptRefused;
import dev.slipway.kernel.Outcome;
import dev.slipway.kernel.Subject;
import dev.slipway.testing.Browser;
import dev.slipway.testing.SlipwayTest;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;

/// The trail on a phone: what and why of an event, the rest behind a tap that keeps the place.
@SlipwayTest
@Tag("journey")
class AuditPhoneJourney {

  private static final String HEIGHTS =
      """
      () => Math.max(...[...document.querySelectorAll('.audit-row')]
        .slice(1).map((row) => row.getBoundingClientRect().height))
      """;

  @LocalServerPort int port;
  @Autowired ApplicationEventPublisher events;

  @Test
  void fiftyEventsAreShortAndOpenWhereTheyStand() {
    var mark = "mark-" + UUID.randomUUID().toString().substring(0, 8);
    for (var i = 0; i < 50; i++) {
      events.publishEvent(
          new AttemptRefused(
              "service.dependencies-edited",
              Actor.SYSTEM,
              Subject.of("deployment", mark, "Roll out " + mark + " 1.4.0 → slow-1.4.2 to dev"),
              Outcome.DENIED,
              "0 of 1 new pods ready, 1 old pod left, and a long reason besides number " + i));
    }
    try (var browser = Browser.open()) {
      var window = browser.window("http://localhost:" + port, Browser.PHONE, false);
      Browser.signIn(window, "noor").close();
      var page = window.newPage();
      page.navigate("/audit?target=" + mark);
      assertThat(page.locator(".audit-row").count()).isEqualTo(50);
      assertThat(((Number) page.evaluate(HEIGHTS)).doubleValue()).isLessThan(135);

      opensAndCloses(page);
    }
  }

  private static void opensAndCloses(Page page) {
    var row = page.locator(".audit-row").nth(30);
    row.scrollIntoViewIfNeeded();
    row.click();
    page.waitForFunction("() => document.activeElement.id === 'event'");
    assertThat(page.locator("#event").textContent()).contains("and a long reason besides");
    assertThat(page.locator("#event").boundingBox().y).isBetween(0.0, 844.0);

    page.locator("#event [data-closes]").click();
    page.waitForFunction("() => document.activeElement.matches('.audit-open')");
    assertThat(page.locator("#event").isVisible()).isFalse();
  }
}
