package dev.slipway.deployments.web;

import dev.slipway.clusters.FreshnessChanged;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadChanged;
import dev.slipway.deployments.ChangeObserved;
import dev.slipway.deployments.Deployments;
import dev.slipway.deployments.Headway;
import dev.slipway.deployments.Obstacles;
import dev.slipway.deployments.TakenBack;
import dev.slipway.deployments.WatchEnded;
import dev.slipway.identity.Access;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.plans.OperationMoved;
import dev.slipway.plans.OperationQueued;
import dev.slipway.plans.OperationState;
import dev.slipway.plans.OperationStepTaken;
import dev.slipway.plans.OperationView;
import dev.slipway.plans.Operations;
import dev.slipway.shell.Icons;
import dev.slipway.shell.LiveStream;
import dev.slipway.shell.LiveTopic;
import dev.slipway.shell.Look;
import dev.slipway.shell.NavigationItem;
import dev.slipway.shell.Panel;
import dev.slipway.shell.Patch;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/// Keeps open pages of deployments current: progress by patches, the rest by reading its part
/// again.
@Configuration(proxyBeanMethods = false)
class DeploymentsLive {

  private static final String ALL = "deployments";
  private static final List<String> LISTS = List.of("deployments-running", "deployments-list");
  private static final String ONE = "deployment";
  private static final String PODS = "deployment-pods";
  private static final List<String> POD_PARTS = List.of("deployment-pods", "deployment-log-choice");
  private static final Duration JUST_NOW = Duration.ofMinutes(2);

  private final LiveStream live;
  private final Placements placements;
  private final Operations operations;
  private final Headways headways;
  private final Obstacles obstacles;
  private final Icons icons;
  private final PodNews podNews = new PodNews(this::tellProgress);

  DeploymentsLive(
      LiveStream live,
      Placements placements,
      Operations operations,
      Headways headways,
      Obstacles obstacles,
      Icons icons) {
    this.headways = headways;
    this.obstacles = obstacles;
    this.icons = icons;
    this.live = live;
    this.placements = placements;
    this.operations = operations;
  }

  @Bean
  static NavigationItem deploymentsNavigation() {
    return new NavigationItem("Deployments", "/deployments", "rocket", 30, "");
  }

  @Bean
  static Panel serviceDeployments() {
    return new Panel("service", "Deployments", 20, "/services/{service}/deployments/panel");
  }

  @Bean
  static Panel cellDeployments() {
    return new Panel(
        "cell",
        "Deployments here",
        20,
        "/services/{service}/deployments/panel?environment={environment}");
  }

  @Bean
  static LiveTopic deploymentTopic(
      Deployments deployments, Headways headways, Access access, LiveStream live, Clock clock) {
    return new Topic(
        ONE,
        List.of("deployment-live"),
        access,
        key -> patches(deployments, headways, live, clock, key));
  }

  @Bean
  static LiveTopic deploymentsTopic(Access access, LiveStream live) {
    return new Topic(
        ALL,
        LISTS,
        access,
        _ -> {
          tellLists(live);
          return List.of();
        });
  }

  @Bean
  static LiveTopic deploymentPodsTopic(Access access) {
    return new Topic(PODS, POD_PARTS, access, _ -> List.of());
  }

  /// A topic that every viewer may watch.
  private record Topic(
      String name, List<String> parts, Access access, Function<String, List<Patch>> snapshot)
      implements LiveTopic {

    @Override
    public boolean mayWatch(Actor actor, String key) {
      return access.permitsSomewhere(actor, Permission.VIEW);
    }

    @Override
    public List<Patch> snapshot(Actor actor, String key) {
      return snapshot.apply(key);
    }

    @Override
    public List<String> parts(String key) {
      return parts;
    }
  }

  /// A short deployment may end between the page and its stream, so the page reads itself again
  /// once the stream is open, unless it ended long ago.
  private static List<Patch> patches(
      Deployments deployments, Headways headways, LiveStream live, Clock clock, String key) {
    try {
      var details = deployments.byId(UUID.fromString(key));
      var summary = details.summary();
      var ended = summary.endedAt();
      if (ended == null || ended.isAfter(clock.instant().minus(JUST_NOW))) {
        live.reload(ONE + ":" + key, "deployment-live");
      }
      if (!summary.state().isActive()) {
        return List.of(Patch.text("page-title", title(summary.seen(), summary.service())));
      }
      return progress(headways.of(details), summary.service());
    } catch (DomainFailure | IllegalArgumentException _) {
      return List.of();
    }
  }

  private static List<Patch> progress(Headway headway, @Nullable String service) {
    return List.of(
        new Patch("deployment-bar", null, Map.of("value", Integer.toString(headway.percent()))),
        Patch.text("deployment-bar-text", headway.text()),
        Patch.text("step-note", headway.text()),
        Patch.text("page-title", headway.percent() + " % " + service));
  }

  private List<Patch> progress(OperationView now) {
    var headway = headways.of(now);
    var patches = new ArrayList<>(progress(headway, now.subject().service()));
    if (now.state() == OperationState.VERIFYING) {
      patches.addAll(ObstaclePatches.of(obstacles.of(now).orElse(null), headway, icons));
    }
    return patches;
  }

  /// What moves, and the history below it, each as its page's address asks for it.
  private static void tellLists(LiveStream live) {
    LISTS.forEach(part -> live.reload(ALL, part));
  }

  @EventListener
  void on(OperationQueued event) {
    tellLists(live);
  }

  @EventListener
  void on(OperationMoved event) {
    tellLists(live);
    live.reload(topic(event.now()), "deployment-live");
    if (!event.now().state().isActive()) {
      var service = event.now().subject().service();
      live.publish(
          topic(event.now()),
          List.of(Patch.text("page-title", title(event.now().state(), service))));
    }
  }

  @EventListener
  void on(OperationStepTaken event) {
    var topic = ONE + ":" + event.operation().value();
    if (!event.step().equals("progress")) {
      live.reload(topic, "deployment-live");
    } else {
      var now = operations.byId(event.operation());
      live.publish(topic, progress(now));
      live.publish(
          ALL,
          List.of(
              new Patch(
                  "running-" + now.id().value(),
                  null,
                  Map.of("value", Integer.toString(now.percent()))),
              Patch.text("running-" + now.id().value() + "-text", now.progress())));
    }
  }

  @EventListener
  void on(WatchEnded event) {
    live.reload(ONE + ":" + event.deployment(), "deployment-live");
    live.reload(ALL, "deployments-list");
  }

  @EventListener
  void on(TakenBack event) {
    var title = Patch.text("page-title", title("taken-back", event.service()));
    for (var taken : event.deployments()) {
      live.reload(ONE + ":" + taken, "deployment-live");
      live.publish(ONE + ":" + taken, List.of(title));
    }
    live.reload(ALL, "deployments-list");
  }

  @EventListener
  void on(ChangeObserved event) {
    tellLists(live);
  }

  @EventListener
  void on(WorkloadChanged event) {
    placements.of(event.ref()).map(Placement::id).ifPresent(this::podsChanged);
  }

  @EventListener
  void on(FreshnessChanged event) {
    placements.all().stream()
        .filter(placement -> placement.workload().cluster().equals(event.cluster()))
        .map(Placement::id)
        .forEach(this::podsChanged);
  }

  /// Runs on the one thread of a cluster, which must never wait for the database.
  private void podsChanged(PlacementId placement) {
    var topic = PODS + ":" + placement.value();
    if (live.isWatched(topic)) {
      podNews.tell(placement);
      POD_PARTS.forEach(part -> live.reload(topic, part));
    }
  }

  private void tellProgress(PlacementId placement) {
    operations
        .activeOn(placement)
        .ifPresent(moving -> live.publish(topic(moving), progress(moving)));
  }

  @PreDestroy
  void close() {
    podNews.close();
  }

  private static String title(Object state, @Nullable String service) {
    return Look.of(state).word() + ": " + service;
  }

  private static String topic(OperationView operation) {
    return ONE + ":" + operation.id().value();
  }
}
