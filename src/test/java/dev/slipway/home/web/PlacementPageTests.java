package dev.slipway.home.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.PlaceService;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.RegisterCluster;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonMother;
import dev.slipway.identity.Role;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

@SlipwayTest
class PlacementPageTests {

  @Autowired Services services;
  @Autowired Systems systems;
  @Autowired Environments environments;
  @Autowired Placements placements;
  @Autowired Clusters clusters;
  @Autowired JdbcClient jdbc;
  @Autowired Teams teams;
  @Autowired People people;
  @Autowired Grants grants;
  @Autowired JsonMapper json;
  @LocalServerPort int port;

  private final String mark = UUID.randomUUID().toString().substring(0, 8);
  private ServiceView service;
  private Visitor kofi;

  @BeforeEach
  void aServiceOfKofisTeam() {
    var team = new PersonMother().team(teams);
    var person = people.byHandle("kofi").orElseThrow();
    grants.give(person.id(), Role.SERVICE_OWNER, team.id(), null, "owns it", Actor.SYSTEM);
    systems.register(new RegisterSystem("place-" + mark, "Place", ""), Actor.SYSTEM);
    service =
        services.register(
            new RegisterService(
                "svc-" + mark,
                "svc",
                "",
                "place-" + mark,
                team.slug(),
                2,
                Lifecycle.PLANNED,
                List.of()),
            Actor.SYSTEM);
    environments.register(
        new RegisterEnvironment("stage-" + mark, "Stage", EnvironmentClass.STAGING, 950),
        Actor.SYSTEM);
    clusters.register(
        new RegisterCluster(
            "quiet-" + mark,
            "Quiet",
            """
            apiVersion: v1
            kind: Config
            current-context: dead
            contexts: [{name: dead, context: {cluster: dead, user: dead}}]
            clusters: [{name: dead, cluster: {server: "http://127.0.0.1:9"}}]
            users: [{name: dead, user: {token: none}}]
            """),
        Actor.SYSTEM);
    // It was met before it fell silent.
    jdbc.sql("update cluster set uid = slug where slug = ?").param("quiet-" + mark).update();
    kofi = Visitor.signedIn(port, "kofi");
  }

  @Test
  void anOwnerSaysWhichWorkloadRunsTheService() {
    kofi.get("/placements/new?service=" + service.slug());
    kofi.get("/"); // the matrix is laid out without it
    var answer = kofi.post("/placements", form());

    assertThat(answer.statusCode()).isIn(302, 303);
    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .endsWith("/services/%s/env/stage-%s".formatted(service.slug(), mark));
    assertThat(placements.ofService(service.id()))
        .singleElement()
        .satisfies(placed -> assertThat(placed.workload().name()).isEqualTo("svc"));
    assertThat(kofi.get("/services/%s/env/stage-%s".formatted(service.slug(), mark)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void lookingAtTheWorkloadsLeavesNoTokenInTheAddress() {
    var shown = Visitor.page(kofi.get("/placements/new?service=" + service.slug()));
    assertThat(shown.select("[formmethod=get], form[method=get] [name=_csrf]")).isEmpty();

    var form = form();
    form.put("look", "true");
    form.put("name", "a&b c");
    var answer = kofi.post("/placements", form);

    assertThat(answer.statusCode()).isIn(302, 303);
    var address = answer.headers().firstValue("Location").orElseThrow();
    assertThat(address).contains("/placements/new?", "name=a%26b%20c").doesNotContain("_csrf");
    assertThat(
            Visitor.page(kofi.get(address.substring(address.indexOf("/placements"))))
                .select("#name")
                .val())
        .isEqualTo("a&b c");
    assertThat(placements.ofService(service.id())).isEmpty();
  }

  @Test
  void whatIsMissingIsNamedAndTheRestIsKept() {
    kofi.get("/placements/new");
    var form = form();
    form.put("namespace", "");
    form.put("cluster", "no-such");
    var answer = kofi.post("/placements", form);

    assertThat(answer.statusCode()).isEqualTo(422);
    var page = Visitor.page(answer);
    assertThat(page.select("[role=alert] a").eachAttr("href"))
        .containsExactly("#cluster", "#namespace");
    assertThat(page.select("#name").val()).isEqualTo("svc");

    form = form();
    form.put("name", "Not A Name");
    assertThat(Visitor.page(kofi.post("/placements", form)).select("[role=alert]").text())
        .contains("not a name that Kubernetes allows");
    assertThat(placements.ofService(service.id())).isEmpty();
  }

  @Test
  @Negative(31)
  void aStrangerCannotPlaceTheServiceOfAnotherTeam() {
    var vera = Visitor.signedIn(port, "vera");
    vera.get("/services");
    assertThat(vera.post("/placements", form()).statusCode()).isEqualTo(403);
    assertThat(placements.ofService(service.id())).isEmpty();
  }

  @Test
  @Negative(31)
  void aDeveloperCannotBringAWorkloadUnderWeakerRules() {
    var ada = people.byHandle("ada").orElseThrow();
    var team = teams.find(service.team()).orElseThrow();
    grants.give(ada.id(), Role.DEVELOPER, team.id(), null, "writes it", Actor.SYSTEM);
    var visitor = Visitor.signedIn(port, "ada");
    visitor.get("/placements/new");

    var refused = visitor.post("/placements", form());
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("service owner");
    assertThat(placements.ofService(service.id())).isEmpty();

    kofi.get("/placements/new");
    var kube = form();
    kube.put("namespace", "kube-system");
    assertThat(kofi.post("/placements", kube).body()).contains("own. Place services in");
    assertThat(placements.ofService(service.id())).isEmpty();

    // An owner has said that the namespace is of this class: from then on developers may.
    assertThat(kofi.post("/placements", form()).statusCode()).isIn(302, 303);
    var form = form();
    form.put("service", second().slug());
    form.put("name", "second");
    assertThat(visitor.post("/placements", form).statusCode()).isIn(302, 303);
  }

  @Test
  @Negative(31)
  void theNamespaceOfAnotherTeamIsClosed() {
    var shop = new WorkloadRef(cluster(), "shop", WorkloadKind.DEPLOYMENT, "theirs-" + mark);
    placements.place(new PlaceService(ofAnotherTeam(), stage(), shop, "app"), Actor.SYSTEM);
    kofi.get("/placements/new");
    var form = form();
    form.put("namespace", "shop");
    assertThat(kofi.post("/placements", form).statusCode()).isEqualTo(403);
    assertThat(placements.ofService(service.id())).isEmpty();
  }

  @Test
  void theApiTellsWhereAServiceRunsAndThatNothingIsKnownYet() {
    kofi.get("/placements/new");
    kofi.post("/placements", form());

    var one = json.readTree(kofi.get("/api/v1/services/" + service.slug()).body());
    assertThat(one.path("system").asString()).isEqualTo("place-" + mark);
    assertThat(one.path("lifecycle").asString()).isEqualTo("planned");
    assertThat(one.path("placements").get(0).path("environment").asString())
        .isEqualTo("stage-" + mark);

    var list = json.readTree(kofi.get("/api/v1/services?q=svc-" + mark).body());
    assertThat(list.path("items")).hasSize(1);
    assertThat(list.path("next").isNull()).isTrue();

    org.awaitility.Awaitility.await()
        .untilAsserted(() -> {
          var workloads =
              json.readTree(kofi.get("/api/v1/workloads?service=" + service.slug()).body())
                  .path("items");
          assertThat(workloads).hasSize(1);
          var workload = workloads.get(0);
          assertThat(workload.path("health").asString()).isEqualTo("unknown");
          assertThat(workload.path("stale").asBoolean()).isTrue();
          assertThat(workload.path("replicas").path("ready").isNull()).isTrue();
        });
    assertThat(kofi.get("/api/v1/workloads?service=no-such-service").statusCode()).isEqualTo(404);
  }

  @Test
  void theApiGivesWorkloadsPageByPage() {
    environments.register(
        new RegisterEnvironment("second-" + mark, "Second", EnvironmentClass.STAGING, 951),
        Actor.SYSTEM);
    kofi.get("/placements/new");
    kofi.post("/placements", form());
    var second = form();
    second.put("environment", "second-" + mark);
    second.put("namespace", "second");
    kofi.post("/placements", second);
    var list = "/api/v1/workloads?service=" + service.slug() + "&limit=1";
    org.awaitility.Awaitility.await()
        .untilAsserted(
            () -> assertThat(json.readTree(kofi.get(list).body()).path("next").isNull()).isFalse());

    var first = json.readTree(kofi.get(list).body());
    var last = json.readTree(kofi.get(list + "&cursor=" + first.path("next").asString()).body());

    assertThat(first.path("items")).hasSize(1);
    assertThat(last.path("items")).hasSize(1);
    assertThat(last.path("next").isNull()).isTrue();
    assertThat(
            java.util.Set.of(
                first.path("items").get(0).path("environment").asString(),
                last.path("items").get(0).path("environment").asString()))
        .containsExactlyInAnyOrder("stage-" + mark, "second-" + mark);
  }

  private ServiceView second() {
    return registered("second-" + mark, service.teamSlug());
  }

  private ServiceId ofAnotherTeam() {
    return registered("theirs-" + mark, new PersonMother().team(teams).slug()).id();
  }

  private ServiceView registered(String slug, String team) {
    return services.register(
        new RegisterService(slug, slug, "", "place-" + mark, team, 2, Lifecycle.PLANNED, List.of()),
        Actor.SYSTEM);
  }

  private EnvironmentId stage() {
    return environments.bySlug("stage-" + mark).orElseThrow().id();
  }

  private ClusterId cluster() {
    return clusters.bySlug("quiet-" + mark).orElseThrow().id();
  }

  private Map<String, String> form() {
    return new HashMap<>(
        Map.of(
            "service", service.slug(),
            "environment", "stage-" + mark,
            "cluster", "quiet-" + mark,
            "namespace", "shop",
            "kind", "DEPLOYMENT",
            "name", "svc",
            "container", "app"));
  }
}
