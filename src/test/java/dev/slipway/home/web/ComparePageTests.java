package dev.slipway.home.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.RegisterSystem;
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
import dev.slipway.identity.PersonMother;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@SlipwayTest
class ComparePageTests {

  @Autowired Services services;
  @Autowired Systems systems;
  @Autowired Environments environments;
  @Autowired Placements placements;
  @Autowired Clusters clusters;
  @Autowired Teams teams;
  @LocalServerPort int port;

  private final String mark = UUID.randomUUID().toString().substring(0, 8);
  private ServiceView service;
  private ClusterId cluster;
  private Visitor vera;

  @BeforeEach
  void aServiceInOneEnvironment() {
    var team = new PersonMother().team(teams);
    systems.register(new RegisterSystem("compare-" + mark, "Compare", ""), Actor.SYSTEM);
    service =
        services.register(
            new RegisterService(
                "twin-" + mark,
                "twin",
                "",
                "compare-" + mark,
                team.slug(),
                3,
                Lifecycle.PRODUCTION,
                List.of()),
            Actor.SYSTEM);
    cluster =
        clusters
            .register(
                new RegisterCluster(
                    "twin-" + mark,
                    "Twin",
                    """
                    apiVersion: v1
                    kind: Config
                    current-context: dead
                    contexts: [{name: dead, context: {cluster: dead, user: dead}}]
                    clusters: [{name: dead, cluster: {server: "http://127.0.0.1:9"}}]
                    users: [{name: dead, user: {token: none}}]
                    """),
                Actor.SYSTEM)
            .id();
    place("one-" + mark, 970);
    vera = Visitor.signedIn(port, "vera");
  }

  @Test
  void oneEnvironmentHasNothingToBeComparedWith() {
    assertThat(Visitor.page(vera.get("/compare?service=" + service.slug())).text())
        .contains("Nothing to compare");
    assertThat(vera.get("/compare?service=no-such-" + mark).statusCode()).isEqualTo(404);
  }

  @Test
  void whoNamesNoServiceChoosesOneOfThoseThatHaveSomethingToCompare() {
    assertThat(offered()).doesNotContain(service.slug());
    place("two-" + mark, 971);
    assertThat(offered()).contains(service.slug());
  }

  private List<String> offered() {
    var answer = vera.get("/compare");
    assertThat(answer.statusCode()).isEqualTo(200);
    return Visitor.page(answer).select("option").eachAttr("value");
  }

  @Test
  void factsStandSideBySideAndWhatIsNotKnownSaysSo() {
    place("two-" + mark, 971);
    var page = Visitor.page(vera.get("/compare?service=" + service.slug()));

    assertThat(page.select("thead th").eachText()).contains("one-" + mark, "two-" + mark);
    assertThat(page.select("tbody th").eachText()).contains("Version", "Image", "Digest");
    assertThat(page.select("tbody td").text()).contains("not known");
    assertThat(Visitor.page(vera.get("/services/" + service.slug())).select("a[href^=/compare]"))
        .hasSize(1);
  }

  private void place(String stage, int rank) {
    var environment =
        environments.register(
            new RegisterEnvironment(stage, stage, EnvironmentClass.DEVELOPMENT, rank),
            Actor.SYSTEM);
    var workload = new WorkloadRef(cluster, stage, WorkloadKind.DEPLOYMENT, "twin");
    placements.place(
        new PlaceService(service.id(), environment.id(), workload, "app"), Actor.SYSTEM);
  }
}
