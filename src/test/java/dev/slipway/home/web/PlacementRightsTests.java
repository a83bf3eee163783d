package dev.slipway.home.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterMother;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.PlaceService;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.RegisterCluster;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonMother;
import dev.slipway.identity.Role;
import dev.slipway.identity.TeamSummary;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import dev.slipway.testing.Visitor;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// What the pages offer, and the trail tells, of who may say where a service runs.
@SlipwayTest
class PlacementRightsTests {

  @Autowired Services services;
  @Autowired Systems systems;
  @Autowired Environments environments;
  @Autowired Placements placements;
  @Autowired Clusters clusters;
  @Autowired Teams teams;
  @Autowired People people;
  @Autowired Grants grants;
  @LocalServerPort int port;

  private final String mark = UUID.randomUUID().toString().substring(0, 8);
  private TeamSummary team;
  private ClusterId cluster;
  private Placement live;
  private Placement tested;
  private Visitor kofi;
  private Visitor ada;

  @BeforeEach
  void kofiOwnsWhatAdaDevelops() {
    team = new PersonMother().team(teams);
    role("kofi", Role.SERVICE_OWNER);
    role("ada", Role.DEVELOPER);
    systems.register(new RegisterSystem("right-" + mark, "Right", ""), Actor.SYSTEM);
    cluster =
        clusters
            .register(
                new RegisterCluster("mute-" + mark, "Mute", ClusterMother.nowhere()), Actor.SYSTEM)
            .id();
    live = placed("svc-" + mark, environment("live-", EnvironmentClass.PRODUCTION), "live");
    tested = placed("svc-" + mark, environment("test-", EnvironmentClass.DEVELOPMENT), "test");
    kofi = Visitor.signedIn(port, "kofi");
    ada = Visitor.signedIn(port, "ada");
    await().until(() -> placements.byId(live.id()).isPresent());
    await().until(() -> placements.byId(tested.id()).isPresent());
  }

  @Test
  @Negative(31)
  void productionIsPointedElsewhereOnThePagesByAnOwnerOnly() {
    for (var path : List.of(href(live) + "/edit", href(live) + "/remove")) {
      assertThat(kofi.get(path).statusCode()).isEqualTo(200);
      var refused = ada.get(path);
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(refused.body()).contains("service owner", "Kofi");
    }
    var form = form("svc-" + mark, "live", "elsewhere");
    assertThat(ada.post(href(live), form).statusCode()).isEqualTo(403);
    assertThat(ada.post(href(live) + "/remove", Map.of("reason", "not wanted now")).statusCode())
        .isEqualTo(403);
    assertThat(placements.stored(live.id())).contains(live);
    assertThat(ada.get(href(tested) + "/edit").statusCode()).isEqualTo(200);
  }

  @Test
  void onlyWhoMayChangeAPlacementIsLedThere() {
    var page = "/services/svc-" + mark;
    assertThat(links(ada, page))
        .contains(href(tested) + "/edit")
        .doesNotContain(href(live) + "/edit");
    assertThat(links(kofi, page)).contains(href(tested) + "/edit", href(live) + "/edit");
  }

  /// The form answers it itself; the trail tells of the attempt all the same, once.
  @Test
  void aRefusedClaimOfAWorkloadThatIsPlacedIsOnRecord() throws SQLException {
    service("second-" + mark);
    var form = form("second-" + mark, "live", "live");

    var answer = kofi.post("/placements", form);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(Visitor.page(answer).select("[role=alert]").text()).contains("runs svc-" + mark);
    assertThat(refused("svc-" + mark)).containsExactly("request.refused Kofi FAILED");

    form.put("name", "Not A Name");
    assertThat(kofi.post("/placements", form).statusCode()).isEqualTo(422);
    assertThat(refused("Not A Name")).isEmpty();
  }

  @Test
  void aRefusedChangeToAWorkloadThatIsPlacedIsOnRecord() throws SQLException {
    var other = placed("other-" + mark, environments.require("test-" + mark), "other");
    await().until(() -> placements.byId(other.id()).isPresent());

    var form = form("other-" + mark, "test", "test");
    form.put("reason", "it runs elsewhere now");
    var answer = kofi.post(href(other), form);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(refused("svc-" + mark)).containsExactly("request.refused Kofi FAILED");
  }

  private static List<String> refused(String detail) throws SQLException {
    try (var connection = TestDatabase.shared().superuser().getConnection();
        var query =
            connection.prepareStatement(
                "select action, actor_name, outcome from audit.audit_event"
                    + " where action = 'request.refused' and reason like ?")) {
      query.setString(1, "%" + detail + "%");
      var rows = query.executeQuery();
      var found = new ArrayList<String>();
      while (rows.next()) {
        found.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3));
      }
      return found;
    }
  }

  private static List<String> links(Visitor visitor, String page) {
    return Visitor.page(visitor.get(page)).select("td a").eachAttr("href");
  }

  private static String href(Placement placement) {
    return "/placements/" + placement.id().value();
  }

  private void role(String handle, Role role) {
    var person = people.byHandle(handle).orElseThrow();
    grants.give(person.id(), role, team.id(), null, "For a test", Actor.SYSTEM);
  }

  private EnvironmentView environment(String name, EnvironmentClass environmentClass) {
    return environments.register(
        new RegisterEnvironment(name + mark, name + mark, environmentClass, 955), Actor.SYSTEM);
  }

  private void service(String slug) {
    services.register(
        new RegisterService(
            slug, slug, "", "right-" + mark, team.slug(), 2, Lifecycle.PLANNED, List.of()),
        Actor.SYSTEM);
  }

  private Placement placed(String slug, EnvironmentView environment, String name) {
    if (services.bySlug(slug).isEmpty()) {
      service(slug);
    }
    var namespace = environment.slug().substring(0, 4);
    return placements.place(
        new PlaceService(
            services.require(slug).id(),
            environment.id(),
            new WorkloadRef(cluster, namespace, WorkloadKind.DEPLOYMENT, name),
            "app"),
        Actor.SYSTEM);
  }

  private Map<String, String> form(String service, String stage, String name) {
    return new HashMap<>(
        Map.of(
            "service",
            service,
            "environment",
            stage + "-" + mark,
            "cluster",
            "mute-" + mark,
            "namespace",
            stage,
            "kind",
            "DEPLOYMENT",
            "name",
            name,
            "container",
            "app"));
  }
}
