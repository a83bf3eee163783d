package dev.slipway.clusters.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.ClusterMother;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.RegisterCluster;
import dev.slipway.kernel.Actor;
import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import dev.slipway.sandbox.kubernetes.failures.Failure;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

@SlipwayTest
class ClusterPageTests {

  @Autowired private Clusters clusters;
  @LocalServerPort private int port;

  private final String slug = "p" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeEach
  void aClusterThatDoesNotAnswer() {
    clusters.register(
        new RegisterCluster(slug, "Far <b>away</b>", ClusterMother.nowhere()), Actor.SYSTEM);
  }

  @Test
  void aClusterThatIsNotReachedIsNotGreen() {
    var vera = Visitor.signedIn(port, "vera");
    var row = Visitor.page(vera.get("/clusters")).select("tr:contains(" + slug + ")");
    assertThat(row.text()).contains("No signal");
    var page = vera.get("/clusters/" + slug);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).doesNotContain("canary-5f2c").doesNotContain("<b>away");
    assertThat(Visitor.page(page).select("#h-kinds").size()).isEqualTo(1);
  }

  @Test
  void whatAClusterDoesNotShowIsSaid() {
    try (var cluster = SimulatedCluster.start(ClusterOptions.named("narrow").speed(10))) {
      cluster
          .failures()
          .add(Failure.always("*", "/horizontalpodautoscalers", Failure.Effect.FORBIDDEN));
      var narrow = slug + "-n";
      clusters.register(new RegisterCluster(narrow, "Narrow", cluster.kubeconfig()), Actor.SYSTEM);
      var vera = Visitor.signedIn(port, "vera");
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() ->
              Visitor.page(vera.get("/clusters/" + narrow))
                  .select(".callout")
                  .text()
                  .contains("does not show the portal: horizontalpodautoscalers."));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() ->
              clusters.bySlug(narrow).orElseThrow().freshness().state() == Freshness.State.LIVE);
    }
  }

  @Test
  void aFragmentHasNoFrame() {
    var vera = Visitor.signedIn(port, "vera");
    for (var path : new String[] {"/clusters", "/clusters/" + slug}) {
      var fragment = vera.get(path, "HX-Request", "true");
      assertThat(fragment.body()).contains("id=\"clusters\"").doesNotContain("<html");
    }
  }

  @Test
  void theApiSaysHowOldItsKnowledgeIs() {
    var answer = Visitor.signedIn(port, "vera").get("/api/v1/clusters");
    var item =
        JsonMapper.builder()
            .build()
            .readTree(answer.body())
            .path("items")
            .valueStream()
            .filter(each -> each.path("slug").asString("").equals(slug))
            .findFirst()
            .orElseThrow();
    assertThat(item.path("state").asString("")).isEqualTo("lost");
    assertThat(item.path("stale").asBoolean(false)).isTrue();
    assertThat(answer.body()).doesNotContain("canary-5f2c");
  }

  @Test
  void theSandboxTakesNoCluster() {
    var sam = Visitor.signedIn(port, "sam");
    assertThat(Visitor.page(sam.get("/clusters")).text()).contains("--slipway.mode=production");
    sam.get("/clusters/new");
    var answer =
        sam.post(
            "/clusters",
            Map.of("slug", slug + "-x", "name", "X", "kubeconfig", ClusterMother.nowhere()));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("The sandbox").doesNotContain("canary-5f2c");
    assertThat(clusters.bySlug(slug + "-x")).isEmpty();
  }

  @Test
  void whoMayNotManageClustersIsRefused() {
    var vera = Visitor.signedIn(port, "vera");
    assertThat(vera.get("/clusters/new").statusCode()).isEqualTo(403);
    assertThat(vera.get("/clusters/nothing").statusCode()).isEqualTo(404);
  }
}
