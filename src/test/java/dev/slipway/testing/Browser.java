package dev.slipway.testing;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A headless Chromium of the system's, never a download of its own. Where there is none, the test
/// is skipped with one line that says how to get it.
public final class Browser implements AutoCloseable {

  /// Widths at which every page must hold.
  public static final int DESKTOP = 1280;

  public static final int PHONE = 390;
  public static final int NARROW = 320;

  private static final double PATIENCE = 30_000;

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;

  private Browser(Playwright playwright, com.microsoft.playwright.Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  public static Browser open() {
    var chromium = chromium();
    Assumptions.assumeTrue(
        chromium.isPresent(),
        "Skipped: no Chromium on the path. Install it (apt-get install chromium) to run the"
            + " journeys in a browser.");
    var playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    var browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium.orElseThrow())
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    return new Browser(playwright, browser);
  }

  private static Optional<Path> chromium() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(folder ->
            Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of(folder, name)))
        .filter(path -> path.toFile().canExecute())
        .findFirst();
  }

  /// A person's own window: cookies of their own, this width, light or dark.
  public BrowserContext window(String baseUrl, int width, boolean dark) {
    var context =
        browser.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(baseUrl)
                .setViewportSize(width, width <= PHONE ? 844 : 900)
                .setHasTouch(width <= PHONE)
                .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT));
    context.setDefaultTimeout(PATIENCE);
    context.setDefaultNavigationTimeout(PATIENCE);
    return context;
  }

  /// A window with two device pixels to one, in which thin strokes have a colour of their own.
  public BrowserContext sharpWindow(String baseUrl, int width, int height) {
    var context =
        browser.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(baseUrl)
                .setViewportSize(width, height)
                .setDeviceScaleFactor(2));
    context.setDefaultTimeout(PATIENCE);
    return context;
  }

  /// A window without script: every form must still work.
  public BrowserContext windowWithoutScript(String baseUrl) {
    var context =
        browser.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setBaseURL(baseUrl)
                .setJavaScriptEnabled(false));
    context.setDefaultTimeout(PATIENCE);
    return context;
  }

  /// Pictures of every page that is open, in `target/journeys`.
  public void look(String name) {
    var shot = 0;
    for (var window : browser.contexts()) {
      for (var page : window.pages()) {
        page.screenshot(
            new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Path.of("target", "journeys", name + "-" + ++shot + ".png")));
      }
    }
  }

  /// Closes every window, so that what one test left open is not in the next one's way.
  public void closeWindows() {
    List.copyOf(browser.contexts()).forEach(BrowserContext::close);
  }

  /// Signs in as one of the demonstration's people, with one click.
  public static Page signIn(BrowserContext window, String handle) {
    var page = window.newPage();
    page.navigate("/sign-in");
    page.click("button[name=person][value=" + handle + "]");
    page.waitForURL(url -> !url.contains("/sign-in"));
    return page;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
