package dev.slipway.home.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.PlaceService;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.policies.Locks;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import dev.slipway.testing.Visitor;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A service is taken off the portal; its workload and its history stay.
@SlipwayTest
@Tag("slow")
class PlacementRemovalTests {

  private static final String WHY = "moved to the <b>other</b> data centre";

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
    placed = yard.launch("gone-" + mark, "app.test/gone:1.0.0");
    kofi = Visitor.signedIn(port, "kofi");
  }

  @AfterEach
  void close() {
    yard.close();
  }

  @Test
  void itIsAskedForWithAReason() {
    var page = Visitor.page(kofi.get(removal()));
    assertThat(page.select("h1").text()).startsWith("Take gone-" + mark + " off");
    assertThat(page.select("main").text()).contains("Nothing happens");
    assertThat(Visitor.page(kofi.get("/placements/" + placed.id().value() + "/edit")).select("a"))
        .anyMatch(link -> link.attr("href").equals(removal()));

    var answer = kofi.post(removal(), Map.of("reason", "why"));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(Visitor.page(answer).select("[role=alert]").text()).contains("Say why");
    assertThat(placements.stored(placed.id())).isPresent();
  }

  @Test
  void aStrangerCannotTakeItOff() {
    var vera = Visitor.signedIn(port, "vera");
    assertThat(vera.get(removal()).statusCode()).isEqualTo(403);
    assertThat(vera.post(removal(), Map.of("reason", WHY)).statusCode()).isEqualTo(403);
    assertThat(placements.stored(placed.id())).isPresent();
  }

  /// The page answers it itself; the trail tells of the attempt all the same, once.
  @Test
  void aRefusedAttemptIsOnRecord() throws SQLException {
    context.getBean(Locks.class).set(placed.id().value(), "exams are written", Actor.SYSTEM);

    var answer = kofi.post(removal(), Map.of("reason", WHY));
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(Visitor.page(answer).select("main").text()).contains("exams are written");
    assertThat(Visitor.page(answer).select("[name=reason]").text()).isEqualTo(WHY);
    assertThat(refused(removal())).singleElement().asString().contains("exams are written");

    var changed = kofi.post("/placements/" + placed.id().value(), elsewhere());
    assertThat(changed.statusCode()).isEqualTo(409);
    assertThat(refused("/placements/" + placed.id().value())).hasSize(1);
  }

  @Test
  void theCellIsEmptyAndWhatHappenedStaysOnRecord() throws SQLException {
    await().atMost(Duration.ofSeconds(30)).until(() -> seen(placed) == 1);
    var before = workload();
    kofi.get(removal());
    var answer = kofi.post(removal(), Map.of("reason", WHY));

    assertThat(answer.statusCode()).isIn(302, 303);
    var cell = Visitor.page(kofi.get(cell()));
    assertThat(cell.select("h1").text()).startsWith("gone-" + mark);
    assertThat(cell.select("main").text())
        .contains("Taken off Slipway")
        .contains(WHY)
        .contains("Nothing was changed in cluster " + yard.slug());
    assertThat(workload()).isEqualTo(before);
    assertThat(Visitor.page(kofi.get("/services/gone-%s/deployments".formatted(mark))).text())
        .contains("1.0.0");
    assertThat(kofi.get(cell() + "/now").headers().firstValue("HX-Refresh")).contains("true");
    assertThat(kofi.get(removal()).statusCode()).isEqualTo(404);
    assertThat(seen(placed)).isZero();
    assertThat(audited("placement.removed")).isEqualTo(WHY);
    assertThat(kofi.get("/deployments/" + deployment(placed)).statusCode()).isEqualTo(200);
  }

  @Test
  void theWorkloadIsPlacedAnewAndStartsWithWhatTheClusterShows() {
    await().atMost(Duration.ofSeconds(30)).until(() -> seen(placed) == 1);
    kofi.get(removal());
    kofi.post(removal(), Map.of("reason", WHY));
    var again =
        placements.place(
            new PlaceService(placed.service(), placed.environment(), placed.workload(), "app"),
            yard.owner());

    assertThat(again.id()).isNotEqualTo(placed.id());
    await().atMost(Duration.ofSeconds(30)).until(() -> seen(again) == 1);
    assertThat(deployment(again)).isNotEqualTo(deployment(placed));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(Visitor.page(kofi.get(cell())).select("#cell-version").text())
                .contains("1.0.0"));
  }

  private String workload() {
    var live = yard.cluster().read("deployments.apps", "default", "gone-" + mark).orElseThrow();
    return live.at("/metadata/uid") + " " + live.at("/metadata/generation") + live.at("/spec");
  }

  private String deployment(Placement placement) {
    return jdbc.sql("select id::text from deployment where placement = ? order by id limit 1")
        .param(placement.id().value())
        .query(String.class)
        .single();
  }

  private long seen(Placement placement) {
    return jdbc.sql("select count(*) from seen_workload where placement = ?")
        .param(placement.id().value())
        .query(Long.class)
        .single();
  }

  private Map<String, String> elsewhere() {
    return Map.of(
        "cluster", yard.slug(),
        "namespace", "default",
        "kind", "DEPLOYMENT",
        "name", "elsewhere-" + mark,
        "container", "app",
        "reason", WHY,
        "anyway", "true");
  }

  private static List<String> refused(String path) throws SQLException {
    try (var connection = TestDatabase.shared().superuser().getConnection();
        var query =
            connection.prepareStatement(
                "select reason from audit.audit_event"
                    + " where action = 'request.refused' and subject_id = ?")) {
      query.setString(1, path);
      var rows = query.executeQuery();
      var found = new ArrayList<String>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  private String audited(String action) throws SQLException {
    try (var connection = TestDatabase.shared().superuser().getConnection();
        var query =
            connection.prepareStatement(
                "select reason from audit.audit_event where action = ? and subject_id = ?")) {
      query.setString(1, action);
      query.setString(2, placed.id().value().toString());
      var rows = query.executeQuery();
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private String removal() {
    return "/placements/" + placed.id().value() + "/remove";
  }

  private String cell() {
    return "/services/gone-%s/env/%s".formatted(mark, yard.slug());
  }
}
