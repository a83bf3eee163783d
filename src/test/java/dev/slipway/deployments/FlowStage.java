package dev.slipway.deployments;

import static org.awaitility.Awaitility.await;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.Health;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.PlaceService;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.RegisterCluster;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.Role;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.plans.PlanView;
import dev.slipway.plans.Plans;
import dev.slipway.plans.ProposeChange;
import dev.slipway.plans.WantedAutoscaler;
import dev.slipway.plans.WantedResources;
import dev.slipway.policies.spi.ChangeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/// A team, a person and an environment on one cluster, real or simulated, for tests that go from a
/// plan to the history. Everything has a name of its own.
final class FlowStage {

  static final Duration LONGEST = Duration.ofSeconds(90);

  final String unique = UuidV7.next().toString().substring(24);
  final Actor ada;
  private final ApplicationContext context;
  private final String namespace;

  FlowStage(ApplicationContext context, String kubeconfig, String namespace) {
    this.context = context;
    this.namespace = namespace;
    bean(Clusters.class).register(new RegisterCluster(slug(), "Flow", kubeconfig), Actor.SYSTEM);
    var team = bean(Teams.class).create(slug(), "Flow " + unique, Actor.SYSTEM);
    var person = bean(People.class).register("ada-" + unique, "Ada", Actor.SYSTEM);
    bean(Grants.class)
        .give(person.id(), Role.SERVICE_OWNER, team.id(), null, "Tries flows", Actor.SYSTEM);
    ada = new Actor(person.id().value(), "Ada", Via.SESSION, "127.0.0.1", "test", Instant.now());
    bean(Systems.class).register(new RegisterSystem(slug(), "Flow", ""), Actor.SYSTEM);
    bean(Environments.class)
        .register(
            new RegisterEnvironment(
                environment(), "Dev " + unique, EnvironmentClass.DEVELOPMENT, 1),
            Actor.SYSTEM);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  private String slug() {
    return "flow-" + unique;
  }

  String environment() {
    return "dev-" + unique;
  }

  String name(String base) {
    return base + "-" + unique;
  }

  /// Registers and places a workload that is in the cluster, and waits until it is seen well.
  Placement placed(String name, WorkloadKind kind) {
    return placed(name, new WorkloadRef(cluster(), namespace, kind, name), "app");
  }

  ClusterId cluster() {
    return bean(Clusters.class).require(slug()).id();
  }

  /// The same for a workload that has another name than its service.
  Placement placed(String name, WorkloadRef workload, String container) {
    var service =
        bean(Services.class)
            .register(
                new RegisterService(
                    name, name, "", slug(), slug(), 2, Lifecycle.PRODUCTION, List.of()),
                Actor.SYSTEM);
    var environment = bean(Environments.class).require(environment());
    var placement =
        bean(Placements.class)
            .place(
                new PlaceService(service.id(), environment.id(), workload, container),
                Actor.SYSTEM);
    awaits(placement, state -> state.health() == Health.HEALTHY);
    await()
        .atMost(LONGEST)
        .until(() -> !bean(Deployments.class).recent(placement.id(), 1).isEmpty());
    return placement;
  }

  WorkloadState awaits(Placement placement, Predicate<WorkloadState> condition) {
    return await()
        .atMost(LONGEST)
        .until(
            () -> bean(LiveWorkloads.class).state(placement.workload()),
            state -> state.filter(condition).isPresent())
        .orElseThrow();
  }

  PlanView plan(
      String service, ChangeKind kind, Map<String, String> images, @Nullable Integer replicas) {
    // No registry answers for these images.
    return plan(service, kind, images, replicas, Set.of("pinned-image"));
  }

  PlanView plan(
      String service,
      ChangeKind kind,
      Map<String, String> images,
      @Nullable Integer replicas,
      Set<String> acknowledged) {
    return propose(service, kind, images, replicas, null, acknowledged);
  }

  private PlanView propose(
      String service,
      ChangeKind kind,
      Map<String, String> images,
      @Nullable Integer replicas,
      @Nullable UUID target,
      Set<String> acknowledged) {
    return bean(Plans.class)
        .propose(
            new ProposeChange(
                kind,
                service,
                environment(),
                images,
                replicas,
                null,
                null,
                null,
                target,
                "A test of the whole flow",
                null,
                false,
                acknowledged,
                null),
            ada,
            true);
  }

  /// A plan of any kind.
  PlanView plan(ProposeChange wish) {
    return bean(Plans.class).propose(wish, ada, true);
  }

  /// What somebody asks of the size of a container.
  ProposeChange sizes(String service, WantedResources wanted, Set<String> acknowledged) {
    return wish(
        ChangeKind.RESOURCES, service, null, null, WantedAutoscaler.NONE, wanted, acknowledged);
  }

  /// What somebody asks of an autoscaler.
  ProposeChange autoscaler(
      String service,
      @Nullable Integer min,
      @Nullable Integer max,
      WantedAutoscaler wanted,
      Set<String> acknowledged) {
    return wish(ChangeKind.SCALE, service, min, max, wanted, null, acknowledged);
  }

  private ProposeChange wish(
      ChangeKind kind,
      String service,
      @Nullable Integer min,
      @Nullable Integer max,
      WantedAutoscaler autoscaler,
      @Nullable WantedResources resources,
      Set<String> acknowledged) {
    return new ProposeChange(
        kind,
        service,
        environment(),
        Map.of(),
        null,
        null,
        min,
        max,
        autoscaler,
        resources,
        null,
        "A test of the whole flow",
        null,
        false,
        acknowledged,
        null,
        null);
  }

  /// A plan to go to a recorded deployment; null for the last good one.
  PlanView back(String service, @Nullable UUID target) {
    return propose(service, ChangeKind.ROLLBACK, Map.of(), null, target, Set.of("pinned-image"));
  }

  UUID start(PlanView plan) {
    return bean(Plans.class)
        .start(plan.id(), plan.hash(), UUID.randomUUID().toString(), ada)
        .value();
  }

  UUID start(String service, ChangeKind kind, Map<String, String> images) {
    return start(plan(service, kind, images, null));
  }

  DeploymentSummary ended(UUID id) {
    return await()
        .atMost(LONGEST)
        .until(
            () -> bean(Deployments.class).byId(id).summary(), found -> !found.state().isActive());
  }
}
