package dev.slipway.shell;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import dev.slipway.testing.Browser;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/// What a page says when the world, the clock, the session or somebody else was quicker than the
/// person in front of it.
interface SecondThoughts {

  Pattern DEPLOYMENT = Pattern.compile(".*/deployments/[0-9a-f-]{36}.*");
  String START = "#plan-standing form[action$='/start'] button";
  String APPROVE = "button[name=decision][value=approve]";

  PageStage stage();

  @Test
  @Order(21)
  default void aStartOnAChangedWorldShowsBothPlansAndStartsNothing() throws Exception {
    var plan = stage().plan("ada", "result", "qa", "rollout", "registry.voting.local/result:1.4.1");
    var path = "/plans/" + plan.at("/id").asString();
    var before = stage().deployments("result", "qa");
    var ada = stage().signInWithoutScript("ada", path);
    assertThat(ada.locator(START)).isVisible();

    stage()
        .clusters
        .setImage("voting", "qa", "result", "result", "registry.voting.local/result:1.3.2");
    stage().awaitVersion("result", "qa", "1.3.2");
    var answer = answerTo(ada);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(ada.locator("section[aria-labelledby=h-old]")).containsText("1.4.1");
    assertThat(ada.locator("section[aria-labelledby=h-now]")).containsText("1.3.2");
    assertThat(ada.locator("main")).containsText("Nothing was started");
    assertThat(stage().deployments("result", "qa")).isEqualTo(before);
    ada.locator("main a.button", new Page.LocatorOptions().setHasText("Plan again")).click();
    assertThat(ada.getByLabel("Image")).hasValue(Pattern.compile(".*result:1\\.4\\.1"));
    ada.context().close();
  }

  @Test
  @Order(22)
  default void aDoubleClickOnStartMakesOneDeployment() throws Exception {
    for (boolean script : List.of(true, false)) {
      var path = stage().restartOf("worker", "qa");
      var before = stage().started("worker", "qa");
      var ada =
          script
              ? stage().signIn("ada", Browser.DESKTOP)
              : stage().signInWithoutScript("ada", path);
      ada.navigate(path);
      ada.locator(START).dblclick();
      ada.waitForURL(DEPLOYMENT);
      stage().awaitQuiet("worker", "qa");
      assertThat(stage().started("worker", "qa")).as("script " + script).isEqualTo(before + 1);
      ada.context().close();
    }
  }

  @Test
  @Order(23)
  default void twoWhoStartAtOnceMakeOneDeploymentAndBothAreLedToIt() throws Exception {
    var path = stage().restartOf("vote", "qa");
    var before = stage().started("vote", "qa");
    var both = List.of(at("ada", path), at("kofi", path));

    both.forEach(page -> pressSoon(page, START));

    for (Page page : both) {
      page.waitForCondition(() -> !page.locator(START).isVisible());
      if (!DEPLOYMENT.matcher(page.url()).matches()) {
        assertThat(page.locator("main")).containsText(Pattern.compile("started|under way"));
        page.navigate(path);
        page.locator("main a.button", new Page.LocatorOptions().setHasText("Watch the deployment"))
            .click();
        page.waitForURL(DEPLOYMENT);
      }
    }
    assertThat(both.getFirst().url()).isEqualTo(both.getLast().url());
    stage().awaitQuiet("vote", "qa");
    assertThat(stage().started("vote", "qa")).isEqualTo(before + 1);
    both.forEach(page -> page.context().close());
  }

  @Test
  @Order(24)
  default void whoApprovesTwiceAtOnceIsToldOnceThatItIsDone() throws Exception {
    var path = "/approvals/" + stage().waiting().at("/id").asString();
    var both = List.of(at("mira", path), at("mira", path, Browser.PHONE));

    both.forEach(page -> pressSoon(page, APPROVE));

    for (Page page : both) {
      assertThat(page.locator("main"))
          .containsText(Pattern.compile("Undo|You have decided on this already"));
    }
    var first = both.getFirst();
    first.navigate(path);
    assertThat(first.locator(".approval-decisions li").filter(stillTo("Counts"))).hasCount(1);
    first.locator("button[aria-label^='Undo']").click();
    assertThat(first.locator(APPROVE)).isVisible();
    both.forEach(page -> page.context().close());
  }

  @Test
  @Order(25)
  default void afterSixMinutesADecisionAsksWhoOneIsAndLeadsBack() throws Exception {
    var approval = stage().waiting();
    var path = "/approvals/" + approval.at("/id").asString();
    var mira = at("mira", approval.at("/link").asString(), Browser.PHONE);
    stage().provedLongAgo("mira");
    mira.locator(APPROVE).tap();
    assertThat(mira.locator("h1")).containsText("Confirm that it is you");
    mira.locator("main a.button-primary").tap();
    mira.locator("main form button").first().tap();
    mira.waitForURL("**" + approval.at("/link").asString());
    assertThat(mira.locator(APPROVE)).isVisible();

    stage().provedLongAgo("mira");
    mira.navigate(path);
    assertThat(mira.locator(APPROVE)).hasCount(0);
    mira.locator("main a.button-primary").tap();
    mira.locator("main form button").first().tap();
    mira.waitForURL("**" + path);
    mira.locator(APPROVE).tap();
    assertThat(mira.locator("main")).containsText("Undo");
    mira.locator("button[aria-label^='Undo']").tap();
    assertThat(mira.locator(APPROVE)).isVisible();
    mira.context().close();
  }

  @Test
  @Order(26)
  default void anExpiredPlanHasOneNextStep() throws Exception {
    var path = stage().restartOf("db", "qa");
    var ada = at("ada", path);
    var old = stage().signInWithoutScript("ada", path);
    stage().expire(path);

    var answer = answerTo(old);
    assertThat(answer.status()).isEqualTo(410);
    ada.navigate(path);
    for (Page page : List.of(old, ada)) {
      assertThat(page.locator("main")).containsText("This plan is expired");
      assertThat(page.locator(START)).hasCount(0);
      assertThat(page.locator("main .button-primary")).hasCount(1);
      var again = page.locator("main a[href$='/again']");
      assertThat(again).hasCount(1);
      again.click();
      assertThat(page.getByLabel("Reason")).hasValue("To be looked at");
      page.context().close();
    }
  }

  @Test
  @Order(27)
  default void aPageThatOutlivedItsSessionLeadsBackToItself() throws Exception {
    var path = stage().restartOf("vote", "qa");
    var before = stage().started("vote", "qa");
    for (boolean script : List.of(true, false)) {
      var old =
          script ? stage().signIn("ada", Browser.DESKTOP) : stage().signInWithoutScript("ada", "/");
      old.navigate(path);
      var other = old.context().newPage();
      other.navigate("/me");
      other
          .locator("main")
          .getByText("Sign out", new Locator.GetByTextOptions().setExact(true))
          .click();
      other.waitForURL("**/sign-in*");

      old.locator(START).click();
      old.waitForURL(Pattern.compile(".*/sign-in\\?next=.*"));
      old.locator("button[name=person][value=ada]").click();
      old.waitForURL("**" + path);
      assertThat(old.locator(START)).isVisible();
      assertThat(stage().started("vote", "qa")).isEqualTo(before);
      old.context().close();
    }
  }

  @Test
  @Order(28)
  default void aLockHoldsThePlanOfAnOpenPageUntilItIsReleased() throws Exception {
    var plan = stage().plan("ada", "result", "qa", "rollout", "registry.voting.local/result:1.4.1");
    var ada = at("ada", "/plans/" + plan.at("/id").asString());
    assertThat(ada.locator(START)).isVisible();
    try (var kofi = stage().client("kofi")) {
      var lock = kofi.page("/services/result/env/qa/lock/panel").select("form").attr("action");
      assertThat(kofi.submit(lock, Map.of("reason", "The backlog is counted")).statusCode())
          .isLessThan(400);
      assertThat(ada.locator(START)).hasCount(0);
      assertThat(ada.locator(".verdicts")).containsText("The backlog is counted");

      assertThat(kofi.submit(lock + "/release", Map.of("reason", "It is counted")).statusCode())
          .isLessThan(400);
      assertThat(ada.locator(START)).isVisible();
    }
    ada.context().close();
  }

  /// Presses Start and takes the answer.
  private static Response answerTo(Page page) {
    return page.waitForResponse(
        answer -> answer.request().method().equals("POST"), () -> page.locator(START).click());
  }

  private static Locator.FilterOptions stillTo(String words) {
    return new Locator.FilterOptions().setHasText(words);
  }

  private Page at(String person, String path) {
    return at(person, path, Browser.DESKTOP);
  }

  private Page at(String person, String path, int width) {
    var page = stage().signIn(person, width);
    page.navigate(path);
    return page;
  }

  /// Presses in a moment, so that others can press in the same one.
  private static void pressSoon(Page page, String button) {
    page.evaluate(
        "(name) => { setTimeout(() => document.querySelector(name).click(), 300); }", button);
  }
}
