package dev.slipway.slo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.catalog.Environments;
import dev.slipway.kernel.UuidV7;
import dev.slipway.slo.ObjectiveSearch;
import dev.slipway.slo.Objectives;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Objectives that a connected cluster keeps as objects of its own.
@SlipwayTest
class ClusterObjectivesTests {

  private static final String KIND =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: prometheusservicelevels.sloth.slok.dev}
      spec:
        group: sloth.slok.dev
        scope: Namespaced
        names: {kind: PrometheusServiceLevel, listKind: PrometheusServiceLevelList, plural: prometheusservicelevels, singular: prometheusservicelevel}
        versions:
        - name: v1
          served: true
          storage: true
          schema:
            openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
      """;

  @Autowired ApplicationContext context;
  @LocalServerPort int port;
  private final String name = "promised-" + UuidV7.next().toString().substring(24);
  private Shipyard yard;
  private Visitor kofi;

  @BeforeEach
  void launch() {
    yard = new Shipyard(context);
    yard.launch(name, "app.test/promised:1.0.0");
    kofi = Visitor.signedIn(port, "kofi");
  }

  @AfterEach
  void close() {
    yard.close();
  }

  private String object() {
    return """
    apiVersion: sloth.slok.dev/v1
    kind: PrometheusServiceLevel
    metadata: {name: promises, namespace: default, annotations: {written-by: a pipeline}}
    spec:
      service: %s
      slos:
      - name: availability
        objective: 99.95
        sli:
          events:
            errorQuery: 'sum(rate(http_requests_total{code=~"5.."}[{{.window}}]))'
            totalQuery: sum(rate(http_requests_total[{{.window}}]))
    """
        .formatted(name);
  }

  private String address() {
    return "/slo/import?cluster=" + yard.slug();
  }

  @Test
  void whatAClusterKeepsIsAFileToLookAtWithTheEnvironmentOfItsNamespace() {
    yard.cluster().apply(KIND);
    yard.cluster().apply(object());
    counts();

    var page = Visitor.page(kofi.get(address()));

    var text = page.select("textarea[name=text]").val();
    assertThat(text)
        .contains("kind: PrometheusServiceLevel", "objective: 99.95", "service: " + name)
        .doesNotContain("resourceVersion", "managedFields", "written-by");
    assertThat(page.select("select[name=cluster] option[selected]").val()).isEqualTo(yard.slug());
    assertThat(page.select("form[method=get] li").eachText())
        .anyMatch(line -> line.startsWith("1 object of"))
        .contains("This cluster has no ServiceLevelObjectives (Pyrra).");
    var place = page.select("input[name=namespace]").val();
    assertThat(place).isEqualTo("default=" + yard.slug());
    assertThat(page.select("[aria-labelledby=h-found] tbody").text())
        .contains("availability", yard.slug());
    assertThat(stored()).isZero();

    var done =
        kofi.post(
            "/slo/import/store",
            Map.of(
                "text",
                text,
                "namespace",
                place,
                "active",
                "true",
                "seen",
                page.select("input[name=seen]").val()));
    assertThat(done.statusCode()).as(Visitor.page(done).text()).isEqualTo(200);
    assertThat(stored()).isEqualTo(1);
    var again = Visitor.page(kofi.get(address()));
    assertThat(again.select("[aria-labelledby=h-found]").text()).contains("as stored already");
  }

  @Test
  void moreThanOneImportTakesIsSaidBesideTheCluster() {
    yard.cluster().apply(KIND);
    for (var more = 0; more <= 100; more++) {
      yard.cluster().apply(object().replace("name: promises", "name: promises-" + more));
    }
    var refused = kofi.get(address());
    assertThat(refused.statusCode()).isEqualTo(422);
    var page = Visitor.page(refused);
    assertThat(page.select("#cluster-note").text()).startsWith("It keeps 101 objects");
    assertThat(page.select("select[name=cluster] option[selected]").val()).isEqualTo(yard.slug());
  }

  @Test
  void aClusterWithoutAnySaysSo() {
    var page = Visitor.page(kofi.get(address()));
    assertThat(page.select("form[method=get] li").eachText())
        .hasSize(3)
        .anyMatch(line -> line.startsWith("No objective was found in"))
        .contains("This cluster has no PrometheusServiceLevels (Sloth).");
    assertThat(page.select("textarea[name=text]").val()).isEmpty();
  }

  @Test
  void aClusterThatIsGoneOrUnknownIsToldBesideItsField() {
    var unknown = kofi.get("/slo/import?cluster=nowhere");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(Visitor.page(unknown).select("#cluster-note").text()).contains("nowhere");

    yard.cluster().close();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(kofi.get(address()).statusCode()).isEqualTo(503));
    assertThat(Visitor.page(kofi.get(address())).select("#cluster-note").text())
        .contains(yard.slug());
  }

  @Test
  void whoeverMayPromiseNothingLooksIntoNoCluster() {
    assertThat(Visitor.signedIn(port, "vera").get(address()).statusCode()).isEqualTo(403);
  }

  private long stored() {
    return context.getBean(Objectives.class).search(ObjectiveSearch.of(name, "")).items().size();
  }

  /// A datasource for the environment of the yard; nobody answers there.
  private void counts() {
    var jdbc = context.getBean(JdbcClient.class);
    var id = UuidV7.next();
    jdbc.sql(
            """
            insert into slo_datasource (id, name, address, auth, made_by_name)
            values (:id, :name, 'http://127.0.0.1:9', 'NONE', 'a test')
            """)
        .param("id", id)
        .param("name", name)
        .update();
    var environment = yard.bean(Environments.class).require(yard.slug()).id();
    jdbc.sql("insert into slo_datasource_environment (datasource, environment) values (?, ?)")
        .params(id, environment.value())
        .update();
  }
}
