package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Browser;
import dev.slipway.testing.SlipwayTest;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/// A link in a table is as high as a finger needs, and still stands on the line of the other cells.
@SlipwayTest
@Tag("journey")
class TableLinksJourney {

  /// By row, how far below the first text of its first cell that of the others stands; and links
  /// that are too low.
  private static final String OFF =
      """
      () => [...document.querySelectorAll('.table tbody tr')].flatMap((row) => {
        const middles = [...row.children].map((cell) => {
          const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT,
            (text) => text.data.trim() && !text.parentElement.closest('.visually-hidden, button, select')
              ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP);
          const text = texts.nextNode();
          if (!text) return undefined;
          const range = document.createRange();
          range.selectNodeContents(text);
          const line = range.getClientRects()[0];
          return (line.top + line.bottom) / 2;
        }).filter((middle) => middle);
        const off = Math.max(...middles) - Math.min(...middles);
        const low = [...row.querySelectorAll('td > a:only-child, th > a:only-child')]
          .filter((link) => link.getBoundingClientRect().height < 23.9);
        return off > 1.5 || low.length ? [row.textContent.trim() + ': ' + off] : [];
      })
      """;

  @LocalServerPort int port;

  @Test
  void linksStandOnTheLineOfTheOtherCells() {
    try (var browser = Browser.open()) {
      var window = browser.window("http://localhost:" + port, Browser.DESKTOP, false);
      Browser.signIn(window, "sam").close();
      var page = window.newPage();
      page.navigate("/people");
      assertThat(page.locator(".table tbody tr").count()).isPositive();
      assertThat((List<?>) page.evaluate(OFF)).isEmpty();
    }
  }
}
