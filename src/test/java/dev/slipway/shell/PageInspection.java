package dev.slipway.shell;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Looks at one page in both themes and some widths: accessibility, content security policy,
/// reflow, weight.
final class PageInspection {

  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
  private static final int MOST_BYTES = 50 * 1024;
  private static final String LISTEN =
      """
      window.policyViolations = [];
      document.addEventListener('securitypolicyviolation', (event) =>
        window.policyViolations.push(event.violatedDirective + ' ' + event.blockedURI));
      """;
  private static final String LINKS =
      "() => [...document.querySelectorAll('a[href]:not([download])')].map((a) => a.href)";
  private static final String WIDE =
      """
      () => [...document.querySelectorAll('body *')]
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
        .slice(0, 3).map((element) => element.tagName + '.' + element.className).join(', ')
      """;

  private final BrowserContext window;
  private final String person;
  private final List<Integer> widths;
  private final Map<String, Integer> staticBytes = new ConcurrentHashMap<>();

  PageInspection(BrowserContext window, String person, List<Integer> widths) {
    this.window = window;
    this.person = person;
    this.widths = widths;
    window.addInitScript(LISTEN);
  }

  /// What is wrong with the page, in words; links found on it are added to the list.
  List<String> inspect(String path, List<String> links) {
    List<String> findings = new ArrayList<>();
    try (Page page = window.newPage()) {
      page.onPageError(error -> findings.add(finding(path, "script error: " + error)));
      page.onResponse(this::weigh);
      Response answer = page.navigate(path);
      page.waitForTimeout(300); // lazy panels begin to load
      page.waitForFunction("() => !document.querySelector('.panel.htmx-request')");
      if (answer == null || answer.status() >= 400) {
        findings.add(finding(path, "answered " + (answer == null ? "nothing" : answer.status())));
      }
      for (int width : widths) {
        page.setViewportSize(width, width < 500 ? 844 : 900);
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
          page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
          look(page, path, width + "-" + scheme.name().toLowerCase(Locale.ROOT), findings);
        }
      }
      for (Object violation : (List<?>) page.evaluate("() => window.policyViolations")) {
        findings.add(finding(path, "policy violation: " + violation));
      }
      int bytes = total() + (answer == null ? 0 : answer.request().sizes().responseBodySize);
      if (bytes > MOST_BYTES) {
        findings.add(finding(path, bytes + " bytes (expected: at most " + MOST_BYTES + ")"));
      }
      for (Object link : (List<?>) page.evaluate(LINKS)) {
        links.add(String.valueOf(link));
      }
    }
    return findings;
  }

  private void look(Page page, String path, String view, List<String> findings) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(Path.of("target/pages", picture(path, view)))
            .setFullPage(true));
    for (var rule : new AxeBuilder(page).withTags(RULES).analyze().getViolations()) {
      rule.getNodes()
          .forEach(node ->
              findings.add(finding(path, view + " axe " + rule.getId() + " " + node.getTarget())));
    }
    if ((Boolean) page.evaluate("() => document.documentElement.scrollWidth > innerWidth")) {
      findings.add(finding(path, view + " scrolls sideways: " + page.evaluate(WIDE)));
    }
  }

  private void weigh(Response response) {
    String type = response.request().resourceType();
    if (type.equals("stylesheet") || type.equals("script")) {
      staticBytes.computeIfAbsent(
          response.url(),
          _ -> {
            String length = response.headerValue("content-length");
            return length == null ? 0 : Integer.parseInt(length);
          });
    }
  }

  private int total() {
    return staticBytes.values().stream().mapToInt(Integer::intValue).sum();
  }

  private String finding(String path, String what) {
    return person + " " + path + " " + what;
  }

  private String picture(String path, String view) {
    String file = path.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "id").replaceAll("[^a-z0-9]+", "-");
    return (file + "-" + person + "-" + view).replaceAll("^-", "") + ".png";
  }
}
