package dev.slipway.figures;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.slipway.testing.Browser;
import java.time.Instant;

/// An open page that notes when its version, and whether it is stale, changed in the DOM.
final class Viewer implements AutoCloseable {

  private static final String WATCH =
      """
      ([version, stale, stir]) => {
        window.seen = [];
        window.stale = [];
        window.stirred = Date.now();
        let text = '', old = null;
        const now = () => performance.timeOrigin + performance.now();
        const look = (changes) => {
          const shown = document.getElementById(version)?.textContent ?? '';
          if (shown !== text) window.seen.push([now(), text = shown]);
          const isOld = document.querySelector(stale) !== null;
          if (isOld !== old) window.stale.push([now(), old = isOld]);
          for (const change of changes) {
            const element = change.target.nodeType === 1 ? change.target : change.target.parentElement;
            if (element?.closest(stir)) window.stirred = Date.now();
          }
        };
        look([]);
        new MutationObserver(look).observe(document.body,
            {childList: true, subtree: true, characterData: true, attributes: true});
      }
      """;

  private final BrowserContext window;
  private final Page page;

  private Viewer(BrowserContext window, Page page) {
    this.window = window;
    this.page = page;
  }

  /// The matrix: the cell of `vote` in `dev`.
  static Viewer ofList(Browser browser, String url) {
    var viewer = open(browser, url, "/");
    var id =
        viewer.page.locator("a.cell[href='/services/vote/env/dev']").first().getAttribute("id");
    viewer.watch(id + "-version", "[id='" + id + "'].cell-stale", "[id='" + id + "']");
    return viewer;
  }

  /// The page of `vote` in `dev`.
  static Viewer ofDetails(Browser browser, String url) {
    var viewer = open(browser, url, "/services/vote/env/dev");
    viewer.watch("cell-version", ".home-stale", "#cell-now .subline");
    return viewer;
  }

  private static Viewer open(Browser browser, String url, String path) {
    var window = browser.window(url, Browser.DESKTOP, false);
    window.setDefaultTimeout(120_000);
    var page = Browser.signIn(window, "vera");
    page.navigate(path);
    page.waitForFunction("() => document.documentElement.dataset.stream === 'live'");
    return new Viewer(window, page);
  }

  private void watch(String version, String stale, String stir) {
    page.evaluate(WATCH, java.util.List.of(version, stale, stir));
  }

  /// Milliseconds from a moment until the page showed the version.
  double shown(String version, Instant since) {
    page.waitForFunction("v => window.seen.some(s => s[1].includes(v))", version);
    return millis("v => window.seen.find(s => s[1].includes(v))[0]", version, since);
  }

  /// Milliseconds from a moment until the page said that it is not live.
  double stale(Instant since) {
    var from = (double) since.toEpochMilli();
    page.waitForFunction("t => window.stale.some(s => s[1] && s[0] >= t)", from);
    return millis("t => window.stale.find(s => s[1] && s[0] >= t)[0]", from, since);
  }

  /// Milliseconds from a moment until the page was live again.
  double live(Instant since) {
    var from = (double) since.toEpochMilli();
    page.waitForFunction("t => !window.stale.at(-1)[1]", from);
    return Math.max(0, millis("t => window.stale.at(-1)[0]", from, since));
  }

  void awaitQuiet() {
    page.waitForFunction("() => Date.now() - window.stirred > 600");
  }

  private double millis(String expression, Object argument, Instant since) {
    var at = ((Number) page.evaluate(expression, argument)).doubleValue();
    return at - (since.getEpochSecond() * 1000.0 + since.getNano() / 1e6);
  }

  @Override
  public void close() {
    window.close();
  }
}
