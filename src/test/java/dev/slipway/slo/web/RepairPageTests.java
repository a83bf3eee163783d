package dev.slipway.slo.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.Role;
import dev.slipway.slo.BudgetState;
import dev.slipway.slo.ObjectiveDetails;
import dev.slipway.slo.Objectives;
import dev.slipway.slo.SloStage;
import dev.slipway.slo.prometheus.PrometheusDouble;
import dev.slipway.slo.prometheus.PrometheusDouble.Says;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A query that counts the fast requests as bad, beside the one that it should be.
@SlipwayTest
class RepairPageTests {

  private static final String CODE = "SLI_INVERTED_HISTOGRAM";
  private static final String FAST =
      "sum(rate(http_request_duration_seconds_bucket{le=\"0.2\"}[{{.window}}]))";
  private static final String ALL = "sum(rate(http_request_duration_seconds_count[{{.window}}]))";

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  @LocalServerPort int port;
  private PrometheusDouble prometheus;
  private SloStage stage;
  private UUID id;

  @BeforeEach
  void prepare() throws IOException {
    prometheus = new PrometheusDouble();
    // Whoever subtracts asks for what was slow.
    prometheus.says(asked -> {
      var share = asked.query().contains(") - ") ? "0.03" : "0.97";
      return Says.vector("2592000/err/" + share, "2592000/tot/1", "300/err/" + share, "300/tot/1");
    });
    stage = new SloStage(context);
    id = stage.objective("latency");
    jdbc.sql("update slo set status = 'DRAFT', error_query = ?, total_query = ? where id = ?")
        .params(FAST, ALL, id)
        .update();
    jdbc.sql("update slo_datasource set address = ?, own = true where id = ?")
        .params(prometheus.address().toString(), stage.datasource)
        .update();
    jdbc.sql(
            """
            insert into slo_finding (slo, code, severity, detail, repair, static)
            values (?, ?, 'error', 'It counts the fast ones as bad.', 'all - fast', true)
            """)
        .params(id, CODE)
        .update();
  }

  @AfterEach
  void close() {
    prometheus.close();
  }

  @Test
  void bothValuesAreShownAndOnePressTakesTheRepairOver() {
    var kofi = owner();
    var page = Visitor.page(kofi.get("/slo/" + id));
    var link = page.select("a:contains(Compare both)").attr("href");

    var both = Visitor.page(kofi.get(link));
    assertThat(both.select(".halves section").eachText())
        .satisfiesExactly(
            before -> assertThat(before).contains("now: 97 %"),
            after -> assertThat(after).contains("now: 3 %", ") - (sum("));
    assertThat(objective().findings()).as("nothing happened yet").isNotEmpty();

    var done = kofi.post("/slo/" + id + "/repair", Map.of("code", CODE, "version", "1"));
    assertThat(done.statusCode()).isEqualTo(302);
    assertThat(objective().definition().indicator().errorQuery()).contains(") - ");
    // It is counted while somebody looks, and nothing comes in here.
    assertThat(objective().findings()).noneMatch(finding -> finding.code().equals(CODE));
    assertThat(objective().summary().status().slug()).isEqualTo("draft");
  }

  @Test
  void whoLooksAtAnOldDefinitionIsTold() {
    var kofi = owner();
    jdbc.sql("update slo set version = 2 where id = ?").param(id).update();

    assertThat(
            kofi.post("/slo/" + id + "/repair", Map.of("code", CODE, "version", "1")).statusCode())
        .isEqualTo(409);
    assertThat(kofi.get("/slo/" + id + "/repair?code=NOTHING").statusCode()).isEqualTo(409);
  }

  @Test
  void whoMayNotEditSeesTheRepairAndCannotTakeItOver() {
    var vera = Visitor.signedIn(port, "vera");

    assertThat(Visitor.page(vera.get("/slo/" + id)).select("a:contains(Compare both)")).isEmpty();
    assertThat(
            vera.post("/slo/" + id + "/repair", Map.of("code", CODE, "version", "1")).statusCode())
        .isEqualTo(403);
  }

  private ObjectiveDetails objective() {
    return stage.bean(Objectives.class).byId(id);
  }

  /// Somebody who owns the service.
  private Visitor owner() {
    var person = stage.person("owner", Role.SERVICE_OWNER, null);
    return Visitor.signedIn(port, person.handle());
  }

  @Test
  void aTrialTellsWhereTheBudgetStandsAndWhereItWouldStand() {
    stage.stands(id, BudgetState.HEALTHY, "0.2", Duration.ofSeconds(20));
    var typed =
        Map.of(
            "name", "latency",
            "objective", "1",
            "windowDays", "30",
            "kind", "events",
            "errorQuery", FAST,
            "totalQuery", ALL,
            "datasource", stage.datasource.toString(),
            "gating", "true",
            "version", "1");

    var page = Visitor.page(owner().post("/slo/" + id + "/try", typed));

    assertThat(page.select("#stands tbody tr").eachText())
        .containsExactly(
            "As it is 99.9 % in 30 days Healthy 80 %",
            "As typed 1 % in 30 days Feature stop 2.1 %");
  }
}
