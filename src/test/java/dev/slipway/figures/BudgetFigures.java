package dev.slipway.figures;

import dev.slipway.testing.Crowd;
import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.PrometheusProcess;
import dev.slipway.testing.TestDatabase;
import dev.slipway.testing.Visitor;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What it costs to count 1,000 objectives each minute from a real Prometheus on the same machine,
/// and how long a client on it waits for `/slo` with them. Ten objectives share the two series of a
/// service, with 30 days of samples by the minute.
@Tag("figures")
class BudgetFigures {

  private static final int OBJECTIVES = Integer.getInteger("figures.objectives", 1_000);
  private static final int PER_SERVICE = 10;
  private static final int MINUTES = 3;
  private static final int LOOKS = 300;
  private static final double GOAL = 100;

  /// The samples go on for a while, as they would, while the figures are taken.
  private static final Duration AHEAD = Duration.ofMinutes(40);

  @Test
  void aThousandObjectives() throws Exception {
    Assumptions.assumeTrue(PrometheusProcess.isInstalled(), "needs prometheus and promtool");
    var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "budgets");
    var database = TestDatabase.shared().fresh();
    var jdbc = JdbcClient.create(database.superuser());
    try (var prometheus = prometheus(folder);
        var portal =
            PortalProcess.start(
                folder,
                Stage.FLAGS,
                Databases.arguments(
                    database,
                    folder,
                    List.of("--slipway.mode=sandbox", "--slipway.sandbox.story=false")))) {
      Crowd.fill(jdbc, OBJECTIVES / PER_SERVICE, 1);
      define(jdbc, prometheus);
      Awaitility.await()
          .atMost(Duration.ofMinutes(15))
          .pollInterval(Duration.ofSeconds(2))
          .until(() -> behind(jdbc) == 0);
      TimeUnit.MINUTES.sleep(1);
      counting(portal, prometheus);
      looking(portal);
    }
  }

  private static PrometheusProcess prometheus(Path folder) throws Exception {
    Files.writeString(folder.resolve("prometheus.yml"), "scrape_configs: []\n");
    var samples = folder.resolve("in.om");
    try (var out = Files.newBufferedWriter(samples)) {
      var end = Instant.now().truncatedTo(ChronoUnit.MINUTES).plus(AHEAD);
      out.write("# TYPE http_requests counter\n");
      for (var service = 1; service <= OBJECTIVES / PER_SERVICE; service++) {
        series(out, service, "200", 600, end);
        series(out, service, "500", service % 7 == 0 ? 1 : 0, end);
      }
      out.write("# EOF\n");
    }
    PrometheusProcess.fill(folder, samples);
    return PrometheusProcess.launch(folder, "http").awaitReady();
  }

  private static void series(Writer out, int service, String code, long perMinute, Instant end)
      throws IOException {
    var head = "http_requests_total{service=\"svc-%d\",code=\"%s\"} ".formatted(service, code);
    var minutes = Duration.ofDays(30).plus(AHEAD).toMinutes();
    for (var minute = 0L; minute <= minutes; minute++) {
      var at = end.getEpochSecond() - (minutes - minute) * 60;
      out.write(head + (minute * perMinute + minute / 10) + ' ' + at + '\n');
    }
  }

  /// Copies of one of the demonstration's, past the portal; the demonstration's own end.
  private static void define(JdbcClient jdbc, PrometheusProcess prometheus) {
    jdbc.sql("update slo set status = 'DISABLED'").update();
    jdbc.sql("update slo_datasource set address = ?")
        .param(prometheus.address().toString())
        .update();
    jdbc.sql(
            """
            insert into slo (id, service, environment, name, description, objective, window_days,
                             sli_kind, error_query, total_query, gating, status, datasource,
                             made_by_name, changed_by_name)
            select gen_random_uuid(), s.id, e.id, 'objective-' || n, '', 99.9 - n * 0.1, 30, 'EVENTS',
                   format('sum(rate(http_requests_total{service="%s",code=~"5.."}[{{.window}}]))',
                          s.slug),
                   format('sum(rate(http_requests_total{service="%s"}[{{.window}}]))', s.slug),
                   true, 'ACTIVE', d.id, 'figures', 'figures'
              from catalog_service s cross join catalog_environment e
                cross join (select id from slo_datasource order by id limit 1) d
                cross join generate_series(1, ?) n
             where s.slug like 'svc-%' and e.slug like 'bench-%'
            """)
        .param(PER_SERVICE)
        .update();
    jdbc.sql(
            """
            insert into slo_standing (slo)
            select id from slo where name like 'objective-%'
            """)
        .update();
  }

  private static long behind(JdbcClient jdbc) {
    return jdbc.sql(
            """
            select count(*) from slo join slo_standing on slo = id
             where status = 'ACTIVE' and (as_of is null or hours_before is null)
            """)
        .query(Long.class)
        .single();
  }

  private static void counting(PortalProcess portal, PrometheusProcess prometheus)
      throws Exception {
    var cpu = portal.metric("process_cpu_time_ns_total");
    var evaluations = portal.metric("slipway_slo_evaluations_total");
    var asked = prometheus.metric("prometheus_http_requests_total");
    var theirs = prometheus.metric("process_cpu_seconds_total");
    var began = System.nanoTime();
    var lag = 0.0;
    while (System.nanoTime() - began < Duration.ofMinutes(MINUTES).toNanos()) {
      TimeUnit.SECONDS.sleep(2);
      lag = Math.max(lag, portal.metric("slipway_slo_lag_seconds"));
    }
    var seconds = (System.nanoTime() - began) / 1e9;
    cpu = (portal.metric("process_cpu_time_ns_total") - cpu) / 1e9;
    evaluations = portal.metric("slipway_slo_evaluations_total") - evaluations;
    Times.print(
        OBJECTIVES + " objectives each minute",
        String.format(
            Locale.ROOT,
            "%.0f evaluations a minute, %.0f requests a minute, lag at most %.1f s; CPU of the"
                + " portal %.1f %% of a core, %.1f ms an evaluation; of Prometheus %.1f %%",
            evaluations / seconds * 60,
            (prometheus.metric("prometheus_http_requests_total") - asked) / seconds * 60,
            lag,
            cpu / seconds * 100,
            cpu / evaluations * 1e3,
            (prometheus.metric("process_cpu_seconds_total") - theirs) / seconds * 100));
  }

  private static void looking(PortalProcess portal) {
    var vera = Visitor.signedIn(portal.port(), "vera");
    for (var path : List.of("/slo", "/slo?q=svc-42")) {
      var times = new Times();
      for (var round = -LOOKS; round < LOOKS; round++) {
        var asked = System.nanoTime();
        var answer = vera.get(path);
        var waited = (System.nanoTime() - asked) / 1e6;
        if (answer.statusCode() != 200) {
          throw new IllegalStateException(path + " answers " + answer.statusCode());
        }
        if (round >= 0) {
          times.add(waited);
        }
      }
      Times.print(
          path + " with " + OBJECTIVES + " objectives",
          String.format(
              Locale.ROOT,
              "p50 %.1f ms, p95 %.1f ms (%.2f of %.0f), n %d",
              times.at(50),
              times.at(95),
              times.at(95) / GOAL,
              GOAL,
              LOOKS));
    }
  }
}
