package dev.slipway.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.Clusters;
import dev.slipway.kernel.UuidV7;
import dev.slipway.sandbox.kubernetes.failures.Failure;
import dev.slipway.sandbox.kubernetes.failures.Failure.Effect;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// From what a cluster holds to what pages and API say of it.
@SlipwayTest
class ResourcesTests {

  @LocalServerPort int port;
  @Autowired ApplicationContext context;
  @Autowired Resources resources;
  @Autowired ResourceRounds rounds;
  @Autowired Statuses statuses;

  private final String name = "needs-" + UuidV7.next().toString().substring(26);
  private Shipyard yard;

  @BeforeEach
  void start() {
    yard = new Shipyard(context);
    yard.launch(name, "redis:7.2");
    yard.cluster()
        .apply(
            """
            apiVersion: v1
            kind: ResourceQuota
            metadata: {name: pods-quota, namespace: default}
            spec: {hard: {pods: "2"}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: nobody, namespace: default}
            spec: {selector: {app: nobody}, ports: [{port: 80}]}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: %1$s, namespace: default}
            spec: {selector: {app: %1$s}, ports: [{port: 80}]}
            """
                .formatted(name));
  }

  @AfterEach
  void stop() {
    yard.close();
  }

  @Test
  void aQuotaThatIsUsedUpStandsBesideTheServicesOfItsNamespace() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(look("pods-quota").level()).isEqualTo(ResourceLevel.CRITICAL));

    var vera = Visitor.signedIn(port, "vera");
    var page = Visitor.page(vera.get("/health/resources?cluster=" + yard.slug()));
    assertThat(page.select("tbody tr").eachText().getFirst())
        .contains("Critical", "pods-quota", "pods 2 of 2", "100 %", name);
    assertThat(page.select("section:has(#h-tellers)").text()).contains(yard.slug());
    assertThat(
            Visitor.page(vera.get("/health/resources?kind=quota&level=ok&cluster=" + yard.slug()))
                .text())
        .contains("Nothing matches");
    assertThat(vera.get("/health/resources?cluster=" + yard.slug(), "HX-Request", "true").body())
        .contains("pods-quota")
        .doesNotContain("<main");
    assertThat(
            Visitor.page(vera.get("/services/" + name + "/env/" + yard.slug() + "/resources/panel"))
                .text())
        .contains("pods-quota", "Service " + name)
        .doesNotContain("nobody");
    assertThat(Visitor.page(vera.get("/clusters/" + yard.slug() + "/resources/panel")).text())
        .contains("pods-quota");
    // A quota says nothing of how the service is now.
    assertThat(statuses.all())
        .filteredOn(status -> status.service().slug().equals(name))
        .flatExtracting(ServiceStatus::facts)
        .noneMatch(fact -> fact.source() == StatusFact.Source.RESOURCE);
  }

  @Test
  void theApiTellsTheSameAndRefusesWhatItDoesNotKnow() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(look(name).reason()).contains("2 of 2 endpoints ready"));
    var vera = Visitor.signedIn(port, "vera");
    var at = "/api/v1/health/resources?cluster=" + yard.slug();
    var item = json(vera, at + "&kind=service&service=" + name).at("/items/0");
    assertThat(item.path("name").asString()).isEqualTo(name);
    assertThat(item.path("level").asString()).isEqualTo("ok");
    assertThat(item.at("/places/0/environment").asString()).isEqualTo(yard.slug());
    var first = json(vera, at + "&limit=1");
    var second = json(vera, at + "&limit=1&cursor=" + encoded(first.path("next").asString()));
    assertThat(second.at("/items/0/name").asString())
        .isNotEmpty()
        .isNotEqualTo(first.at("/items/0/name").asString());
    assertThat(vera.get(at + "&kind=secret").statusCode()).isEqualTo(400);
    assertThat(vera.get(at + "&level=awful").statusCode()).isEqualTo(400);
    assertThat(vera.get("/api/v1/health/resources?cluster=no-such").statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsMissingNamesItsRightAndWhatWasToldStaysWithItsAge() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(look(name).reason()).contains("2 of 2 endpoints ready"));
    yard.cluster().failures().add(Failure.always("*", "/resourcequotas", Effect.FORBIDDEN));
    ask();
    assertThat(teller().gaps())
        .singleElement()
        .asString()
        .contains("get and list on resourcequotas", "read.yaml");
    assertThat(readings()).noneMatch(one -> one.equals("pods-quota")).contains(name);

    yard.cluster().close();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> {
          ask();
          return !teller().trouble().isEmpty();
        });
    var last = teller().asOf();
    assertThat(last).as("a round may still have been answered").isNotNull();
    ask();
    assertThat(teller().asOf()).isEqualTo(last);
    assertThat(readings()).contains(name);
    assertThat(
            Visitor.page(
                    Visitor.signedIn(port, "vera")
                        .get("/services/" + name + "/env/" + yard.slug() + "/resources/panel"))
                .text())
        .contains("Gives no answer", name);
  }

  private ResourceReading look(String wanted) {
    ask();
    return resources.board().readings().stream()
        .filter(one -> one.cluster().equals(yard.slug()) && one.name().equals(wanted))
        .findFirst()
        .orElseThrow(() -> new AssertionError(readings()));
  }

  private void ask() {
    rounds.look(yard.bean(Clusters.class).require(yard.slug()));
  }

  private List<String> readings() {
    return resources.board().readings().stream()
        .filter(one -> one.cluster().equals(yard.slug()))
        .map(ResourceReading::name)
        .toList();
  }

  private ResourceBoard.Teller teller() {
    return resources.board().tellers().stream()
        .filter(one -> one.slug().equals(yard.slug()))
        .findFirst()
        .orElseThrow();
  }

  private static String encoded(String cursor) {
    return URLEncoder.encode(cursor, StandardCharsets.UTF_8);
  }

  private static JsonNode json(Visitor visitor, String path) {
    return new JsonMapper().readTree(visitor.get(path).body());
  }
}
