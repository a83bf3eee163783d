package dev.slipway.home.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import dev.slipway.testing.Visitor;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A placement that names the wrong workload is warned of, and can be put right.
@SlipwayTest
class PlacementChangeTests {

  @Autowired ApplicationContext context;
  @Autowired Placements placements;
  @Autowired JdbcClient jdbc;
  @LocalServerPort int port;
  private final String mark = UuidV7.next().toString().substring(24);
  private Shipyard yard;
  private Placement placed;
  private Visitor kofi;

  @BeforeEach
  void launch() {
    yard = new Shipyard(context);
    placed = yard.launch("right-" + mark, "app.test/right:1.0.0");
    yard.cluster()
        .apply(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: spare-%1$s, namespace: default}
            spec:
              replicas: 1
              selector: {matchLabels: {app: spare}}
              template:
                metadata: {labels: {app: spare}}
                spec: {containers: [{name: app, image: 'app.test/spare:2.0.0'}]}
            """
                .formatted(mark));
    kofi = Visitor.signedIn(port, "kofi");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> kofi.get(edit()).body().contains("spare-" + mark));
  }

  @AfterEach
  void close() {
    yard.close();
  }

  private static final String WHY = "the shop has a chart of its own now";

  @Test
  void aWorkloadThatALiveClusterDoesNotHaveIsWarnedOf() {
    var typed = form("spare-" + mark + "x");
    var answer = kofi.post(action(), typed);

    assertThat(answer.statusCode()).isEqualTo(422);
    var warning = Visitor.page(answer).select("#absent");
    assertThat(warning.text()).contains("has no Deployment default/spare-" + mark + "x");
    assertThat(warning.select("li button").eachText()).contains("Deployment default/spare-" + mark);
    assertThat(workloadNow()).isEqualTo("right-" + mark);

    typed.put("anyway", "true");
    assertThat(kofi.post(action(), typed).statusCode()).isIn(302, 303);
    assertThat(workloadNow()).isEqualTo("spare-" + mark + "x");
    await()
        .untilAsserted(() ->
            assertThat(
                    Visitor.page(kofi.get("/services/right-%s/env/%s".formatted(mark, yard.slug())))
                        .select("#cell-now a")
                        .eachAttr("href"))
                .contains(edit()));
  }

  @Test
  void aNewPlacementIsHeldAgainstTheClusterToo() {
    var typed = form("nope");
    typed.put("namespace", "nope-ns");
    typed.put("service", "right-" + mark);
    typed.put("environment", yard.slug());
    var answer = kofi.post("/placements", typed);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(Visitor.page(answer).select("#absent").text())
        .contains("has no Deployment nope-ns/nope")
        .contains("Place it all the same");
  }

  /// The second of two who looked at the same time is told, keeps what was typed, and may insist.
  @Test
  void whoLookedBeforeSomebodyElseMovedItIsTold() {
    var seen = Visitor.page(kofi.get(edit())).select("input[name=seen]").val();
    var first = form("first-" + mark);
    first.put("seen", seen);
    first.put("anyway", "true");
    var second = new HashMap<>(first);
    second.put("name", "second-" + mark);
    assertThat(kofi.post(action(), first).statusCode()).isIn(302, 303);

    var told = kofi.post(action(), second);

    assertThat(told.statusCode()).isEqualTo(409);
    var page = Visitor.page(told);
    assertThat(page.select("#name-note").text()).contains("Deployment default/first-" + mark);
    assertThat(page.select("#name").val()).isEqualTo("second-" + mark);
    assertThat(page.select("#reason").text()).isEqualTo(WHY);
    assertThat(workloadNow()).isEqualTo("first-" + mark);

    second.put("seen", page.select("input[name=seen]").val());
    assertThat(kofi.post(action(), second).statusCode()).isIn(302, 303);
    assertThat(workloadNow()).isEqualTo("second-" + mark);
  }

  /// Shorter reasons are none; what was typed stays, also while one looks at another cluster.
  @Test
  void withoutAReasonNothingChanges() {
    var typed = form("spare-" + mark);
    typed.put("reason", " because ");
    var answer = kofi.post(action(), typed);

    assertThat(answer.statusCode()).isEqualTo(422);
    var page = Visitor.page(answer);
    assertThat(page.select("#reason-note").text()).contains("A reason of 10 to 2000 characters");
    assertThat(page.select("#reason").text()).isEqualTo("because");
    assertThat(page.select("[name=name]").attr("value")).isEqualTo("spare-" + mark);
    assertThat(workloadNow()).isEqualTo("right-" + mark);

    typed.put("look", "true");
    assertThat(Visitor.page(kofi.post(action(), typed)).select("#reason").text())
        .isEqualTo("because");
  }

  /// Also in the list of a cluster that is not the chosen one any more.
  @Test
  void takingAWorkloadFromTheListKeepsTheReason() {
    var near = Visitor.page(kofi.post(action(), form("spare-" + mark + "x"))).select("#absent li");
    var listed = Visitor.page(kofi.get(edit())).select("li:contains(spare-" + mark + ") button");
    assertThat(listed.attr("form")).isEqualTo("placement");
    for (var button : List.of(near.select("button"), listed)) {
      var typed = form("");
      typed.put("cluster", "");
      typed.put(button.attr("name"), button.val());

      var page = Visitor.page(kofi.post(action(), typed)).select("#placement");

      assertThat(page.select("#name").val()).isEqualTo("spare-" + mark);
      assertThat(page.select("#cluster option[selected]").val()).isEqualTo(yard.slug());
      assertThat(page.select("#container").val()).isEqualTo("app");
      assertThat(page.select("#reason").text()).isEqualTo(WHY);
    }
    assertThat(workloadNow()).isEqualTo("right-" + mark);
  }

  @Test
  void theChangeStartsAnewAndIsAudited() throws SQLException {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> count("seen_workload", "placement") + lastKnown("right:1.0.0") == 2);

    assertThat(kofi.post(action(), form("spare-" + mark)).statusCode()).isIn(302, 303);

    assertThat(workloadNow()).isEqualTo("spare-" + mark);
    assertThat(placements.byId(placed.id()).orElseThrow().id()).isEqualTo(placed.id());
    assertThat(lastKnown("right:1.0.0")).isZero();
    await().atMost(Duration.ofSeconds(30)).until(() -> lastKnown("spare:2.0.0") == 1);
    try (var connection = TestDatabase.shared().superuser().getConnection();
        var query =
            connection.prepareStatement(
                "select before ->> 'workload', after ->> 'workload', before ->> 'cluster',"
                    + " after ->> 'cluster', reason from audit.audit_event"
                    + " where action = 'placement.changed' and subject_id = ?")) {
      query.setString(1, placed.id().value().toString());
      var rows = query.executeQuery();
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("Deployment default/right-" + mark);
      assertThat(rows.getString(2)).isEqualTo("Deployment default/spare-" + mark);
      assertThat(List.of(rows.getString(3), rows.getString(4))).containsOnly(yard.slug());
      assertThat(rows.getString(5)).isEqualTo(WHY);
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void aStrangerCannotChangeIt() {
    var vera = Visitor.signedIn(port, "vera");
    assertThat(vera.get(edit()).statusCode()).isEqualTo(403);
    assertThat(vera.post(action(), form("spare-" + mark)).statusCode()).isEqualTo(403);
    assertThat(workloadNow()).isEqualTo("right-" + mark);
  }

  @Test
  void theServicePageLeadsToTheForm() {
    assertThat(Visitor.page(kofi.get("/services/right-" + mark)).select("td a").eachAttr("href"))
        .contains(edit());
  }

  private long count(String table, String column) {
    return jdbc.sql("select count(*) from " + table + " where " + column + " = ?")
        .param(placed.id().value())
        .query(Long.class)
        .single();
  }

  private long lastKnown(String image) {
    return jdbc.sql(
            "select count(*) from placement_last_known where placement_id = ? and image like ?")
        .params(placed.id().value(), "%" + image)
        .query(Long.class)
        .single();
  }

  private String workloadNow() {
    return placements.stored(placed.id()).orElseThrow().workload().name();
  }

  private String action() {
    return "/placements/" + placed.id().value();
  }

  private String edit() {
    return action() + "/edit";
  }

  private Map<String, String> form(String name) {
    return new HashMap<>(
        Map.of(
            "cluster",
            yard.slug(),
            "namespace",
            "default",
            "kind",
            "DEPLOYMENT",
            "name",
            name,
            "container",
            "app",
            "reason",
            WHY));
  }
}
