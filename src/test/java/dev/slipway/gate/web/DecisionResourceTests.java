package dev.slipway.gate.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.PlaceService;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.gate.BudgetRow;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.kernel.Actor;
import dev.slipway.slo.BudgetState;
import dev.slipway.slo.prometheus.PrometheusDouble;
import dev.slipway.slo.prometheus.PrometheusDouble.Says;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A pipeline asks whether it may ship; what it was told is kept.
@SlipwayTest
class DecisionResourceTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String GATE = "/api/v1/gate/decisions";
  private static final String NOTHING_ACCEPTED = "\"acknowledged\": []";
  private static final int HOUR = 3_600;
  private static final int[] WINDOWS = {
    300, 1_800, HOUR, 7_200, 21_600, 86_400, 259_200, 2_592_000
  };

  @Autowired ApplicationContext portal;
  @Autowired JdbcClient jdbc;
  @LocalServerPort int port;

  private PrometheusDouble prometheus;
  private Shipyard yard;
  private Visitor vera;
  private EnvironmentView production;
  private ServiceView service;

  @BeforeEach
  void aServiceInProductionWithAnObjective() throws IOException {
    prometheus = new PrometheusDouble();
    yard = new Shipyard(portal);
    vera = Visitor.signedIn(port, "vera");
    production =
        yard.bean(Environments.class)
            .register(
                new RegisterEnvironment(
                    "prod-" + yard.slug(), "Prod", EnvironmentClass.PRODUCTION, 900),
                Actor.SYSTEM);
    service = placed("asked-" + yard.slug());
    new BudgetRow(jdbc, prometheus.address())
        .gating(service.id(), production.id(), BudgetState.HEALTHY, "0.1", false);
    burns("0.0001", "0.0001");
  }

  @AfterEach
  void close() {
    yard.close();
    prometheus.close();
  }

  @Test
  void aFastBurnSaysWhenToAskAgainAndWhatWasSaidIsKept() {
    burns("0.02", "0.0001");

    var answer = ask("\"job\": \"https://ci.example.com/runs/42\"");
    var told = JSON.readTree(answer.body());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(told.path("outcome").asString()).isEqualTo("block");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("300");
    assertThat(told.path("retryAt").asString()).isNotBlank();

    var kept = read(GATE + "/" + told.path("id").asString());
    assertThat(kept.path("occasion").asString()).isEqualTo("asked");
    assertThat(kept.path("outcome").asString()).isEqualTo("block");
    assertThat(kept.path("burnsFast").asBoolean()).isTrue();
    assertThat(kept.path("job").asString()).isEqualTo("https://ci.example.com/runs/42");
    assertThat(kept.path("changeClass").asString()).isEqualTo("feature");
    assertThat(kept.path("images").path(0).asString()).contains("2.0.0");
    assertThat(kept.path("plan").isNull()).isTrue();
    var evidence = kept.path("evidence").path(0);
    assertThat(evidence.path("quality").asString()).isEqualTo("fresh");
    assertThat(evidence.path("consumed").asDouble()).isEqualTo(0.1);
    assertThat(evidence.path("errorQuery").asString()).isEqualTo("e");
    assertThat(evidence.path("version").asInt()).isEqualTo(1);
    assertThat(evidence.path("datasource").asString()).startsWith("prometheus-");
  }

  @Test
  void whereWaitingIsOfNoKnownUseNothingSaysWhenToAskAgain() {
    assertThat(ask("").headers().firstValue("Retry-After")).isEmpty();

    burns("0.02", "0.0001");
    assertThat(ask(NOTHING_ACCEPTED).headers().firstValue("Retry-After"))
        .as("a condition that nobody accepted holds it, too")
        .isEmpty();

    burns("0.0005", "0.0005");
    var frozen = ask("");
    assertThat(JSON.readTree(frozen.body()).path("outcome").asString()).isEqualTo("block");
    assertThat(frozen.headers().firstValue("Retry-After"))
        .as("no hour is kept, so nobody knows when it reopens")
        .isEmpty();
  }

  @Test
  void whatNobodyKnowsMayBeKnownInAMinute() {
    prometheus.says(_ -> Says.error(400, "bad_data", "parse error"));

    var answer = ask("");

    assertThat(JSON.readTree(answer.body()).path("outcome").asString()).isEqualTo("block");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("60");
  }

  @Test
  void theListIsNarrowedAndGoesOnByItsCursor() {
    ask("");
    ask("\"kind\": \"restart\"");
    burns("0.0005", "0.0005");
    ask("");
    var mine = "?service=" + service.slug();

    assertThat(outcomes(mine)).containsExactly("block", "needs-approval", "needs-approval");
    assertThat(outcomes(mine + "&outcome=block")).hasSize(1);
    assertThat(outcomes(mine + "&changeClass=chore")).containsExactly("needs-approval");
    assertThat(outcomes(mine + "&environment=" + production.slug())).hasSize(3);
    assertThat(outcomes(mine + "&occasion=planned")).isEmpty();

    var first = read(GATE + mine + "&limit=2");
    assertThat(first.path("items").size()).isEqualTo(2);
    assertThat(outcomes(mine + "&limit=2&cursor=" + first.path("next").asString())).hasSize(1);
    for (var wrong : List.of("&outcome=maybe", "&changeClass=x", "&occasion=never", "&limit=0")) {
      assertThat(vera.get(GATE + mine + wrong).statusCode()).as(wrong).isEqualTo(400);
    }
    assertThat(vera.get(GATE + "?service=none-is-called-so").statusCode()).isEqualTo(404);
    assertThat(vera.get(GATE + "/01a20000-0000-7000-8000-000000000000").statusCode())
        .isEqualTo(404);
  }

  @Test
  void theTrailAndThePagesHaveItAndAHostileJobStaysText() {
    var told = JSON.readTree(ask("\"job\": \"<img src=x onerror=alert(1)>\"").body());

    assertThat(
            jdbc.sql(
                    "select count(*) from audit.audit_event where action = 'gate.asked' and service = ?")
                .param(service.slug())
                .query(Long.class)
                .single())
        .isEqualTo(1);
    var list = Visitor.page(vera.get("/gate/decisions?service=" + service.slug()));
    assertThat(list.select(".lines .inline > a"))
        .as("a link in a row that does not wrap has a word a line on a phone")
        .isEmpty();
    assertThat(list.select(".lines p > a")).isNotEmpty();
    assertThat(list.select("main img")).isEmpty();
    assertThat(list.select("main").text()).contains("may go", "<img src=x onerror=alert(1)>");
    var page = Visitor.page(vera.get("/gate/decisions/" + told.path("id").asString()));
    assertThat(page.select("main").text())
        .contains("counted up to", "Every policy", "by prometheus-");
    assertThat(page.select("main img")).isEmpty();
  }

  @Test
  void aJobIsOneLineAndStrangersAreNotAnswered() {
    assertThat(ask("\"job\": \"two\\nlines\"").statusCode()).isEqualTo(400);
    assertThat(ask("\"job\": \"" + "x".repeat(301) + "\"").statusCode()).isEqualTo(400);
    assertThat(new Visitor(port).get(GATE).statusCode()).isEqualTo(401);
    assertThat(outcomes("?service=" + service.slug())).isEmpty();
  }

  private HttpResponse<String> ask(String more) {
    var body =
        """
        {"service": "%s", "environment": "%s"%s%s}
        """
            .formatted(
                service.slug(),
                production.slug(),
                (more.contains("kind") ? "" : ", \"image\": \"registry.example/app:2.0.0\"")
                    + (more.equals(NOTHING_ACCEPTED)
                        ? ""
                        : ", \"acknowledged\": [\"pinned-image\", \"image-tag\"]"),
                more.isEmpty() ? "" : ", " + more);
    return vera.send(
        "POST",
        GATE,
        BodyPublishers.ofString(body),
        "Content-Type",
        "application/json",
        "X-CSRF-TOKEN",
        vera.formToken());
  }

  private List<String> outcomes(String filter) {
    return read(GATE + filter)
        .path("items")
        .valueStream()
        .map(item -> item.path("outcome").asString())
        .toList();
  }

  private JsonNode read(String path) {
    return JSON.readTree(vera.get(path).body());
  }

  /// From now on the server counts these shares of bad events.
  private void burns(String lastHour, String before) {
    var series =
        IntStream.of(WINDOWS)
            .boxed()
            .flatMap(window ->
                Stream.of(
                    window + "/err/" + (window <= HOUR ? lastHour : before), window + "/tot/1"))
            .toArray(String[]::new);
    prometheus.says(_ -> Says.vector(series));
  }

  private ServiceView placed(String name) {
    yard.cluster().apply(Shipyard.manifest(name, "registry.example/app:1.0.0"));
    var made =
        yard.bean(Services.class)
            .register(
                new RegisterService(
                    name, name, "", yard.slug(), yard.slug(), 2, Lifecycle.PRODUCTION, List.of()),
                Actor.SYSTEM);
    var ref =
        new WorkloadRef(
            yard.bean(Clusters.class).require(yard.slug()).id(),
            "default",
            WorkloadKind.DEPLOYMENT,
            name);
    yard.bean(Placements.class)
        .place(new PlaceService(made.id(), production.id(), ref, "app"), Actor.SYSTEM);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            yard.bean(LiveWorkloads.class)
                .state(ref)
                .filter(state -> state.ready() == 2)
                .isPresent());
    return made;
  }
}
