package dev.slipway.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.Health;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.PlaceService;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.RegisterCluster;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.Role;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.plans.Plans;
import dev.slipway.plans.ProposeChange;
import dev.slipway.policies.EditEnvironmentPolicy;
import dev.slipway.policies.EnvironmentPolicies;
import dev.slipway.policies.Locks;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import dev.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// From plan to history, against the simulated cluster that serves the Kubernetes API.
@SlipwayTest
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeploymentFlowTests {

  private static final Duration LONGEST = Duration.ofSeconds(90);

  @Autowired private ApplicationContext context;
  @Autowired private Deployments deployments;
  private final String unique = UuidV7.next().toString().substring(24);
  private final SimulatedCluster cluster =
      SimulatedCluster.start(ClusterOptions.named("flow-" + unique).speed(10));
  private Actor ada = Actor.SYSTEM;

  @BeforeAll
  void prepare() {
    bean(Clusters.class)
        .register(
            new RegisterCluster("flow-" + unique, "Flow", cluster.kubeconfig()), Actor.SYSTEM);
    var team = bean(Teams.class).create("flow-" + unique, "Flow " + unique, Actor.SYSTEM);
    var person = bean(People.class).register("ada-" + unique, "Ada", Actor.SYSTEM);
    bean(Grants.class)
        .give(person.id(), Role.SERVICE_OWNER, team.id(), null, "Tries flows", Actor.SYSTEM);
    bean(Grants.class)
        .give(person.id(), Role.ENVIRONMENT_OWNER, null, null, "Edits a policy", Actor.SYSTEM);
    ada = new Actor(person.id().value(), "Ada", Via.SESSION, "127.0.0.1", "test", Instant.now());
    bean(Systems.class).register(new RegisterSystem("flow-" + unique, "Flow", ""), Actor.SYSTEM);
    bean(Environments.class)
        .register(
            new RegisterEnvironment(
                "dev-" + unique, "Dev " + unique, EnvironmentClass.DEVELOPMENT, 1),
            Actor.SYSTEM);
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  private <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  private static String manifest(String name, String image, int replicas) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %1$s, namespace: default, labels: {app: %1$s}}
    spec:
      replicas: %3$d
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {app: %1$s}}
        spec:
          containers:
            - name: app
              image: %2$s
              env: [{name: DB_PASSWORD, value: canary-%1$s}]
    """
        .formatted(name, image, replicas);
  }

  /// A service that runs `app:1.0.0` and has been seen by the portal.
  private Placement running(String name) {
    cluster.apply(manifest(name, "app.test/" + name + ":1.0.0", 2));
    ServiceView service =
        bean(Services.class)
            .register(
                new RegisterService(
                    name,
                    name,
                    "",
                    "flow-" + unique,
                    "flow-" + unique,
                    2,
                    Lifecycle.PRODUCTION,
                    List.of()),
                Actor.SYSTEM);
    var environment = bean(Environments.class).require("dev-" + unique);
    var clusterId = bean(Clusters.class).require("flow-" + unique).id();
    var ref = new WorkloadRef(clusterId, "default", WorkloadKind.DEPLOYMENT, name);
    var placement =
        bean(Placements.class)
            .place(new PlaceService(service.id(), environment.id(), ref, "app"), Actor.SYSTEM);
    await()
        .atMost(LONGEST)
        .until(() ->
            bean(LiveWorkloads.class)
                .state(ref)
                .map(state -> state.health() == Health.HEALTHY)
                .orElse(false));
    newest(placement, DeploymentSummary::observed);
    return placement;
  }

  private DeploymentSummary newest(Placement placement, Predicate<DeploymentSummary> condition) {
    return await()
        .atMost(LONGEST)
        .until(
            () -> deployments.recent(placement.id(), 1).stream().findFirst(),
            found -> found.filter(condition).isPresent())
        .orElseThrow();
  }

  private UUID start(String name, ChangeKind kind, Map<String, String> images) {
    var wish =
        new ProposeChange(
            kind,
            name,
            "dev-" + unique,
            images,
            null,
            null,
            null,
            null,
            null,
            "A test of the whole flow",
            null,
            false,
            Set.of("pinned-image"), // no registry answers for these images
            null);
    var plan = bean(Plans.class).propose(wish, ada, true);
    return bean(Plans.class)
        .start(plan.id(), plan.hash(), UUID.randomUUID().toString(), ada)
        .value();
  }

  private DeploymentSummary ended(UUID id) {
    return await()
        .atMost(LONGEST)
        .until(() -> deployments.byId(id).summary(), found -> !found.state().isActive());
  }

  @Test
  void aRolloutIsRecordedAndARollbackGoesToTheTemplateThatWasThere() {
    var name = "shop-" + unique;
    var placement = running(name);

    var rollout = start(name, ChangeKind.ROLLOUT, Map.of("", ":1.0.1"));
    var done = ended(rollout);
    assertThat(done.state()).as(done.why()).isEqualTo(DeploymentState.SUCCEEDED);
    assertThat(done.from()).isEqualTo("1.0.0");
    assertThat(done.to()).isEqualTo("1.0.1");
    assertThat(done.requester()).isEqualTo("Ada");
    assertThat(deployments.byId(rollout).timeline()).isNotEmpty();
    assertThat(deployments.lastSucceeded(placement.id()).orElseThrow().id()).isEqualTo(rollout);
    await().atMost(LONGEST).until(() -> deployments.byId(rollout).hasTemplate());
    assertThat(deployments.change(rollout).orElseThrow())
        .anyMatch(line -> line.sign() == '+' && line.text().contains(":1.0.1"))
        .noneMatch(line -> line.text().contains("canary"));

    var rollback = start(name, ChangeKind.ROLLBACK, Map.of());
    var back = ended(rollback);
    assertThat(back.state()).as(back.why()).isEqualTo(DeploymentState.SUCCEEDED);
    assertThat(back.to()).isEqualTo("1.0.0");
    assertThat(deployments.byId(rollout).summary().rolledBackBy()).isEqualTo(rollback);
    assertThat(bean(Locks.class).on(placement.id().value()).orElseThrow().reason())
        .contains("1.0.1 → 1.0.0");
    assertThat(deployments.recent(placement.id(), 10))
        .filteredOn(DeploymentSummary::observed)
        .as("our own writes are not observed changes")
        .hasSize(1);
  }

  @Test
  void whatOthersChangeIsSeenWithItsManagerAndCanBeGoneBackTo() {
    var name = "till-" + unique;
    var placement = running(name);

    cluster.apply(manifest(name, "app.test/" + name + ":2.0.0", 2));
    var seen = newest(placement, found -> found.to().equals("2.0.0"));
    assertThat(seen.observed()).isTrue();
    assertThat(seen.state()).isEqualTo(DeploymentState.OBSERVED);
    assertThat(seen.from()).isEqualTo("1.0.0");
    assertThat(seen.requester()).isNotBlank();

    cluster.apply(manifest(name, "app.test/" + name + ":1.0.0", 2));
    var back = newest(placement, found -> found.to().equals("1.0.0") && !found.seenLate());
    assertThat(back.kind()).isEqualTo(ChangeKind.ROLLBACK);

    cluster.apply(manifest(name, "app.test/" + name + ":1.0.0", 3));
    var scaled = newest(placement, found -> found.kind() == ChangeKind.SCALE);
    assertThat(scaled.from()).isEqualTo("2");
    assertThat(scaled.to()).isEqualTo("3");
  }

  @Test
  void aRolloutThatBreaksIsRolledBackOnceByThePortalAndLocked() {
    var name = "gate-" + unique;
    var placement = running(name);
    var environment = bean(Environments.class).require("dev-" + unique).id();
    var policy = bean(EnvironmentPolicies.class).of(environment);
    bean(EnvironmentPolicies.class)
        .edit(
            new EditEnvironmentPolicy(
                environment,
                policy.version(),
                policy.rules(),
                policy.rollbackRules(),
                false,
                policy.planLifetime(),
                true,
                Duration.ofSeconds(10),
                policy.crashRestarts(),
                policy.stallTimeout(),
                "Tests have no minute to wait",
                true),
            ada);

    var broken = ended(start(name, ChangeKind.ROLLOUT, Map.of("", ":missing-1")));
    assertThat(broken.state()).as(broken.why()).isEqualTo(DeploymentState.ROLLED_BACK);
    var rollback = newest(placement, found -> found.kind() == ChangeKind.ROLLBACK);
    assertThat(rollback.automatic()).isTrue();
    assertThat(ended(rollback.id()).to()).isEqualTo("1.0.0");
    assertThat(broken.replacedBy()).isEqualTo(rollback.id());
    assertThat(bean(Locks.class).on(placement.id().value())).isPresent();
    assertThat(deployments.recent(placement.id(), 10))
        .filteredOn(found -> found.kind() == ChangeKind.ROLLBACK)
        .as("once, never looping")
        .hasSize(1);
  }
}
