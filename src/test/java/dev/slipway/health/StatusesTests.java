package dev.slipway.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.health.KeptStatus.Change;
import dev.slipway.health.KeptStatus.Written;
import dev.slipway.health.StatusFact.Source;
import dev.slipway.health.StatusRows.Place;
import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// From a workload in a cluster to what pages, API and history say of its service.
@SlipwayTest
class StatusesTests {

  @LocalServerPort int port;
  @Autowired ApplicationContext context;
  @Autowired Statuses statuses;
  @Autowired StatusRows rows;
  @Autowired StatusLease lease;
  @Autowired JdbcClient jdbc;

  private final String name = "well-" + UuidV7.next().toString().substring(26);
  private Shipyard yard;

  @BeforeEach
  void start() {
    yard = new Shipyard(context);
  }

  @AfterEach
  void stop() {
    yard.close();
  }

  @Test
  void aWorkloadThatBreaksTurnsItsServiceAndItsSystem() {
    var placement = yard.launch(name, "redis:7.2");
    await().atMost(Duration.ofSeconds(30)).until(() -> state(placement) == HealthState.HEALTHY);
    assertThat(of(placement).facts()).hasSize(1);
    assertThat(of(placement).asOf()).isNotNull();

    yard.cluster().apply(Shipyard.manifest(name, "redis:missing-1"));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> state(placement).isFault() && of(placement).reason().contains("Image"));
    var system =
        statuses.systems(statuses.ofService(placement.service())).stream()
            .findFirst()
            .orElseThrow();
    assertThat(system.slug()).isEqualTo(yard.slug());
    assertThat(system.worst()).isEqualTo(state(placement));

    var vera = Visitor.signedIn(port, "vera");
    assertThat(Visitor.page(vera.get("/health?q=" + name)).select("tbody tr").text())
        .contains(name, "Image");
    assertThat(Visitor.page(vera.get("/health?q=" + name + "&state=healthy")).select("tbody tr"))
        .isEmpty();
    assertThat(vera.get("/health?q=" + name, "HX-Request", "true").body())
        .contains(name)
        .doesNotContain("<main");
    assertThat(Visitor.page(vera.get("/services/" + name + "/health/panel")).text())
        .contains(yard.slug(), "Image");
    var answer = api("/api/v1/health?service=" + name).at("/items/0");
    assertThat(answer.path("state").asString()).isEqualTo(state(placement).slug());
    assertThat(answer.at("/facts/0/source").asString()).isEqualTo("workload");
  }

  @Test
  void aClusterThatIsGoneLeavesNothingGreen() {
    var placement = yard.launch(name, "redis:7.2");
    await().atMost(Duration.ofSeconds(30)).until(() -> state(placement) == HealthState.HEALTHY);

    yard.cluster().close();
    await().atMost(Duration.ofSeconds(60)).until(() -> state(placement) == HealthState.UNKNOWN);
    assertThat(of(placement).reason()).contains("No live word of it", "Last seen healthy");
    assertThat(of(placement).asOf()).isBefore(Instant.now());
  }

  @Test
  void whatStoodForAPlacementThatIsTakenAwayIsForgottenAndItsPastStays() {
    var placement = yard.launch(name, "redis:7.2");
    await().atMost(Duration.ofSeconds(30)).until(() -> !changes(placement).isEmpty());

    yard.bean(Placements.class).remove(placement.id(), "It moves elsewhere", yard.owner());
    await().atMost(Duration.ofSeconds(40)).until(() -> standing(placement) == 0);
    assertThat(statuses.ofService(placement.service())).isEmpty();
    assertThat(changes(placement)).isNotEmpty();
  }

  @Test
  void theHistoryIsReadInPages() {
    var placement = yard.launch(name, "redis:7.2");
    var noon = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(86_400);
    for (var i = 0; i < 5; i++) {
      insert(placement, noon.plusSeconds(i * 60L), i % 2 == 0 ? "failed" : "healthy");
    }
    var first = api("/api/v1/health/changes?limit=2&service=" + name);
    var rest =
        api("/api/v1/health/changes?service=" + name + "&cursor=" + first.path("next").asString());
    assertThat(first.path("items").size()).isEqualTo(2);
    assertThat(rest.path("items").valueStream().map(one -> one.path("at").asString()))
        .allMatch(
            at -> Instant.parse(at).isBefore(Instant.parse(first.at("/items/1/at").asString())));
    var page =
        Visitor.page(
            Visitor.signedIn(port, "vera")
                .get("/services/" + name + "/env/" + yard.slug() + "/health"));
    assertThat(page.text()).contains("Healthy → Failed", "Deployment " + name);
  }

  @Test
  void nobodyChangesTheHistory() {
    var placement = yard.launch(name, "redis:7.2");
    insert(placement, Instant.now(), "failed");
    assertThatThrownBy(() ->
            jdbc.sql("update health_change set state = 'healthy' where service = ?")
                .param(placement.service().value())
                .update())
        .isInstanceOf(DataAccessException.class)
        .hasStackTraceContaining("permission denied");
  }

  @Test
  void whoHoldsNoLeaseOrSawAnOlderRowWritesNothing() {
    var kept = KeptStatus.first(UuidV7.next(), UuidV7.next(), HealthState.HEALTHY, Instant.now());
    var place = new Place(kept.service(), kept.environment());
    assertThat(rows.write(List.of(written(kept, null)), UuidV7.next())).isEmpty();
    assertThat(count(place)).isZero();

    // The portal of the test holds it and forgets within seconds what is no placement of its own.
    await().atMost(Duration.ofSeconds(20)).until(lease::isHeld);
    var next = kept.seen(HealthState.DEGRADED, Instant.now()).orElseThrow().kept();
    assertThat(rows.write(List.of(written(kept, HealthState.HEALTHY)), lease.me()))
        .containsExactly(place);
    assertThat(rows.write(List.of(written(kept, HealthState.HEALTHY)), lease.me())).isEmpty();
    assertThat(count(place)).isEqualTo(1);
    assertThat(next.step()).isEqualTo(1);
  }

  private static Written written(KeptStatus kept, @Nullable HealthState state) {
    return new Written(
        kept,
        state == null
            ? null
            : new Change(UuidV7.next(), null, Source.WORKLOAD, "Deployment none", "It is well."));
  }

  private int count(Place place) {
    return jdbc.sql("select count(*) from health_change where service = ?")
        .param(place.service())
        .query(Integer.class)
        .single();
  }

  private int standing(Placement placement) {
    return jdbc.sql("select count(*) from health_standing where service = ?")
        .param(placement.service().value())
        .query(Integer.class)
        .single();
  }

  private void insert(Placement placement, Instant at, String state) {
    jdbc.sql(
            """
            insert into health_change (id, service, environment, at, before, state, source, fact, reason)
            values (:id, :service, :environment, cast(:at as timestamptz), :before, :state, 'workload',
              :fact, 'A test says so.')
            """)
        .param("id", UuidV7.next())
        .param("service", placement.service().value())
        .param("environment", placement.environment().value())
        .param("at", at.toString())
        .param("before", state.equals("failed") ? "healthy" : "failed")
        .param("state", state)
        .param("fact", "Deployment " + name)
        .update();
  }

  private ServiceStatus of(Placement placement) {
    return statuses.at(placement.service(), placement.environment()).orElseThrow();
  }

  private HealthState state(Placement placement) {
    return statuses
        .at(placement.service(), placement.environment())
        .map(ServiceStatus::state)
        .orElse(HealthState.UNKNOWN);
  }

  private List<StatusChange> changes(Placement placement) {
    return statuses.changes(placement.service(), null, (UUID) null, 10).items();
  }

  private JsonNode api(String path) {
    return new JsonMapper().readTree(Visitor.signedIn(port, "vera").get(path).body());
  }
}
