package dev.slipway.shell;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import dev.slipway.testing.Browser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// What eyes see: pixels of the key pages in both themes, because tools that read styles miss what
/// is drawn; and states told apart without colour.
interface Looks {

  double TEXT = 4.5;
  double GRAPHIC = 3;
  int HEIGHT = 1100;

  /// The whole matrix of the demonstration with its legend.
  int WHOLE = 3000;

  /// Every line of text that is shown and not switched off, where it is really drawn.
  String LINES =
      """
      () => {
        const lines = [];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const node = walker.currentNode;
          const element = node.parentElement;
          if (!/[\\p{L}\\p{N}]/u.test(node.data) || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
          if (element.closest('[aria-disabled=true], :disabled, option, script, style, .visually-hidden')) continue;
          const range = document.createRange();
          range.setStart(node, node.data.search(/\\S/));
          range.setEnd(node, node.data.trimEnd().length);
          for (const box of range.getClientRects()) {
            const right = Math.min(box.right, innerWidth), bottom = Math.min(box.bottom, innerHeight);
            if (box.width < 4 || box.height < 6 || box.left < 0 || box.top < 0 || right <= box.left || bottom < box.bottom) continue;
            const seen = (x) => {
              const top = document.elementFromPoint(x, (box.top + bottom) / 2);
              return top && (top === element || element.contains(top));
            };
            if (!seen(box.left + 2) || !seen(right - 2)) continue;
            lines.push({ name: node.data.trim().slice(0, 40), x: box.left, y: box.top, width: right - box.left, height: box.height });
          }
        }
        return lines;
      }
      """;

  /// Bars, lines and axes of the charts; `ground` is a place beside them.
  String DRAWN =
      """
      () => [...document.querySelectorAll('svg[role=img]')].flatMap((chart) =>
        [...chart.querySelectorAll('rect, line, path, polyline')].map((part) => {
          const box = part.getBoundingClientRect();
          return { name: part.getAttribute('class') ?? part.tagName, x: box.left, y: box.top,
            width: box.width, height: box.height };
        }).filter((box) => box.width >= 1 && (box.height >= 1 || box.name === 'audit-axis')))
      """;

  /// Icon and word of every state, as the legend explains them.
  String LEGEND =
      """
      () => [...document.querySelectorAll('.matrix-legend li')].map((state) => {
        const box = state.querySelector('svg').getBoundingClientRect();
        return { name: state.textContent.trim(), icon: state.querySelector('use').getAttribute('href'),
          x: box.left, y: box.top, width: box.width, height: box.height };
      })
      """;

  String CELLS =
      """
      () => [...document.querySelectorAll('#matrix a.cell')].map((cell) => ({
        icon: cell.querySelector('use').getAttribute('href'), label: cell.getAttribute('aria-label') }))
      """;

  PageStage stage();

  @Test
  @Order(11)
  default void textAndChartsStandOutInBothThemes() throws Exception {
    var waiting = stage().waiting();
    var pages = new LinkedHashMap<String, String>();
    pages.put("matrix", "/");
    pages.put("service", "/services/student-service");
    pages.put("cell", "/services/api-gateway/env/production");
    pages.put("plan", waiting.at("/link").asString());
    pages.put("approval", "/approvals/" + waiting.at("/id").asString());
    pages.put("deployments", "/deployments");
    pages.put("environment", "/environments/production");
    pages.put("audit", "/audit");
    List<String> faint = new ArrayList<>();
    var looked = 0;
    var drawn = 0;
    for (var person : List.of("mira", "noor")) {
      var page = sharp(person, HEIGHT);
      for (var one : pages.entrySet()) {
        if (one.getKey().equals("audit") != person.equals("noor")) {
          continue;
        }
        page.navigate(one.getValue());
        // A part is read once it is seen, and a page may be longer than the window.
        page.waitForFunction(
            """
            () => {
              const busy = document.querySelector('[aria-busy=true], .htmx-request');
              busy?.scrollIntoView({ block: 'center' });
              return !busy;
            }
            """);
        page.evaluate("() => scrollTo(0, 0)");
        for (var theme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
          page.emulateMedia(
              new Page.EmulateMediaOptions()
                  .setColorScheme(theme)
                  .setReducedMotion(ReducedMotion.REDUCE));
          var name = one.getKey() + "-" + theme.name().toLowerCase(Locale.ROOT);
          var lines = boxes(page, LINES);
          var bars = boxes(page, DRAWN);
          var picture = Picture.of(page, name);
          for (var line : lines) {
            check(faint, name, line, picture.contrast(line), TEXT);
          }
          for (var bar : bars) {
            var here = picture.at(bar.x() + bar.width() / 2, bar.y() + bar.height() / 2);
            var beside = picture.at(bar.x() + bar.width() / 2, bar.y() - 3);
            var ground = picture.at(4, HEIGHT - 4);
            check(
                faint,
                name,
                bar,
                Math.max(Picture.contrast(here, beside), Picture.contrast(here, ground)),
                GRAPHIC);
          }
          looked += lines.size();
          drawn += bars.size();
        }
      }
      page.context().close();
    }
    assertThat(faint).isEmpty();
    assertThat(looked).as("lines of text looked at").isGreaterThan(800);
    assertThat(drawn).as("parts of charts looked at").isGreaterThan(3);
  }

  @Test
  @Order(12)
  default void statesAreToldApartWithoutColour() throws Exception {
    stage()
        .clusters
        .setImage("voting", "qa", "worker", "worker", "registry.voting.local/worker:broken-9");
    var page = sharp("mira", WHOLE);
    PageStage.live(page);
    assertThat(page.locator("#r-worker a.cell.tone-degraded, #r-worker a.cell.tone-failed"))
        .hasCount(1);
    Map<String, String> words = new LinkedHashMap<>();
    Map<String, Picture.Box> shapes = new LinkedHashMap<>();
    for (Object state : (List<?>) page.evaluate(LEGEND)) {
      var box = Picture.Box.of((Map<?, ?>) state);
      shapes.put(box.name(), box);
      assertThat(words.put(text(state, "icon"), box.name())).as("one shape, one state").isNull();
    }
    assertThat(words).as("eight states, what is absent, and the lock").hasSize(10);
    var picture = Picture.of(page, "matrix-states");
    var states = List.copyOf(shapes.values());
    for (var one : states) {
      for (var other : states.subList(states.indexOf(one) + 1, states.size())) {
        assertThat(picture.differenceInGrey(one, other))
            .as("%s and %s in grey", one.name(), other.name())
            .isGreaterThan(0.04);
      }
    }
    Set<String> seen = new TreeSet<>();
    for (Object cell : (List<?>) page.evaluate(CELLS)) {
      var word = words.get(text(cell, "icon"));
      assertThat(text(cell, "label")).contains(", " + word);
      seen.add(word);
    }
    assertThat(seen).as("states on show").hasSizeGreaterThanOrEqualTo(3);
    page.context().close();
    stage()
        .clusters
        .setImage("voting", "qa", "worker", "worker", "registry.voting.local/worker:1.4.0");
  }

  private static String text(Object map, String name) {
    return String.valueOf(((Map<?, ?>) map).get(name));
  }

  private Page sharp(String person, int height) {
    var page =
        Browser.signIn(
            stage().browser.sharpWindow(stage().portal.url(), Browser.DESKTOP, height), person);
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    return page;
  }

  private static List<Picture.Box> boxes(Page page, String script) {
    return ((List<?>) page.evaluate(script))
        .stream().map(box -> Picture.Box.of((Map<?, ?>) box)).collect(Collectors.toList());
  }

  private static void check(
      List<String> faint, String page, Picture.Box what, double contrast, double least) {
    if (contrast < least) {
      faint.add("%s: '%s' has %.1f (expected: %.1f)".formatted(page, what.name(), contrast, least));
    }
  }
}
