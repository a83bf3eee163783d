package dev.slipway.onboarding;

import static org.awaitility.Awaitility.await;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.RegisterCluster;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonMother;
import dev.slipway.identity.Role;
import dev.slipway.identity.TeamSummary;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A simulated cluster with a shop: `web`, which calls `redis`, in a namespace that names its stage
/// and its team.
abstract class AdoptionFixture {

  @Autowired Discovery discovery;
  @Autowired Adoption adoption;
  @Autowired CatalogFile file;
  @Autowired Clusters clusters;
  @Autowired Services services;
  @Autowired Systems systems;
  @Autowired Environments environments;
  @Autowired Placements placements;
  @Autowired Teams teams;
  @Autowired People people;
  @Autowired Grants grants;
  @Autowired JdbcClient jdbc;
  @LocalServerPort int port;

  final String mark = UUID.randomUUID().toString().substring(0, 8);
  final SimulatedCluster simulated =
      SimulatedCluster.start(ClusterOptions.named("adopt-" + mark).speed(10));
  final PersonMother mother = new PersonMother();
  TeamSummary team;
  ClusterId cluster;
  String slug;

  @BeforeEach
  void connect() {
    team = mother.team(teams);
    slug = "adopt-" + mark;
    simulated.apply(
        namespace("shop" + mark)
            + workload("web", "redis" + mark)
            + workload("redis" + mark, "")
            + service("redis" + mark));
    cluster =
        clusters
            .register(new RegisterCluster(slug, "Adopt", simulated.kubeconfig()), Actor.SYSTEM)
            .id();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> clusters.freshness(cluster).state() == Freshness.State.LIVE);
  }

  @AfterEach
  void stop() {
    simulated.close();
  }

  private String namespace(String name) {
    return """
    ---
    apiVersion: v1
    kind: Namespace
    metadata:
      name: %s
      labels: {environment: "stage-%s", team: %s}
    """
        .formatted(name, mark, team.slug());
  }

  private String workload(String name, String host) {
    return """
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %1$s, namespace: shop%2$s}
    spec:
      replicas: 1
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {app: %1$s}}
        spec:
          containers:
          - name: main
            image: registry.example/%1$s:1
            env: [{name: CACHE_HOST, value: "%3$s"}]
    """
        .formatted(name.equals("web") ? "web" + mark : name, mark, host);
  }

  private String service(String name) {
    return """
    ---
    apiVersion: v1
    kind: Service
    metadata: {name: %1$s, namespace: shop%2$s}
    spec: {selector: {app: %1$s}, ports: [{port: 6379}]}
    """
        .formatted(name, mark);
  }

  Actor owner() {
    var person = mother.person(people);
    grants.give(person.id(), Role.SERVICE_OWNER, null, null, "for this test", Actor.SYSTEM);
    return mother.actor(person);
  }

  Actor member(Role role, TeamSummary of) {
    var person = mother.person(people);
    grants.give(person.id(), role, of.id(), null, "for this test", Actor.SYSTEM);
    return mother.actor(person);
  }

  List<Adopt> proposed(Actor actor) {
    return discovery.in(slug, actor).candidates().stream()
        .filter(each -> !each.platform())
        .map(each ->
            new Adopt(
                each.workload(),
                each.container(),
                each.service().value(),
                each.system().value(),
                each.environment().value(),
                each.team().value(),
                each.needs().stream().map(Candidate.Need::on).toList()))
        .toList();
  }

  List<NewEnvironment> staging() {
    return List.of(new NewEnvironment("stage-" + mark, EnvironmentClass.STAGING, 400));
  }
}
