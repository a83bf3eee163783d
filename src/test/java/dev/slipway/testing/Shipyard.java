package dev.slipway.testing;

import static org.awaitility.Awaitility.await;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.clusters.Clusters;
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
import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.context.ApplicationContext;

/// A simulated cluster that the portal under test watches, with a team, an environment and services
/// of its own that run there.
public final class Shipyard implements AutoCloseable {

  private final ApplicationContext context;
  private final SimulatedCluster cluster;
  private final String slug;
  private final Actor owner;

  public Shipyard(ApplicationContext context) {
    this(context, options -> options);
  }

  /// @param like what its cluster is to be like
  public Shipyard(ApplicationContext context, UnaryOperator<ClusterOptions> like) {
    this.context = context;
    this.slug = "yard-" + UuidV7.next().toString().substring(24);
    this.cluster = SimulatedCluster.start(like.apply(ClusterOptions.named(slug).speed(10)));
    bean(Clusters.class)
        .register(new RegisterCluster(slug, slug, cluster.kubeconfig()), Actor.SYSTEM);
    var team = bean(Teams.class).create(slug, slug, Actor.SYSTEM);
    var kofi = bean(People.class).byHandle("kofi").orElseThrow();
    bean(Grants.class)
        .give(kofi.id(), Role.SERVICE_OWNER, team.id(), null, "Runs the yard", Actor.SYSTEM);
    owner =
        new Actor(kofi.id().value(), kofi.name(), Via.SESSION, "127.0.0.1", "test", Instant.now());
    bean(Systems.class).register(new RegisterSystem(slug, slug, ""), Actor.SYSTEM);
    bean(Environments.class)
        .register(
            new RegisterEnvironment(slug, slug, EnvironmentClass.DEVELOPMENT, 800), Actor.SYSTEM);
  }

  public SimulatedCluster cluster() {
    return cluster;
  }

  /// Slug of the cluster, the team, the system and the environment alike.
  public String slug() {
    return slug;
  }

  /// Kofi, who owns every service of the yard.
  public Actor owner() {
    return owner;
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /// A Deployment of two pods with this image.
  public static String manifest(String name, String image) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %1$s, namespace: default}
    spec:
      replicas: 2
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {app: %1$s}}
        spec: {containers: [{name: app, image: '%2$s'}]}
    """
        .formatted(name, image);
  }

  /// A service that runs this image and that the portal has seen ready.
  public Placement launch(String name, String image) {
    cluster.apply(manifest(name, image));
    var service =
        bean(Services.class)
            .register(
                new RegisterService(name, name, "", slug, slug, 2, Lifecycle.PRODUCTION, List.of()),
                Actor.SYSTEM);
    var ref =
        new WorkloadRef(
            bean(Clusters.class).require(slug).id(), "default", WorkloadKind.DEPLOYMENT, name);
    var environment = bean(Environments.class).require(slug).id();
    var placement =
        bean(Placements.class)
            .place(new PlaceService(service.id(), environment, ref, "app"), Actor.SYSTEM);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            bean(LiveWorkloads.class).state(ref).filter(state -> state.ready() == 2).isPresent());
    return placement;
  }

  @Override
  public void close() {
    cluster.close();
  }
}
