package dev.slipway.shell;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitUntilState;
import dev.slipway.testing.Browser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Looks at pages with the eyes of one person, in both themes and three widths: accessibility,
/// content security policy, reflow, weight. One tab serves all pages; it is resized and recoloured,
/// not reloaded.
final class PageInspection implements AutoCloseable {

  private static final int MOST_BYTES = 50 * 1024;

  /// High enough that parts which load when they are seen load at once.
  private static final int HEIGHT = 3000;

  private static final String LISTEN =
      """
      window.policyViolations = [];
      document.addEventListener('securitypolicyviolation', (event) =>
        window.policyViolations.push(event.violatedDirective + ' ' + event.blockedURI));
      """;

  /// Whether nothing of the page is under way. A panel is read once it is seen, so whoever waits
  /// for one goes there: a page can be longer than the window, as where other tests have left many
  /// environments.
  private static final String SETTLED =
      """
      () => {
        const busy = document.querySelector('[aria-busy=true], .htmx-request');
        busy?.scrollIntoView({ block: 'center' });
        return document.readyState === 'complete' && !busy;
      }
      """;

  private static final Page.WaitForFunctionOptions PATIENCE =
      new Page.WaitForFunctionOptions().setPollingInterval(50).setTimeout(30_000);

  private static final String UNDER_WAY =
      """
      () => [document.readyState, document.visibilityState, 'htmx' in window,
        ...[...document.querySelectorAll('[aria-busy=true], .htmx-request')]
          .map((element) => element.outerHTML.slice(0, 300))]
      """;

  private static final List<String> ALL =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

  /// Colours are all that a theme changes.
  private static final List<String> OF_COLOURS = List.of("color-contrast", "link-in-text-block");

  /// Room is all that is less on the narrowest screen than on a phone.
  private static final List<String> OF_ROOM = List.of("target-size");

  private static final String AXE =
      """
      async (runOnly) => {
        const found = await axe.run(document, { runOnly, resultTypes: ['violations'], preload: false });
        return found.violations.flatMap((rule) =>
          rule.nodes.map((node) => rule.id + ' ' + node.target.join(' ')));
      }
      """;

  private static final String SIDEWAYS =
      """
      () => document.documentElement.scrollWidth <= innerWidth ? [] :
        [...document.querySelectorAll('body *')]
          .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
          .slice(0, 3).map((element) => element.tagName + '.' + element.className)
      """;

  /// Rows and cards whose content stands out of them, and words whose letters stand one below the
  /// other: what a narrow screen does to a table that was made for a wide one.
  private static final String SQUEEZED =
      """
      () => {
        const shown = (element) => element.checkVisibility() && element.getClientRects().length;
        const name = (element) => element.tagName + '.' + element.className + ' ' + element.textContent.trim().slice(0, 30);
        const spills = [...document.querySelectorAll('main :is(tr, li, .card)')].filter((element) =>
          shown(element) && getComputedStyle(element).overflowY === 'visible' && element.scrollHeight > element.clientHeight + 4
            && !['inline', 'table-row', 'contents'].includes(getComputedStyle(element).display));
        const letters = [...document.querySelectorAll('main :is(td, th, dd, dt, li, p, span, a)')].filter((element) =>
          shown(element) && !element.children.length && element.textContent.trim().length > 6
            && element.getBoundingClientRect().width < 24 && element.getBoundingClientRect().height > 80);
        return [...spills, ...letters].slice(0, 3).map(name);
      }
      """;

  /// What a page without content must not be: silent, a dead end, or a hole of over 200 pixels.
  private static final String EMPTINESS =
      """
      () => {
        const main = document.querySelector('main');
        const wrong = [];
        if (!/[.!?:]/.test(main.innerText)) wrong.push('has no sentence');
        const steps = [...main.querySelectorAll('a[href], button:not([aria-disabled=true]), .reason')];
        if (!steps.some((step) => step.checkVisibility())) wrong.push('names no next step');
        const edges = [...main.querySelectorAll('*')]
          .filter((element) => !element.children.length && element.checkVisibility())
          .map((element) => element.getBoundingClientRect())
          .filter((box) => box.height > 0 && box.width > 0)
          .sort((one, other) => one.top - other.top);
        let bottom = main.getBoundingClientRect().top;
        for (const box of edges) {
          if (box.top - bottom > 200) wrong.push('is blank for ' + Math.round(box.top - bottom) + ' pixels');
          bottom = Math.max(bottom, box.bottom);
        }
        return wrong;
      }
      """;

  private static final String WEIGHT =
      """
      () => {
        const files = performance.getEntriesByType('resource')
          .filter((entry) => /\\.(css|js)$/.test(entry.name.replace(/\\?.*/, '')));
        const page = performance.getEntriesByType('navigation')[0];
        return [page, ...files].reduce((sum, entry) => sum + entry.encodedBodySize, 0);
      }
      """;
  private static final String ABROAD =
      """
      () => performance.getEntriesByType('resource').map((entry) => entry.name)
        .filter((name) => !name.startsWith(location.origin + '/'))
      """;

  private final String axe = axe();
  private final String person;
  private final Page page;
  private final CDPSession device;
  private final List<String> findings = new ArrayList<>();
  private final Map<Request, String> unanswered = new LinkedHashMap<>();

  PageInspection(BrowserContext window, String person) {
    this.person = person;
    window.addInitScript(LISTEN);
    this.page = window.newPage();
    this.device = window.newCDPSession(page);
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    page.onRequest(request -> unanswered.put(request, request.url()));
    page.onRequestFinished(request -> unanswered.remove(request));
    page.onRequestFailed(request -> unanswered.remove(request));
    page.onPageError(error -> findings.add(finding(page.url(), "script error: " + error)));
  }

  Page page() {
    return page;
  }

  /// What was wrong with the pages looked at so far, in words.
  List<String> findings() {
    return findings;
  }

  void inspect(String path, int expected) {
    show(Browser.DESKTOP, ColorScheme.LIGHT);
    Response answer =
        page.navigate(
            path, new Page.NavigateOptions().setWaitUntil(WaitUntilState.DOMCONTENTLOADED));
    if (answer == null || answer.status() != expected) {
      findings.add(finding(path, "answered " + (answer == null ? "nothing" : answer.status())));
    }
    inspectHere(path);
  }

  /// Looks at a page that has nothing to show, or cannot: it says so, names a next step, and leaves
  /// no hole.
  void inspectState(String path, int expected) {
    inspect(path, expected);
    stateHere(path);
  }

  /// The same for what the tab shows now.
  void stateHere(String name) {
    strings(EMPTINESS).forEach(what -> findings.add(finding(name, what)));
    strings(SQUEEZED).forEach(what -> findings.add(finding(name, "is squeezed: " + what)));
  }

  /// Looks at what the tab shows now.
  void inspectHere(String name) {
    settle(name);
    page.evaluate(axe);
    for (int width : List.of(Browser.DESKTOP, Browser.PHONE)) {
      look(name, width, ColorScheme.LIGHT, ALL);
      look(name, width, ColorScheme.DARK, OF_COLOURS);
    }
    look(name, Browser.NARROW, ColorScheme.LIGHT, OF_ROOM);
    strings("() => window.policyViolations")
        .forEach(what -> findings.add(finding(name, "policy violation: " + what)));
    strings(ABROAD).forEach(what -> findings.add(finding(name, "leaves the origin: " + what)));
    int bytes = ((Number) page.evaluate(WEIGHT)).intValue();
    if (bytes > MOST_BYTES || bytes < 1000) {
      findings.add(finding(name, bytes + " bytes (expected: at most " + MOST_BYTES + ")"));
    }
  }

  /// Waits until nothing of the page is under way; what never ends is named.
  private void settle(String name) {
    try {
      page.waitForFunction(SETTLED, null, PATIENCE);
      page.evaluate("() => scrollTo(0, 0)");
    } catch (TimeoutError unsettled) {
      throw new AssertionError(
          "%s does not settle: %s, unanswered: %s, so far: %s"
              .formatted(name, strings(UNDER_WAY), unanswered.values(), findings),
          unsettled);
    }
  }

  /// Opens a part of a page by itself, only to see whether the content security policy holds.
  void open(String path) {
    Response answer =
        page.navigate(
            path, new Page.NavigateOptions().setWaitUntil(WaitUntilState.DOMCONTENTLOADED));
    if (answer == null || answer.status() != 200) {
      findings.add(finding(path, "answered " + (answer == null ? "nothing" : answer.status())));
    }
    strings("() => window.policyViolations")
        .forEach(what -> findings.add(finding(path, "policy violation: " + what)));
  }

  private void look(String name, int width, ColorScheme scheme, List<String> rules) {
    show(width, scheme);
    String view = width + "-" + scheme.name().toLowerCase(Locale.ROOT);
    List<String> wrong = strings(AXE, rules);
    wrong.forEach(rule -> findings.add(finding(name, view + " axe " + rule)));
    List<String> sideways = strings(SIDEWAYS);
    if (!sideways.isEmpty()) {
      findings.add(finding(name, view + " scrolls sideways: " + sideways));
    }
    if (!wrong.isEmpty() || !sideways.isEmpty() || Boolean.getBoolean("slipway.pictures")) {
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(Path.of("target/pages", picture(name, view)))
              .setFullPage(true));
    }
  }

  private void show(int width, ColorScheme scheme) {
    boolean touch = width <= Browser.PHONE;
    page.setViewportSize(width, HEIGHT);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    var touched = new com.google.gson.JsonObject();
    touched.addProperty("enabled", touch);
    device.send("Emulation.setTouchEmulationEnabled", touched);
  }

  private List<String> strings(String script) {
    return strings(script, null);
  }

  private List<String> strings(String script, @Nullable Object argument) {
    return ((List<?>) page.evaluate(script, argument)).stream().map(String::valueOf).toList();
  }

  private String finding(String path, String what) {
    return person + " " + path + " " + what;
  }

  private String picture(String path, String view) {
    String file = path.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "id").replaceAll("[^a-z0-9]+", "-");
    return (file + "-" + person + "-" + view).replaceAll("^-", "") + ".png";
  }

  private static String axe() {
    try (var script = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8) + "; 0";
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    page.context().close();
  }
}
