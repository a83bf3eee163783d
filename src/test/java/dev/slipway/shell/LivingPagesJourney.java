package dev.slipway.shell;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import dev.slipway.testing.Browser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// What pages do while the world moves: a change under the focus, a phone, many tabs, a portal that
/// is gone for a while, a lost session.
@Tag("journey")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LivingPagesJourney implements Looks, SharedAudit, SecondThoughts, FullMatrix, AbsentDatabase {

  private static final String GREEN =
      """
      () => {
        const probe = document.body.appendChild(document.createElement('i'));
        probe.className = 'tone-ok';
        const colour = (element) => getComputedStyle(element).getPropertyValue('--tone-solid').trim();
        const ok = colour(probe);
        probe.remove();
        return [...document.querySelectorAll('[data-live] .tone-ok')].filter((e) => colour(e) === ok).length;
      }
      """;
  private static final String CELLS =
      """
      () => [...document.querySelectorAll('#matrix .cell, #matrix th')]
        .map((cell) => cell.className + ' ' + cell.innerText.replace(/\\d+ (s|min)\\b/g, 'a while').replace(/\\s+/g, ' '))
        .join('\\n')
      """;

  private PageStage stage;

  @BeforeAll
  void openTheDoors() throws Exception {
    stage = PageStage.open();
  }

  @AfterAll
  void closeTheDoors() {
    if (stage != null) {
      stage.close();
    }
  }

  @AfterEach
  void closeTheWindows() {
    if (stage != null) {
      stage.browser.closeWindows();
    }
  }

  @Override
  public PageStage stage() {
    return stage;
  }

  @Test
  @Order(1)
  void anApprovalFitsTheThumb() throws Exception {
    var approval = stage.waiting().at("/id").asString();
    var phone = stage.signIn("mira", Browser.PHONE);
    phone.navigate("/approvals/" + approval);
    for (String decision : List.of("approve", "reject")) {
      var button = phone.locator("button[name=decision][value=" + decision + "]");
      button.scrollIntoViewIfNeeded();
      assertThat(button.boundingBox().height).as(decision).isGreaterThanOrEqualTo(48);
      assertThat(
              button.evaluate(
                  """
                  (button) => {
                    const box = button.getBoundingClientRect();
                    return [box.top + 1, box.bottom - 1].every((y) =>
                      button.contains(document.elementFromPoint(box.left + box.width / 2, y)));
                  }
                  """))
          .as(decision + " is not covered")
          .isEqualTo(true);
    }
    phone.locator("button[name=decision][value=approve]").click();
    assertThat(phone.locator("main")).containsText("Undo");
    phone.locator("button[aria-label^='Undo']").click();
    assertThat(phone.locator("button[name=decision][value=approve]")).isVisible();
    phone.context().close();
  }

  @Test
  @Order(2)
  void newsUnderTheFocusLeaveItWhereItIs() throws Exception {
    var page = stage.signIn("mira", Browser.DESKTOP);
    var cell = page.locator("#r-result td:last-child a.cell");
    assertThat(cell).containsText("1.3.2");
    PageStage.live(page);
    cell.focus();
    page.evaluate(
        """
        () => {
          window.lost = 0;
          window.spoken = [];
          document.activeElement.addEventListener('focusout', () => window.lost++);
          const region = document.getElementById('announcements');
          new MutationObserver(() => region.textContent && window.spoken.push(region.textContent))
            .observe(region, { childList: true, characterData: true, subtree: true });
        }
        """);

    stage.clusters.setImage(
        "voting", "prod", "result", "result", "registry.voting.local/result:1.4.0");

    assertThat(cell).containsText("1.4.0");
    page.waitForFunction("() => window.spoken.some((text) => text.includes('1.4.0'))");
    assertThat(page.evaluate("() => window.lost")).isEqualTo(0);
    assertThat(cell).isFocused();
    var spoken = strings(page, "() => window.spoken");
    for (int i = 1; i < spoken.size(); i++) {
      assertThat(spoken.get(i)).as("nothing is said twice").isNotEqualTo(spoken.get(i - 1));
    }
    page.context().close();
  }

  @Test
  @Order(3)
  void hiddenTabsHoldNoStream() throws Exception {
    var context = stage.browser.window(stage.portal.url(), Browser.DESKTOP, false);
    Browser.signIn(context, "mira").close();
    List<Page> tabs = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      var tab = context.newPage();
      tab.navigate("/");
      PageStage.live(tab);
      if (i < 7) {
        hide(tab);
      }
      tabs.add(tab);
    }
    Awaitility.await().atMost(PageStage.PATIENCE).until(() -> streams() == 1);
    show(tabs.getFirst());
    PageStage.live(tabs.getFirst());
    Awaitility.await().atMost(PageStage.PATIENCE).until(() -> streams() == 2);
    context.close();
  }

  @Test
  @Order(90)
  void aPortalThatHangsIsToldWithinFiveSecondsAndGoesOnOnTheSameStream() throws Exception {
    var page = stage.signIn("mira", Browser.DESKTOP);
    PageStage.live(page);
    var streams =
        "() => performance.getEntriesByType('resource').filter((e) => e.name.includes('/live?')).length";

    stage.portal.freeze();
    try {
      assertThat(page.locator("#stream-state"))
          .containsText(
              "Reconnecting, as of", new LocatorAssertions.ContainsTextOptions().setTimeout(5_000));
      assertThat((Integer) page.evaluate(GREEN)).isZero();
    } finally {
      stage.portal.thaw();
    }

    PageStage.live(page);
    assertThat(page.evaluate(streams)).as("streams that have ended").isEqualTo(0);
    page.context().close();
  }

  @Test
  @Order(91)
  void aPortalThatIsGoneLeavesItsLastWordsAndNothingGreen() throws Exception {
    var page = stage.signIn("mira", Browser.DESKTOP);
    PageStage.live(page);
    var before = (String) page.evaluate(CELLS);
    assertThat((Integer) page.evaluate(GREEN)).isPositive();

    stage.portal.kill();

    assertThat(page.locator("#stream-state")).containsText("Reconnecting, as of");
    assertThat((Integer) page.evaluate(GREEN)).isZero();
    assertThat((String) page.evaluate(CELLS)).isEqualTo(before);

    stage.portal.restart();
    PageStage.live(page);
    // A fresh start shows what was last known, until the clusters have been read again. Loading it
    // without a pause is work that keeps the portal from just that.
    var fresh = page.context().newPage();
    Awaitility.await()
        .atMost(PageStage.PATIENCE.multipliedBy(3))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> {
          fresh.navigate("/");
          return (Integer) fresh.evaluate(GREEN) > 0
              && fresh.evaluate(GREEN).equals(page.evaluate(GREEN))
              && fresh.evaluate(CELLS).equals(page.evaluate(CELLS));
        });
    page.context().close();
  }

  @Test
  @Order(92)
  void whoIsSignedOutIsAskedToSignInAgain() {
    var page = stage.signIn("mira", Browser.PHONE);
    PageStage.live(page);
    page.context().clearCookies();
    hide(page);
    show(page);
    assertThat(page.locator("#stream-state")).containsText("Signed out");
    page.locator("#stream-state").click();
    page.waitForURL(Pattern.compile(".*/sign-in\\?next=.*"));
    page.locator("button[name=person][value=mira]").click();
    PageStage.live(page);
    page.context().close();
  }

  /// A headless browser shows every tab, so a tab is told that it is hidden.
  private static void hide(Page page) {
    turn(page, true);
  }

  private static void show(Page page) {
    turn(page, false);
  }

  private static void turn(Page page, boolean hidden) {
    page.evaluate(
        """
        (hidden) => {
          Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """,
        hidden);
  }

  private int streams() throws Exception {
    return (int) stage.portal.metric("slipway_sse_streams");
  }

  private static List<String> strings(Page page, String script) {
    return ((List<?>) page.evaluate(script)).stream().map(String::valueOf).toList();
  }
}
