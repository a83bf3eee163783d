package dev.slipway.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.gate.BudgetRow;
import dev.slipway.slo.BudgetState;
import dev.slipway.slo.spi.Happenings;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What was brought to a service stands on the chart of its budget.
@SlipwayTest
class DeploymentMarksTests {

  @Autowired ApplicationContext portal;
  @Autowired Happenings happenings;
  @Autowired JdbcClient jdbc;
  @LocalServerPort int port;

  @Test
  void aNewVersionIsALineOnTheChartAndAWordInItsTable() {
    try (var yard = new Shipyard(portal)) {
      var name = "marked-" + yard.slug();
      var placement = yard.launch(name, "registry.example/marked:1.0.0");
      var objective =
          new BudgetRow(jdbc)
              .gating(
                  placement.service(), placement.environment(), BudgetState.HEALTHY, "0.1", false);
      jdbc.sql(
              """
              insert into slo_hour (slo, hour, bad, total)
              select :slo, date_trunc('hour', clock_timestamp(), 'UTC') - make_interval(hours => n), 1, 9000
                from generate_series(1, 800) as n
              """)
          .param("slo", objective)
          .update();
      assertThat(seen(yard, name)).as("what was there at first is no change").isEmpty();

      yard.cluster().apply(Shipyard.manifest(name, "registry.example/marked:2.0.0"));

      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(seen(yard, name)).hasSize(1));
      var mark = seen(yard, name).getFirst();
      assertThat(mark.name()).isEqualTo("2.0.0");
      assertThat(mark.href()).startsWith("/deployments/");

      var page = Visitor.page(Visitor.signedIn(port, "vera").get("/slo/" + objective));
      assertThat(page.select("#budget .slo-mark title").eachText()).containsExactly(mark.words());
      assertThat(page.select("#budget-table th").eachText()).contains("Deployments");
      assertThat(page.select("#budget-table td").eachText())
          .anyMatch(cell -> cell.contains(mark.words()));
    }
  }

  private List<Happenings.Happening> seen(Shipyard yard, String name) {
    var now = Instant.now();
    return happenings.of(
        yard.bean(Services.class).require(name),
        yard.bean(Environments.class).require(yard.slug()),
        now.minus(Duration.ofDays(1)),
        now.plus(Duration.ofHours(1)));
  }
}
