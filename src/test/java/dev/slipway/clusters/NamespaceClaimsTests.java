package dev.slipway.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.NotAllowed;
import dev.slipway.identity.People;
import dev.slipway.identity.Role;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Via;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A namespace is claimed on its API server, and stays of the class of what once ran there.
@SlipwayTest
class NamespaceClaimsTests {

  @Autowired private Clusters clusters;
  @Autowired private Placements placements;
  @Autowired private Services services;
  @Autowired private Systems systems;
  @Autowired private Teams teams;
  @Autowired private People people;
  @Autowired private Grants grants;
  @Autowired private Environments environments;
  @Autowired private JdbcClient jdbc;
  @LocalServerPort private int port;

  private final String name = "n" + UUID.randomUUID().toString().substring(0, 8);
  private String namespace = "shop";
  private ClusterView front;
  private ClusterView back;
  private EnvironmentView production;
  private EnvironmentView dev;

  @BeforeEach
  void twoNamesOfOneServer() {
    front = cluster("-front");
    back = cluster("-back");
    jdbc.sql("update cluster set uid = ? where id in (?, ?)")
        .params("uid-" + name, front.id().value(), back.id().value())
        .update();
    systems.register(new RegisterSystem(name, name, "For a test"), Actor.SYSTEM);
    teams.create(name, name, Actor.SYSTEM);
    teams.create(name + "-b", name, Actor.SYSTEM);
    production = environment("-prod", EnvironmentClass.PRODUCTION);
    dev = environment("-dev", EnvironmentClass.DEVELOPMENT);
  }

  @Test
  void theNamespaceOfAnotherTeamIsClosedUnderEveryNameOfTheServer() {
    place("theirs", name, production, front, Actor.SYSTEM);
    var owner = person("owner", name + "-b", Role.SERVICE_OWNER);

    assertThatThrownBy(() -> place("ours", name + "-b", production, back, owner))
        .isInstanceOf(NotAllowed.class);
    jdbc.sql("update cluster set uid = ? where id = ?")
        .params("uid-other-" + name, back.id().value())
        .update();
    assertThat(place("ours-too", name + "-b", production, back, owner)).isNotNull();
  }

  /// Else a developer would place what is none of theirs, such as a vault, and read its logs.
  @Test
  @Negative(31)
  void theFirstClaimOfANamespaceIsAnOwnersInEveryClass() {
    var developer = person("dev", name, Role.DEVELOPER);
    var owner = person("owner", name, Role.SERVICE_OWNER);
    var staging = environment("-stage", EnvironmentClass.STAGING);

    for (var environment : List.of(dev, staging, production)) {
      var slug = environment.slug();
      namespace = "vault-" + slug;
      assertThatThrownBy(() -> place("vault-" + slug, name, environment, back, developer))
          .isInstanceOf(NotAllowed.class)
          .hasMessageContaining("service owner or platform admin here. Ask ");
      assertThat(place("first-" + slug, name, environment, front, owner)).isNotNull();
      assertThat(place("next-" + slug, name, environment, back, developer)).isNotNull();
    }
  }

  /// Else production's rules would stay with a namespace that is none of production.
  @Test
  @Negative(31)
  void aNamespaceOfWeakerClassesBecomesProductionByAnOwnerOnly() {
    place("test", name, dev, front, Actor.SYSTEM);
    var developer = person("dev", name, Role.DEVELOPER);

    assertThatThrownBy(() -> place("live", name, production, back, developer))
        .isInstanceOf(NotAllowed.class);
    var owner = person("owner", name, Role.SERVICE_OWNER);
    assertThat(place("by-owner", name, production, back, owner)).isNotNull();
    assertThat(place("by-developer", name, production, front, developer)).isNotNull();
  }

  @Test
  @Negative(31)
  void whatIsProductionIsPointedElsewhereOrEndedByAnOwnerOnly() {
    var tested = place("test", name, dev, front, Actor.SYSTEM);
    var live = place("live", name, production, front, Actor.SYSTEM);
    var developer = person("dev", name, Role.DEVELOPER);
    var owner = person("owner", name, Role.SERVICE_OWNER);
    var elsewhere = workload(front, "elsewhere");

    assertThatThrownBy(() ->
            placements.change(
                live.id(), null, elsewhere, "app", "it runs elsewhere now", developer))
        .isInstanceOf(NotAllowed.class)
        .hasMessageContaining("service owner");
    assertThatThrownBy(() ->
            placements.change(
                live.id(), null, live.workload(), "sidecar", "it runs elsewhere now", developer))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> placements.remove(live.id(), "it is not wanted", developer))
        .isInstanceOf(NotAllowed.class);
    assertThat(placements.stored(live.id())).contains(live);

    assertThat(
            placements
                .change(live.id(), null, elsewhere, "app", "it runs elsewhere now", owner)
                .workload())
        .isEqualTo(elsewhere);
    placements.remove(live.id(), "it is not wanted", owner);
    placements.remove(tested.id(), "it is not wanted", developer);
    assertThat(placements.stored(tested.id())).isEmpty();
  }

  /// Else a developer would take a production workload off and place it where no approval is asked.
  @Test
  void whatWasProductionIsNotPlacedAnewUnderWeakerRules() {
    place("test", name, dev, front, Actor.SYSTEM);
    var live = place("live", name, production, front, Actor.SYSTEM);
    var developer = person("dev", name, Role.DEVELOPER);
    placements.remove(live.id(), "it runs elsewhere now", Actor.SYSTEM);

    for (var cluster : List.of(front, back)) {
      assertThatThrownBy(() -> place("again-" + cluster.slug(), name, dev, cluster, developer))
          .isInstanceOf(NotAllowed.class);
    }
    var owner = person("owner", name, Role.SERVICE_OWNER);
    assertThat(place("by-owner", name, dev, back, owner)).isNotNull();
  }

  /// Else a developer would go round a freeze or two approvers by way of another production.
  @Test
  void whatRanInOneProductionIsTakenToAnotherByAnOwnerOnly() {
    var live = place("live", name, production, front, Actor.SYSTEM);
    var developer = person("dev", name, Role.DEVELOPER);
    placements.remove(live.id(), "it runs elsewhere now", Actor.SYSTEM);
    var other =
        environments.register(
            new RegisterEnvironment(
                name + "-prod-b", name + " prod b", EnvironmentClass.PRODUCTION, 971),
            Actor.SYSTEM);
    var there = new PlaceService(live.service(), other.id(), live.workload(), "app");

    assertThatThrownBy(() -> placements.place(there, developer)).isInstanceOf(NotAllowed.class);
    assertThat(placements.place(there, person("owner", name, Role.SERVICE_OWNER))).isNotNull();
  }

  /// Until then what ran there is not found, for it is kept by the identity of its API server.
  @Test
  @Negative(31)
  void untilAClusterIsMetAnOwnerAnswersForEveryNamespaceOfIt() {
    var live = place("live", name, production, front, Actor.SYSTEM);
    placements.remove(live.id(), "it moves to a new registration", Actor.SYSTEM);
    clusters.remove(front.id(), "it is registered anew", Actor.SYSTEM);
    var anew = cluster("-front");
    var owner = person("owner", name, Role.SERVICE_OWNER);
    var developer = person("dev", name, Role.DEVELOPER);

    assertThat(place("first", name, dev, anew, owner)).isNotNull();
    assertThatThrownBy(() -> place("live-again", name, dev, anew, developer))
        .isInstanceOf(NotAllowed.class);
  }

  @Test
  void thePagesSayWhichClustersAreOneServer() {
    var vera = Visitor.signedIn(port, "vera");
    await()
        .untilAsserted(() ->
            assertThat(Visitor.page(vera.get("/clusters/" + back.slug())).text())
                .contains("Same API server as " + front.slug()));
    assertThat(Visitor.page(vera.get("/clusters")).select("tr:contains(" + front.slug() + ")"))
        .anyMatch(row -> row.text().contains("Same API server as " + back.slug()));
  }

  private Placement place(
      String service, String team, EnvironmentView environment, ClusterView cluster, Actor actor) {
    var registered =
        services.register(
            new RegisterService(
                name + "-" + service, service, "", name, team, 3, Lifecycle.PRODUCTION, List.of()),
            Actor.SYSTEM);
    return placements.place(
        new PlaceService(registered.id(), environment.id(), workload(cluster, service), "app"),
        actor);
  }

  private WorkloadRef workload(ClusterView cluster, String called) {
    return new WorkloadRef(cluster.id(), namespace, WorkloadKind.DEPLOYMENT, called);
  }

  private Actor person(String handle, String team, Role role) {
    var person = people.register(name + "-" + handle, handle, Actor.SYSTEM);
    var slug = teams.bySlug(team).orElseThrow();
    grants.give(person.id(), role, slug.id(), null, "For a test", Actor.SYSTEM);
    return new Actor(
        person.id().value(), person.name(), Via.SESSION, "127.0.0.1", "test", Instant.now());
  }

  private ClusterView cluster(String suffix) {
    return clusters.register(
        new RegisterCluster(name + suffix, "A cluster", ClusterMother.nowhere()), Actor.SYSTEM);
  }

  private EnvironmentView environment(String suffix, EnvironmentClass environmentClass) {
    return environments.register(
        new RegisterEnvironment(name + suffix, name, environmentClass, 961), Actor.SYSTEM);
  }
}
