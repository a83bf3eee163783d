package dev.slipway.figures;

import dev.slipway.testing.PortalProcess;
import dev.slipway.testing.TestDatabase;
import dev.slipway.testing.Visitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/// How long an auditor waits for a page of a long trail: the whole request, as a client sees it.
/// `-Dfigures.events=20000000` asks for twenty million events instead of one.
@Tag("figures")
class AuditFigures {

  private static final int EVENTS = Integer.getInteger("figures.events", 1_000_000);
  private static final int MONTHS = 20;
  private static final int ROUNDS = 200;
  private static final int WARM_UP = 100;
  private static final double GOAL = 50;
  private static final Pattern NEXT = Pattern.compile("href=\"(/audit\\?[^\"]*cursor=[^\"]*)\"");

  private static final Map<String, String> ASKED = new LinkedHashMap<>();

  static {
    ASKED.put("last 7 days", "/audit");
    ASKED.put("all", "/audit?range=all");
    ASKED.put("all of a person", "/audit?range=all&actor=person-7");
    ASKED.put("all of a cell", "/audit?range=all&service=svc-42&environment=bench-3");
    ASKED.put("all that was denied", "/audit?range=all&outcome=denied");
    ASKED.put("words that many have", "/audit?range=all&q=ordinary");
    ASKED.put("words that one has", "/audit?range=all&q=needle-in-the-trail");
  }

  @Test
  void pagesOfALongTrail() throws Exception {
    var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "audit");
    var database = TestDatabase.shared().fresh();
    var jdbc = JdbcClient.create(database.superuser());
    try (var portal =
        PortalProcess.start(
            folder,
            Stage.FLAGS,
            Databases.arguments(
                database,
                folder,
                List.of("--slipway.mode=sandbox", "--slipway.sandbox.story=false")))) {
      fill(jdbc);
      var noor = Visitor.signedIn(portal.port(), "noor");
      ASKED.values().forEach(path -> measure(noor, path, WARM_UP / ASKED.size()));
      ASKED.forEach((what, path) -> print(what, measure(noor, path, ROUNDS)));
      print("page after page", onwards(noor, "/audit?range=all", ROUNDS));
    }
  }

  /// Events of twenty months, written past the portal: ids in the order of time as version 7 has
  /// them, a month a partition as the portal makes them, a twentieth refused, one with a rare word.
  private static void fill(JdbcClient jdbc) {
    jdbc.sql(
            """
            do $$
            declare first_day date;
            begin
              for back in 1 .. %d loop
                first_day := (date_trunc('month', now() at time zone 'UTC') - make_interval(months => back))::date;
                execute format(
                  'create table audit.%%I partition of audit.audit_event for values from (%%L) to (%%L)',
                  'audit_event_' || to_char(first_day, 'YYYY_MM'), first_day::text || ' 00:00:00+00',
                  (first_day + interval '1 month')::date::text || ' 00:00:00+00');
              end loop;
            end
            $$
            """
                .formatted(MONTHS + 1))
        .update();
    jdbc.sql(
            """
            insert into audit.audit_event
              (id, at, actor_name, via, action, subject_kind, subject_id, subject_name, service,
               environment, outcome, reason, before, after, payload_version, body_hash)
            select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7'
                     || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid,
                   at, 'person-' || n %% 300, 'BROWSER',
                   (array['plan.proposed', 'plan.approved', 'deployment.started',
                          'deployment.succeeded', 'session.started'])[1 + n %% 5],
                   'plan', md5(n::text), 'svc-' || n %% 5000,
                   'svc-' || n %% 5000, 'bench-' || 1 + n %% 6,
                   case when n %% 20 = 0 then 'DENIED' else 'SUCCEEDED' end,
                   case when n = %d / 2 then 'needle-in-the-trail' else 'ordinary change ' || n end,
                   '{}', '{"replicas": 3}', 1, decode(md5(n::text), 'hex')
              from (select n, now() - make_interval(secs => n * %d::float8) as at
                      from generate_series(1, %d) n) events
             order by n desc
            """
                .formatted(EVENTS, MONTHS * 30L * 86_400 / EVENTS, EVENTS))
        .update();
    jdbc.sql("vacuum analyze audit.audit_event").update();
  }

  private static void print(String what, Times times) {
    Times.print(
        "audit of %,d events, %s".formatted(EVENTS, what),
        String.format(
            Locale.ROOT,
            "p50 %.1f ms, p95 %.1f ms, p99 %.1f ms (%.2f of %.0f), n %d",
            times.at(50),
            times.at(95),
            times.at(99),
            times.at(99) / GOAL,
            GOAL,
            ROUNDS));
  }

  private static Times measure(Visitor visitor, String path, int rounds) {
    var times = new Times();
    for (var round = 0; round < rounds; round++) {
      timed(visitor, path, times);
    }
    return times;
  }

  private static Times onwards(Visitor visitor, String first, int rounds) {
    var times = new Times();
    var path = first;
    for (var round = 0; round < rounds; round++) {
      var next = NEXT.matcher(timed(visitor, path, times));
      if (!next.find()) {
        throw new AssertionError("no further page after " + path);
      }
      path = next.group(1).replace("&amp;", "&");
    }
    return times;
  }

  private static String timed(Visitor visitor, String path, Times times) {
    var start = System.nanoTime();
    var answer = visitor.get(path);
    times.add((System.nanoTime() - start) / 1e6);
    if (answer.statusCode() != 200 || !answer.body().contains("id=\"events\"")) {
      throw new AssertionError(path + " answered " + answer.statusCode());
    }
    return answer.body();
  }
}
