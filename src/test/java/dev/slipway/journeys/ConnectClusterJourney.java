package dev.slipway.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.Browser;
import dev.slipway.testing.Kubectl;
import dev.slipway.testing.PortalProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// An administrator connects a real API server from the browser, with the account that the
/// manifests of `k8s/access` make, and gives it new credentials in each of the three ways.
@Tag("journey")
class ConnectClusterJourney {

  private static final String NAME = "connect-" + UuidV7.next().toString().substring(24);

  private static PortalAccount account;
  private static Browser browser;
  private static PortalProcess portal;
  private static Path mounted;

  @BeforeAll
  static void start() throws Exception {
    var kubectl = Kubectl.ofRealCluster();
    browser = Browser.open();
    account = new PortalAccount(kubectl, NAME);
    account.grant("read.yaml");
    var folder = Files.createTempDirectory(Path.of("target"), "connect-journey");
    mounted = Files.createDirectories(folder.resolve("account"));
    portal =
        PortalProcess.start(
            folder,
            List.of(
                "--slipway.mode=production",
                "--slipway.data-dir=" + folder.resolve("data").toAbsolutePath(),
                "--slipway.in-cluster.folder=" + mounted.toAbsolutePath(),
                "--slipway.in-cluster.server=" + account.server()));
  }

  @AfterAll
  static void end() {
    if (portal != null) {
      portal.close();
    }
    if (browser != null) {
      browser.close();
    }
    if (account != null) {
      account.close();
    }
  }

  @Test
  void aClusterIsConnectedReadOnlyAndGetsNewCredentialsInEveryWay() throws Exception {
    var sam = FirstDay.administrator(browser, portal);
    var token = account.token("2160h");

    sam.navigate("/clusters/new");
    sam.locator("#name").fill("Lab");
    sam.locator("#reason").fill("The first cluster of the team");
    sam.locator("#kubeconfig")
        .fill(account.kubeconfig(token).replace("token: ", "exec: {command: sh} # "));
    press(sam, "Try out and connect");
    assertThat(sam.locator("main [role=alert]")).containsText("paste it again");
    assertThat(sam.locator("#kubeconfig-note")).containsText("it runs a program");
    assertThat(sam.locator("#kubeconfig")).isEmpty();
    assertThat(sam.locator("aside")).containsText("kubectl apply -f read.yaml");
    assertThat(sam.locator("aside")).containsText("kubectl config view --flatten --minify --raw");

    sam.locator("#kubeconfig").fill(account.kubeconfig(token));
    press(sam, "Try out and connect");
    assertThat(sam.locator("h1")).hasText("Lab");
    assertThat(sam.locator("main")).containsText("end in 89 d");
    sam.waitForCondition(() -> {
      sam.navigate("/clusters/lab");
      return sam.locator("#rights").innerText().contains("serviceaccount:" + NAME);
    });
    assertThat(row(sam, "Read")).containsText("Granted");
    assertThat(row(sam, "Deploy")).containsText("Not granted");
    assertThat(row(sam, "Deploy")).containsText("Read-only");
    row(sam, "Deploy").locator("summary").click();
    assertThat(row(sam, "Deploy")).containsText("patch deployments.apps");
    assertThat(row(sam, "Deploy")).containsText("--serviceaccount=" + NAME + ":" + NAME);

    account.grant("deploy.yaml");
    press(sam, "Ask again");
    assertThat(row(sam, "Deploy")).containsText("Granted");
    assertThat(row(sam, "Scale")).not().containsText("Not granted");

    // A token of the portal's own cluster is renewed in a file; none is there yet.
    replace(sam, "in-cluster");
    press(sam, "Try out and replace");
    assertThat(sam.locator("main [role=alert]")).containsText("no service account");
    Files.writeString(mounted.resolve("token"), account.token("1h"));
    Files.write(mounted.resolve("ca.crt"), Base64.getDecoder().decode(account.authority()));
    replace(sam, "in-cluster");
    press(sam, "Try out and replace");
    assertThat(sam.locator("main")).containsText("renewed by Kubernetes");

    replace(sam, "token");
    sam.locator("#server").fill("https://127.0.0.1:9");
    press(sam, "Try out and replace");
    assertThat(sam.locator("main [role=alert]")).containsText("The token is missing");
    replace(sam, "token");
    sam.locator("#token").fill(account.token("10m"));
    sam.locator("#authority").fill(account.authority());
    press(sam, "Try out and replace");
    assertThat(sam.locator("main")).containsText("Its credentials end soon");
    // The page may have been drawn just before the first sight of the cluster.
    sam.waitForCondition(() -> {
      sam.navigate("/clusters");
      return sam.locator("main tbody tr").innerText().contains("Live");
    });
    assertThat(sam.locator("main")).containsText("Lab: Its credentials end soon");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(portal.metric("slipway_cluster_credentials_expiry_seconds{cluster=\"lab\""))
                .isBetween(1.0, 600.0));
    assertThat(Files.readString(portal.log())).doesNotContain(token.substring(20, 80));
  }

  private static void replace(Page sam, String by) {
    sam.navigate("/clusters/lab/credentials?by=" + by);
    sam.locator("#reason").fill("The token comes to its end");
  }

  private static Locator row(Page sam, String label) {
    return sam.locator("#rights tbody tr")
        .filter(
            new Locator.FilterOptions()
                .setHas(
                    sam.getByRole(
                        AriaRole.ROWHEADER,
                        new Page.GetByRoleOptions().setName(label).setExact(true))));
  }

  private static void press(Page page, String name) {
    page.locator("main")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }
}
