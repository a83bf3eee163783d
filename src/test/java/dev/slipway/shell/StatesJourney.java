package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.slipway.testing.Browser;
import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// Pages that have nothing to show, or cannot: a portal without a service, a search without a
/// match, a form that is refused, a conflict, a missing right, a cluster that is gone. Each says so
/// in a sentence, names a next step, and is as accessible and as narrow as any other page.
@SlipwayTest
@Tag("journey")
class StatesJourney {

  @LocalServerPort int port;
  @Autowired ApplicationContext context;

  @Test
  void aFreshPortalSaysWhatComesFirst(@TempDir Path folder) throws Exception {
    Browser.open().close(); // skips here where there is none
    try (var portal =
        PortalProcess.start(
            folder,
            List.of(
                "--slipway.data-dir=" + folder,
                "--slipway.mode=sandbox",
                "--slipway.sandbox.demonstration=none"))) {
      assertThat(
              looks(
                  portal.url(),
                  "sam",
                  sam -> {
                    sam.inspectState("/", 200);
                    sam.inspectState("/services", 200);
                    sam.inspectState("/services/new", 200);
                    sam.inspectState("/deployments", 200);
                    sam.inspectState("/approvals", 200);
                    sam.inspectState("/approvals?tab=mine", 200);
                    sam.inspectState("/approvals?tab=decided", 200);
                    sam.inspectState("/clusters", 200);
                    sam.inspectState("/freezes", 200);
                    sam.inspectState("/notifications", 200);
                  }))
          .isEmpty();
    }
  }

  @Test
  void whatDoesNotMatchAndWhatIsNotAllowedSaySo() {
    var url = "http://localhost:" + port;
    assertThat(
            looks(
                url,
                "vera",
                vera -> {
                  vera.inspectState("/?q=none-is-called-so", 200);
                  vera.inspectState("/services?q=none-is-called-so", 200);
                  vera.inspectState("/deployments?service=none-is-called-so", 200);
                  vera.inspectState("/people?q=none-is-called-so", 200);
                  vera.inspectState("/audit", 403);
                  vera.inspectState("/plans/new", 403);
                  vera.inspectState("/clusters/new", 403);
                  vera.inspectState("/services/none-is-called-so", 404);
                  vera.inspectState("/plans/" + UUID.randomUUID(), 404);
                }))
        .isEmpty();
    assertThat(looks(url, "noor", noor -> noor.inspectState("/audit?q=none-is-called-so", 200)))
        .isEmpty();
  }

  @Test
  void aRefusedFormAndAConflictSayWhatToDo() {
    var url = "http://localhost:" + port;
    assertThat(
            looks(
                url,
                "sam",
                sam -> {
                  sent(sam.page(), "/services/new", "Register the service");
                  assertThat(sam.page().locator("[role=alert]").isVisible()).isTrue();
                  sam.inspectHere("/services 422");
                  sam.stateHere("/services 422");
                  sent(sam.page(), "/environments/new", "Add the environment");
                  sam.inspectHere("/environments 422");
                  sam.stateHere("/environments 422");
                }))
        .isEmpty();
    try (var yard = new Shipyard(context)) {
      assertThat(looks(url, "jon", jon -> conflict(jon, yard.slug()))).isEmpty();
    }
  }

  @Test
  void whatRanOnAClusterThatIsGoneIsShownAsOld() {
    var url = "http://localhost:" + port;
    var name = "gone-" + UUID.randomUUID().toString().substring(0, 8);
    try (var yard = new Shipyard(context)) {
      yard.launch(name, "app.test/" + name + ":1.0.0");
      yard.cluster().close();
      var kofi = Visitor.signedIn(port, "kofi");
      Awaitility.await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> {
            var page = Visitor.page(kofi.get("/clusters/" + yard.slug()));
            return !page.select("main .card-head").text().contains("Live");
          });
      assertThat(
              looks(
                  url,
                  "kofi",
                  looker -> {
                    looker.inspectState("/clusters/" + yard.slug(), 200);
                    looker.inspectState("/services/" + name, 200);
                    looker.inspectState("/services/" + name + "/env/" + yard.slug(), 200);
                    // Other tests have left environments, each a choice of the filters.
                    looker.inspectState("/?q=" + name + "&env=" + yard.slug(), 200);
                  }))
          .isEmpty();
    }
  }

  /// Somebody else has edited the policy since the form was opened.
  private static void conflict(PageInspection jon, String environment) {
    var path = "/environments/" + environment + "/policy";
    jon.page().navigate(path);
    jon.page().locator("#reason").fill("a reason that is long enough");
    jon.page().evaluate("() => document.querySelector('[name=version]').value = '7'");
    jon.page().locator("main form .button-primary").click();
    jon.page().waitForLoadState();
    assertThat(jon.page().locator("main").innerText()).containsIgnoringCase("version");
    jon.inspectHere(path + " 409");
    jon.stateHere(path + " 409");
  }

  private static void sent(Page page, String path, String button) {
    page.navigate(path);
    page.locator("main form").getByText(button).click();
    page.waitForLoadState();
  }

  private static List<String> looks(String url, String person, Consumer<PageInspection> walk) {
    try (var browser = Browser.open()) {
      var window = browser.window(url, Browser.DESKTOP, false);
      Browser.signIn(window, person).close();
      try (var inspection = new PageInspection(window, person)) {
        walk.accept(inspection);
        return inspection.findings();
      }
    }
  }
}
