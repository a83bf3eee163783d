package dev.slipway.home.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import dev.slipway.testing.Browser;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// A version gets to run with nothing but a keyboard: the palette, a letter, the form. What has the
/// focus is seen at every step; a picture of each is kept in `target/pages`.
@SlipwayTest
@Tag("journey")
class KeyboardJourney {

  /// What has the focus, where it is hidden or shows nothing of it; empty if all is well.
  private static final String LOST =
      """
      () => {
        const one = document.activeElement;
        const palette = document.querySelector('dialog[open]');
        const box = one.getBoundingClientRect();
        const seen = box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
        const around = [one, one.parentElement].map((element) => getComputedStyle(element));
        const ring = around.some((style) => style.outlineStyle !== 'none' || style.boxShadow !== 'none');
        const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        const covered = !(top && (one.contains(top) || top.contains(one)));
        return one !== document.body && seen && ring && !covered && (!palette || palette.contains(one))
          ? '' : `${one.outerHTML.slice(0, 120)} seen=${seen} ring=${ring} covered=${covered}`;
      }
      """;

  @LocalServerPort int port;
  @Autowired ApplicationContext context;

  private final String name = "study-" + UUID.randomUUID().toString().substring(0, 8);
  private int step;

  @Test
  void aVersionIsStartedWithTheKeyboardAlone() {
    try (var yard = new Shipyard(context);
        var browser = Browser.open()) {
      yard.launch(name, "app.test/" + name + ":1.0.0");
      var window = browser.window("http://localhost:" + port, Browser.DESKTOP, false);
      Browser.signIn(window, "kofi").close();
      var page = window.newPage();
      page.navigate("/");
      page.waitForFunction("() => window.htmx");

      page.keyboard().press("Control+k");
      focused(page, "the palette");
      page.keyboard().type(name.substring(0, 10));
      page.keyboard().press("Enter");
      page.waitForURL(Pattern.compile(".*/services/" + name));

      page.waitForFunction("() => window.htmx");
      page.keyboard().press("d");
      page.waitForURL(Pattern.compile(".*/plans/new.*kind=rollout"));
      page.waitForFunction("() => window.htmx");
      tabTo(page, "#image");
      page.keyboard().type("1.0.1");
      tabTo(page, "#reason");
      page.keyboard().type("With the keyboard alone");
      tabTo(page, ".form-actions .button-primary");
      page.keyboard().press("Enter");
      page.waitForSelector("#plan-form button[value=start]");
      page.waitForFunction("() => window.htmx");
      if (page.locator("input[name=acknowledged]").count() > 0) {
        tabTo(page, "input[name=acknowledged]");
        page.keyboard().press("Space");
      }
      tabTo(page, "#plan-form button[value=start]");
      page.keyboard().press("Enter");
      page.waitForURL(Pattern.compile(".*/deployments/[0-9a-f-]{36}"));

      assertThat(page.locator("h1").textContent()).contains(name);
    }
  }

  @Test
  void thePaletteGivesTheFocusBackAndKeysStayQuietWhereOneTypes() {
    try (var yard = new Shipyard(context);
        var browser = Browser.open()) {
      yard.launch(name, "app.test/" + name + ":1.0.0");
      var window = browser.window("http://localhost:" + port, Browser.DESKTOP, false);
      Browser.signIn(window, "kofi").close();
      var page = window.newPage();
      page.navigate("/?q=" + name);
      page.waitForFunction("() => window.htmx");

      page.keyboard().press("j");
      focused(page, "the row");
      page.keyboard().press("ArrowRight");
      focused(page, "the cell");
      var cell = page.evaluate("() => document.activeElement.id");
      assertThat(cell).asString().startsWith("c-");

      page.keyboard().press("Control+k");
      page.keyboard().type(">");
      page.waitForFunction("() => document.querySelector('#palette-results [data-query=\"=>\"]')");
      page.keyboard().press("ArrowDown");
      assertThat(
              page.evaluate(
                  "() => document.getElementById(document.activeElement.getAttribute('aria-activedescendant')).getAttribute('aria-selected')"))
          .isEqualTo("true");
      accessible(page, "the palette open");
      page.keyboard().press("Escape");
      assertThat(page.evaluate("() => document.activeElement.id")).isEqualTo(cell);

      page.keyboard().press("/");
      page.keyboard().type("d?gm");
      assertThat(page.url()).contains("/?q=" + name);
      assertThat(page.evaluate("() => document.querySelector('dialog[open]')")).isNull();
      page.navigate("/?q=" + name);
      page.waitForFunction("() => window.htmx");
      page.keyboard().press("?");
      page.waitForSelector("#keys-sheet[open] dl");
      accessible(page, "the sheet open");
      page.keyboard().press("Escape");
      page.keyboard().press("g");
      page.keyboard().press("d");
      page.waitForURL(Pattern.compile(".*/deployments"));
    }
  }

  private void focused(Page page, String what) {
    assertThat(page.evaluate(LOST)).as("focus on " + what).isEqualTo("");
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target/pages/keyboard-" + ++step + ".png")));
  }

  private void tabTo(Page page, String selector) {
    for (var presses = 0; presses < 60; presses++) {
      page.keyboard().press("Tab");
      if (Boolean.TRUE.equals(
          page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector))) {
        focused(page, selector);
        return;
      }
    }
    throw new AssertionError("no Tab leads to " + selector);
  }

  private static void accessible(Page page, String when) {
    var tags = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
    assertThat(new AxeBuilder(page).withTags(tags).analyze().getViolations())
        .as("axe with " + when)
        .extracting(rule -> rule.getId() + " " + rule.getNodes().getFirst().getHtml())
        .isEmpty();
  }
}
