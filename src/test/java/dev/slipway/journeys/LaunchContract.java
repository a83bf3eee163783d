package dev.slipway.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.slipway.testing.Browser;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The way of a release to production and back, the same on the sandbox and on a real API server.
abstract class LaunchContract extends JourneySteps {

  private static final String STUDENT = "registry.emis.local/student-service:";

  @Test
  void aRolloutToProductionIsApprovedOnAPhoneAndTakenBackInTwoActions() throws Exception {
    var ada = signIn("ada");
    preview(
        ada, "student-service", "production", STUDENT + "1.0.1", "Students were enrolled twice");
    ada.getByLabel("Start as soon as it is approved").check();
    go(ada);
    ada.waitForURL(PLAN);
    assertThat(ada.locator("h1")).containsText("1.0.0 → 1.0.1");

    approveInThreeTaps(URI.create(ada.url()).getPath());

    // The person who asked chose "start as soon as it is approved": nobody clicks again.
    ada.getByRole(AriaRole.LINK, named("Watch the deployment")).click();
    ada.waitForURL(DEPLOYMENT);
    watch(ada, "Succeeded");
    assertThat(ada.locator(".timeline")).containsText("Mira approved");
    assertThat(ada.locator(".timeline")).containsText("Started when approved, for Ada");
    agree(ada, "student-service", "production", "1.0.1");
    assertThat(image(yard().deployment("student-service", "production"))).contains("@sha256:");

    // Action one opens the prefilled form, action two starts it.
    ada.goBack();
    ada.getByRole(AriaRole.LINK, named("Roll back")).first().click();
    ada.getByLabel("Reason").fill("Enrolment answers with errors");
    ada.locator("button[name=act][value=start]").click();
    ada.waitForURL(DEPLOYMENT);
    assertThat(ada.locator("h1")).containsText("1.0.1 → 1.0.0");
    watch(ada, "Succeeded");
    agree(ada, "student-service", "production", "1.0.0");
    theAuditorFindsWhoDidWhatAndWhy();
  }

  private void approveInThreeTaps(String plan) {
    var mira = signIn("mira", Browser.PHONE, plan);
    var approve = mira.locator("button[name=decision][value=approve]");
    assertThat(approve.boundingBox().height).isGreaterThanOrEqualTo(48);
    assertThat(mira.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
        .as("no horizontal scroll")
        .isEqualTo(true);
    answerSlowly(mira, "**/plans/*/head");
    approve.tap(); // the first tap after sign-in, and the last
    assertThat(mira.locator("main")).containsText("Undo");
    assertThat(mira.locator("#plan-head")).containsText("Approved, counts in");
    assertThat(mira.locator("#plan-head")).containsText("Started");
    assertThat(mira.locator("#plan-head")).containsText("Watch the deployment");
  }

  /// What is read again arrives late, when there is newer news already.
  private static void answerSlowly(Page page, String addresses) {
    page.route(
        addresses,
        route -> {
          var answer = route.fetch();
          page.waitForTimeout(2_000);
          route.fulfill(new Route.FulfillOptions().setResponse(answer));
        });
  }

  private void theAuditorFindsWhoDidWhatAndWhy() {
    var noor = signIn("noor", Browser.DESKTOP, "/audit?q=student-service");
    var rows = noor.locator("#events tbody");
    assertThat(rows).containsText("Ada");
    assertThat(rows).containsText("Mira");
    assertThat(rows).containsText("Students were enrolled twice");
    assertThat(rows).containsText("Enrolment answers with errors");
  }

  @Test
  void scalingUnderAnAutoscalerIsExplainedAndItsBoundsAreChanged() throws Exception {
    var kofi = signIn("kofi", Browser.DESKTOP, "/services/student-service/env/production");
    var why = kofi.locator(".reason").getByText("student-service-hpa");
    assertThat(why).isVisible();
    why.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Change its bounds"))
        .click();
    kofi.getByLabel("Lower bound of the autoscaler").fill("4");
    kofi.getByLabel("Upper bound of the autoscaler").fill("9");
    kofi.getByLabel("Reason").fill("The exam week brings more students");
    press(kofi, "Preview");
    kofi.getByLabel("Start as soon as it is approved").check();
    go(kofi);
    kofi.waitForURL(PLAN);
    approveOnPhone(URI.create(kofi.url()).getPath());
    kofi.getByRole(AriaRole.LINK, named("Watch the deployment")).click();
    kofi.waitForURL(DEPLOYMENT);
    watch(kofi, "Succeeded");
    var spec = yard().autoscaler().path("spec");
    assertThat(spec.path("minReplicas").asInt()).isEqualTo(4);
    assertThat(spec.path("maxReplicas").asInt()).isEqualTo(9);
    await(kofi, "/services/student-service/env/production", "4/4");
  }

  @Test
  void aDoubleClickOnStartMakesOneDeployment() throws Exception {
    var reason = "Polls with pictures " + UUID.randomUUID();
    var ada = signIn("ada");
    preview(ada, "result", "dev", REGISTRY + "result:1.4.1", reason);
    ada.locator("button[name=act][value=start]").dblclick();
    ada.waitForURL(DEPLOYMENT);
    watch(ada, "Succeeded");
    ada.navigate("/services/result/deployments");
    assertThat(ada.getByText(reason)).hasCount(1);
    agree(ada, "result", "dev", "1.4.1");
  }

  /// The page of a cell says what the API server says.
  final void agree(Page page, String service, String environment, String version) throws Exception {
    page.navigate("/services/%s/env/%s".formatted(service, environment));
    var object = yard().deployment(service, environment);
    var image = image(object);
    assertThat(image).contains(":" + version);
    assertThat(page.locator("#cell-version")).containsText(version);
    assertThat(page.locator("main")).containsText(image);
    if (image.contains("@")) {
      assertThat(page.locator("main dd").getByText(image.substring(image.indexOf('@') + 1)).first())
          .isVisible();
    }
    var status = object.path("status");
    assertThat(page.locator("#cell-ready"))
        .containsText(
            status.path("readyReplicas").asInt() + "/" + object.at("/spec/replicas").asInt());
  }

  static String image(JsonNode deployment) {
    return deployment.at("/spec/template/spec/containers/0/image").asString();
  }
}
