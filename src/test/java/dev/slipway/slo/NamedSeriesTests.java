package dev.slipway.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.slo.ObjectiveDetails.Finding;
import dev.slipway.testing.SlipwayTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Where nothing comes of a query, the server is asked for the names that it uses.
@SlipwayTest
class NamedSeriesTests {

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  private CountingStage portals;
  private UUID objective;

  @BeforeEach
  void anObjectiveOfLatency() {
    portals = new CountingStage(context);
    objective = portals.stage.objective("latency");
    jdbc.sql(
            """
            update slo set error_query = 'sum(rate(d_count{job="api"}[{{.window}}])) - '
                || 'sum(rate(d_bucket{job="api",le="0.25"}[{{.window}}]))',
              total_query = 'sum(rate(d_count{job="api"}[{{.window}}]))' where id = ?
            """)
        .param(objective)
        .update();
  }

  @AfterEach
  void giveBack() {
    portals.close();
  }

  @Test
  void aBoundThatTheHistogramDoesNotHaveIsToldWithThoseThatItHas() throws Exception {
    var asked = new ArrayList<String>();
    portals.source.says(new WindowReading.NoErrorSeries(Counts.of(0, 1_000_000)));
    portals.source.values =
        (label, selector) -> {
          asked.add(label + " of " + selector);
          return ProgrammedSource.got(List.of("0.1", "0.2", "+Inf"));
        };
    portals.replica.round();

    assertThat(codes()).contains("LE_MISSING");
    assertThat(finding("LE_MISSING").severity()).isEqualTo("error");
    assertThat(finding("LE_MISSING").detail())
        .contains("d_bucket has no bucket with le=\"0.25\"", "0.1, 0.2, +Inf");
    assertThat(asked).containsExactly("le of d_bucket{job=\"api\"}");

    portals.due(objective);
    portals.replica.round();
    assertThat(codes()).contains("LE_MISSING");
    assertThat(asked).as("once an hour is enough").hasSize(1);

    portals.source.counts(10, 1_000_000);
    portals.due(objective);
    portals.replica.round();
    assertThat(codes()).doesNotContain("LE_MISSING");
  }

  @Test
  void aMetricThatNobodyExportsIsToldByItsName() throws Exception {
    portals.source.says(new WindowReading.NoData());
    portals.source.values =
        (label, _) ->
            ProgrammedSource.got(label.equals("__name__") ? List.of("d_count") : List.of());
    portals.replica.round();

    assertThat(finding("METRIC_NAME").detail()).contains("Nothing was ever seen of d_bucket");
    assertThat(codes()).contains("NO_DATA").doesNotContain("LE_MISSING");
  }

  @Test
  void aServerThatDoesNotTellLeavesNothingToSay() throws Exception {
    portals.source.says(new WindowReading.NoData());
    portals.source.values = (_, _) -> new SliAnswer.Unavailable<>("no such call");
    portals.replica.round();

    assertThat(codes()).contains("NO_DATA").doesNotContain("METRIC_NAME", "LE_MISSING");
  }

  private List<String> codes() {
    return portals.details(objective).findings().stream().map(Finding::code).toList();
  }

  private Finding finding(String code) {
    return portals.details(objective).findings().stream()
        .filter(one -> one.code().equals(code))
        .findFirst()
        .orElseThrow();
  }
}
