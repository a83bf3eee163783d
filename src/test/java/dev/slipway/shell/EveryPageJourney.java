package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import dev.slipway.testing.Browser;
import dev.slipway.testing.PortalProcess;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Walks every page that a link leads to, as the people of the demonstration, in both themes and
/// three widths.
@Tag("walk")
class EveryPageJourney {

  private static final int ALIKE = 2;
  private static final Pattern NOT_A_PAGE =
      Pattern.compile(
          "^/(api|live|sign-out|css|js|webjars)(/.*)?$|/export|/panel$|/log$|\\.[a-z]+$");

  private final List<String> findings = new ArrayList<>();

  @Test
  void everyPageIsAccessibleNarrowAndLight(@TempDir Path folder) throws Exception {
    String running = System.getProperty("slipway.journey.url");
    try (Browser browser = Browser.open()) {
      if (running != null) {
        walk(browser, running);
      } else {
        try (var portal =
            PortalProcess.start(
                folder, List.of("--slipway.data-dir=" + folder, "--slipway.mode=sandbox"))) {
          walk(browser, portal.url());
        }
      }
    }
    assertThat(findings).isEmpty();
  }

  private void walk(Browser browser, String url) {
    Set<String> pages = crawl(browser, url, "mira", List.of("/", "/help"));
    look(browser, url, "mira", pages);
    Set<String> seen = new LinkedHashSet<>(pages);
    for (String person : List.of("ada", "sam", "noor")) {
      Set<String> more = crawl(browser, url, person, List.of("/"), seen);
      look(browser, url, person, more);
      seen.addAll(more);
    }
    look(browser, url, null, Set.of("/sign-in", "/help"));
    assertThat(pages).as("pages found").hasSizeGreaterThan(5);
  }

  private Set<String> crawl(Browser browser, String url, String person, List<String> start) {
    return crawl(browser, url, person, start, Set.of());
  }

  /// Follows links at the desktop's width. Pages that somebody else has shown already are not shown
  /// again.
  private Set<String> crawl(
      Browser browser, String url, String person, List<String> start, Set<String> shown) {
    Set<String> visited = new LinkedHashSet<>();
    Map<String, Integer> alike = new HashMap<>();
    shown.forEach(path -> alike.merge(shape(path), 1, Integer::sum));
    var queue = new ArrayDeque<>(start);
    try (BrowserContext window = window(browser, url, person, Browser.DESKTOP)) {
      var inspection = new PageInspection(window, person, List.of(Browser.DESKTOP));
      while (!queue.isEmpty()) {
        String path = queue.remove();
        if (!visited.add(path)) {
          continue;
        }
        List<String> links = new ArrayList<>();
        findings.addAll(inspection.inspect(path, links));
        for (String link : links) {
          String next = page(link, url);
          if (next != null
              && !visited.contains(next)
              && !shown.contains(next)
              && !queue.contains(next)
              && alike.merge(shape(next), 1, Integer::sum) <= ALIKE) {
            queue.add(next);
          }
        }
      }
    }
    return visited;
  }

  /// The same pages as on phones, with touch.
  private void look(Browser browser, String url, @Nullable String person, Set<String> pages) {
    try (BrowserContext window = window(browser, url, person, Browser.PHONE)) {
      var inspection =
          new PageInspection(
              window, person == null ? "stranger" : person, List.of(Browser.PHONE, Browser.NARROW));
      for (String path : pages) {
        findings.addAll(inspection.inspect(path, new ArrayList<>()));
      }
    }
  }

  private static BrowserContext window(
      Browser browser, String url, @Nullable String person, int width) {
    BrowserContext window = browser.window(url, width, false);
    if (person != null) {
      Browser.signIn(window, person).close();
    }
    return window;
  }

  private static @Nullable String page(String link, String url) {
    URI address = URI.create(link);
    if (!link.startsWith(url) || NOT_A_PAGE.matcher(address.getPath()).find()) {
      return null;
    }
    String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
    return address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
  }

  /// Pages of one shape look alike: ids, slugs and everything after the question mark are left out.
  private static String shape(String path) {
    return path.replaceAll("\\?.*", "?")
        .replaceAll("^/([a-z-]+)/(?!new)[^/?]+", "/$1/*")
        .replaceAll("/env/[^/?]+", "/env/*")
        .replaceAll("/pods?/[^/?]+", "/pod/*")
        .replaceAll("/logs?/[^/?]+", "/logs/*");
  }
}
