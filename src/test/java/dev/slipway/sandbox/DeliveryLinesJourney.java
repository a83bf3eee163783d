package dev.slipway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.testing.Line;
import dev.slipway.testing.PortalClient;
import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.Visitor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the demonstration tells of its releases: images that a registry tidied up, migrations, and
/// what autoscalers count by.
@Tag("journey")
class DeliveryLinesJourney {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static PortalProcess portal;
  private static int port;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    portal =
        PortalProcess.start(
            folder,
            List.of(
                "--slipway.data-dir=" + folder.resolve("data"), "--slipway.sandbox.story=false"));
    port = URI.create(portal.url()).getPort();
  }

  @AfterAll
  static void stop() {
    if (portal != null) {
      portal.close();
    }
  }

  @Test
  @Line("edu-18")
  void aTargetWhoseImageIsGoneIsMarkedWhereverSomebodyCouldChooseIt() {
    var kofi = Visitor.signedIn(port, "kofi");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          var kept = page(kofi, "/plans/new/images?service=api-service&environment=production");
          assertThat(kept.select("li").eachText())
              .singleElement()
              .asString()
              .contains("image is gone from the registry", "v0.8.0", "does not know this image");
          assertThat(kept.text()).contains("still has the images of the others");
        });

    var form = "/plans/new?service=api-service&environment=production&kind=rollback";
    var targets = page(kofi, form).select("#to option");
    assertThat(page(kofi, form + "&to=" + target(targets, "v0.8.0")).text())
        .contains("The image is gone from the registry.", "platformedu/api:v0.8.0")
        .contains("I know that the image is gone from the registry.");
    assertThat(page(kofi, form + "&to=" + target(targets, "v0.9.0")).text())
        .doesNotContain("gone from the registry");

    var tidied = "/deployments/" + target(targets, "v0.8.0");
    assertThat(page(kofi, tidied).select("[hx-get=" + tidied + "/image]")).isNotEmpty();
    assertThat(page(kofi, tidied + "/image").text())
        .startsWith(
            "Image is gone from the registry platformedu.azurecr.io/platformedu/api:v0.8.0");
    assertThat(page(kofi, "/deployments/" + target(targets, "v0.9.0") + "/image").text())
        .isEqualTo("The registry still has its image.");
  }

  @Test
  @Line("emis-18")
  void howTheDatabasesOfEmisAreMeantToGrowIsDeclared() {
    assertThat(page(Visitor.signedIn(port, "vera"), "/systems/emis/facts").text())
        .contains(
            "Scaling of MySQL read replicas for reports",
            "Scaling of MongoDB sharding by school",
            "Connections pooled by each service",
            "Scaling of nodes cluster autoscaling, 6 to 20 workers");
  }

  @Test
  @Line("vote-19")
  void thatNoReadReplicaRunsIsSaidAsItIs() {
    assertThat(page(Visitor.signedIn(port, "vera"), "/systems/voting/facts").text())
        .contains("Read replicas of db none run yet: db is one primary");
  }

  @Test
  @Line("iot-14")
  void aMigrationIsAStepOfTheReleaseAndARollbackSaysThatItStays() throws Exception {
    var ada = Visitor.signedIn(port, "ada");
    var plan = "/plans/new?service=iot-dashboard&environment=qa";
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(page(ada, "/services/iot-dashboard/env/qa").text()).contains("Healthy"));
    var deployment = "/deployments/" + released();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(page(ada, deployment).select(".timeline li").eachText())
                .anySatisfy(
                    line -> assertThat(line).contains("Migration alembic", "ended well", "Its log"))
                .anySatisfy(line -> assertThat(line).contains("new template")));
    var log = page(ada, deployment).select(".timeline a[href*=container]").attr("href");
    assertThat(log).isEqualTo("/services/iot-dashboard/env/qa/logs?container=alembic");
    assertThat(page(ada, log).text()).contains("alembic");
    assertThat(page(ada, plan + "&kind=rollback&to=").text())
        .contains("Migration alembic ran with v1.4.0 since then and is not undone")
        .containsOnlyOnce("The tag of iot-predictive-maintenance:latest says nothing");
  }

  private static String released() throws Exception {
    try (var ada = PortalClient.signedIn(portal.url(), "ada")) {
      var plan =
          ada.send(
              "/api/v1/plans",
              Map.of(
                  "service", "iot-dashboard",
                  "environment", "qa",
                  "kind", "rollout",
                  "image", "iot-predictive-maintenance:v1.4.0",
                  "reason", "Forecasts by machine"),
              Map.of());
      assertThat(plan.status()).as(plan.body().toString()).isEqualTo(201);
      var started =
          ada.send(
              "/api/v1/plans/" + plan.body().path("id").asString() + "/start",
              Map.of("hash", plan.body().path("hash").asString()),
              Map.of("Idempotency-Key", "delivery-lines"));
      assertThat(started.status()).as(started.body().toString()).isEqualTo(202);
      return started.body().path("id").asString();
    }
  }

  private static String target(List<Element> options, String version) {
    return options.stream()
        .filter(option -> option.text().startsWith(version))
        .map(Element::val)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no target " + version + " among " + options));
  }

  private static Document page(Visitor visitor, String path) {
    var answer = visitor.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return Visitor.page(answer);
  }
}
