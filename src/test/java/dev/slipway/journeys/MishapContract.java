package dev.slipway.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import dev.slipway.testing.Browser;
import java.net.URI;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/// What the portal does when a release is broken, when somebody uses `kubectl`, and when a freeze
/// holds.
abstract class MishapContract extends LaunchContract {

  @Test
  void aMissingImageIsRolledBackByItselfToWhatRanBefore() throws Exception {
    meetFailures("dev", true, 10);
    var before = image(yard().deployment("vote", "dev"));
    var ada = signIn("ada");
    preview(ada, "vote", "dev", REGISTRY + "vote:missing-2.0.0", "A tag nobody pushed");
    assertThat(ada.locator("main")).containsText("I accept: I know that the");
    go(ada);
    ada.waitForURL(DEPLOYMENT);
    watch(ada, "Rolled back");
    assertThat(ada.locator(".page-head")).containsText("Image vote:missing-2.0.0");
    assertThat(ada.locator(".page-head details")).containsText("ImagePull");
    assertThat(ada.getByRole(AriaRole.LINK, named("Go back to"))).hasCount(0);
    ada.getByRole(AriaRole.LINK, named("Replaced by the rollback")).click();
    watch(ada, "Succeeded");
    assertThat(image(yard().deployment("vote", "dev"))).isEqualTo(before);
    agree(ada, "vote", "dev", "1.4.0");
  }

  @Test
  void aChangeMadeWithKubectlAppearsInTheHistory() throws Exception {
    yard().setImage("result", "qa", REGISTRY + "result:1.4.1");
    var noor = signIn("noor");
    await(noor, "/services/result/deployments", "1.4.1");
    assertThat(noor.locator("main")).containsText("kubectl-set");
  }

  @Test
  void aPlanWhoseWorkloadChangedMeanwhileIsRefusedAtItsStart() throws Exception {
    var ada = signIn("ada");
    preview(ada, "vote", "production", REGISTRY + "vote:1.4.0", "More than two options");
    go(ada);
    ada.waitForURL(PLAN);
    var plan = URI.create(ada.url()).getPath();
    approveOnPhone(plan);
    assertThat(ada.locator("#plan-standing")).containsText("Start");
    assertThat(ada.locator("h1")).not().containsText("?");

    // A page without script stays as it was, so the button that is pressed is an old one.
    var old = signInWithoutScript("ada", plan);
    await(old, plan, "Approved");
    yard().setImage("vote", "production", REGISTRY + "vote:1.3.1");
    await(ada, "/services/vote/deployments", "1.3.1");
    old.locator("form[action$='/start'] button").click();
    assertThat(old.locator("main")).containsText("Nothing was started");
    assertThat(old.locator("#h-old")).isVisible();
    assertThat(old.locator("#h-now")).isVisible();
    assertThat(old.getByRole(AriaRole.LINK, named("Plan again"))).isVisible();
    assertThat(image(yard().deployment("vote", "production"))).endsWith("vote:1.3.1");
    look("stale");
  }

  @Test
  void aFailedRolloutIsTakenBackInTwoActionsInAFreeze() throws Exception {
    meetFailures("qa", false, 10);
    var before = image(yard().deployment("worker", "qa"));
    var ada = signIn("ada");
    rollOut(ada, "worker", "qa", REGISTRY + "worker:missing-1.5.0", "Count votes twice as fast");
    watch(ada, "Failed");
    var failed = ada.url();
    freeze("qa");
    preview(ada, "worker", "qa", REGISTRY + "worker:1.4.0", "Another try in the freeze");
    assertThat(ada.locator("main")).containsText("Exam week");
    assertThat(ada.locator("button[name=act][value=start]")).hasCount(0);

    ada.navigate(failed);
    ada.getByRole(AriaRole.LINK, named("Roll back")).first().click();
    ada.getByLabel("Reason").fill("The worker does not start");
    ada.locator("button[name=act][value=start]").click();
    ada.waitForURL(DEPLOYMENT);
    watch(ada, "Succeeded");
    assertThat(image(yard().deployment("worker", "qa"))).isEqualTo(before);

    ada.navigate("/services/worker/env/qa");
    assertThat(ada.locator("main")).containsText("Locked.");
    var mira = signIn("mira", Browser.PHONE, "/approvals");
    assertThat(mira.locator("#notices")).containsText("worker");
    theAuditTellsTheRollback();
  }

  private void freeze(String environment) {
    var jon = signIn("jon", Browser.DESKTOP, "/freezes?environment=" + environment);
    var now = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
    jon.getByLabel("Name").fill("Exam week");
    jon.getByLabel("Starts, local time").fill(now.minusMinutes(5).toString());
    jon.getByLabel("Ends, local time").fill(now.plusHours(2).toString());
    jon.getByLabel("Time zone").fill("UTC");
    jon.locator("main textarea[name=reason]").fill("No surprises while exams are written");
    press(jon, "Declare the freeze");
    assertThat(jon.locator("main")).containsText("1 freeze holds now");
  }

  /// One row has it all: who, why, which plan, from what to what.
  private void theAuditTellsTheRollback() {
    var noor = signIn("noor", Browser.DESKTOP, "/audit?q=The+worker+does+not+start");
    noor.locator("#events").getByText("Deployment queued").first().click();
    var event = noor.locator("#event");
    assertThat(event).containsText("Ada");
    assertThat(event).containsText("The worker does not start");
    assertThat(event).containsText("Plan hash");
    assertThat(event.locator("del")).containsText("missing-1.5.0");
    assertThat(event.locator("ins").last()).containsText("1.");
  }
}
