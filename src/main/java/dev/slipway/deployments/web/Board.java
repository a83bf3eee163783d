package dev.slipway.deployments.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.deployments.DeploymentDetails;
import dev.slipway.deployments.DeploymentNotFound;
import dev.slipway.deployments.DeploymentSummary;
import dev.slipway.deployments.Deployments;
import dev.slipway.deployments.Drift;
import dev.slipway.deployments.Obstacles;
import dev.slipway.deployments.web.DeploymentPage.Rights;
import dev.slipway.identity.Access;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.plans.Plans;
import dev.slipway.policies.Locks;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Puts together what the pages show.
@Component
class Board {

  private static final int ROWS = 30;

  private final Deployments deployments;
  private final LiveWorkloads workloads;
  private final Services services;
  private final Environments environments;
  private final Access access;
  private final Plans plans;
  private final Placements placements;
  private final Headways headways;
  private final Obstacles obstacles;
  private final Locks locks;
  private final Clock clock;

  Board(
      Deployments deployments,
      LiveWorkloads workloads,
      Services services,
      Environments environments,
      Access access,
      Plans plans,
      Placements placements,
      Headways headways,
      Obstacles obstacles,
      Locks locks,
      Clock clock) {
    this.deployments = deployments;
    this.workloads = workloads;
    this.services = services;
    this.environments = environments;
    this.access = access;
    this.plans = plans;
    this.placements = placements;
    this.headways = headways;
    this.obstacles = obstacles;
    this.locks = locks;
    this.clock = clock;
  }

  HistoryPage history(@Nullable String service, HistoryFilter filter, Actor actor) {
    return new HistoryPage(
        service,
        filter,
        deployments.active(service),
        deployments.search(filter.asShown(service, ROWS)),
        environmentNames(),
        access.permitsSomewhere(actor, Permission.CHANGE_PLAN),
        drift(service, filter.environment()));
  }

  RunningNow running(@Nullable String service) {
    return new RunningNow(deployments.active(service), environmentNames());
  }

  private String place(DeploymentSummary summary) {
    return environments
        .bySlug(summary.environment())
        .map(EnvironmentView::name)
        .orElse(summary.environment());
  }

  private @Nullable Drift drift(@Nullable String service, @Nullable String environment) {
    if (service == null || environment == null || environment.isEmpty()) {
      return null;
    }
    return services
        .bySlug(service)
        .flatMap(found ->
            environments
                .bySlug(environment)
                .flatMap(stage -> placements.at(found.id(), stage.id())))
        .flatMap(placement -> deployments.drift(placement.id()))
        .orElse(null);
  }

  DeploymentPage deployment(UUID id, Actor actor) {
    var details = deployments.byId(id);
    var summary = details.summary();
    var now = pods(details);
    var plan = details.plan() == null ? null : plans.byId(details.plan());
    return new DeploymentPage(
        details,
        place(summary),
        now.pods(),
        headways.of(details),
        obstacles.of(details).orElse(null),
        plan,
        deployments.change(id).orElseGet(() -> plan == null ? List.of() : plan.diff()),
        deployments.usual(summary.placement(), summary.kind()).orElse(null),
        now.current(),
        rights(summary, actor, now.current()),
        target(summary),
        deployments.before(id).orElse(null),
        locks
            .on(summary.placement().value())
            .filter(lock -> id.equals(lock.deployment()))
            .orElse(null),
        clock.instant());
  }

  private @Nullable DeploymentSummary target(DeploymentSummary summary) {
    try {
      return summary.target() == null ? null : deployments.byId(summary.target()).summary();
    } catch (DeploymentNotFound _) {
      return null;
    }
  }

  PodsNow pods(UUID id) {
    return pods(deployments.byId(id));
  }

  /// The pods of now are those of this deployment only until something newer changes them.
  private PodsNow pods(DeploymentDetails details) {
    var summary = details.summary();
    var current = deployments.isCurrent(summary.id()) && runsItsTemplate(details);
    return new PodsNow(summary, lanes(details, current), current);
  }

  private PodLanes lanes(DeploymentDetails details, boolean current) {
    var summary = details.summary();
    var workload = details.workload();
    return summary.state().isActive() || current
        ? PodLanes.of(
            summary,
            workload.name(),
            container(summary),
            summary.kind().changesTemplate(),
            hasNewPods(details),
            workloads.state(workload).orElse(null),
            workloads.freshnessOf(workload))
        : PodLanes.none(sentence(summary.count()));
  }

  private String container(DeploymentSummary summary) {
    return placements.byId(summary.placement()).map(Placement::container).orElse("");
  }

  private static String sentence(String text) {
    return text.isEmpty() || text.endsWith(".") ? text : text + ".";
  }

  /// The log beside a deployment that runs, or that nothing newer has followed.
  LogPanel log(UUID id, String pod, String container, Actor actor) {
    var details = deployments.byId(id);
    var summary = details.summary();
    var live = workloads.freshnessOf(details.workload()).state() == Freshness.State.LIVE;
    return LogPanel.of(
        summary,
        live
            ? workloads.state(details.workload()).map(WorkloadState::pods).orElse(List.of())
            : List.of(),
        hasNewPods(details),
        pod,
        container,
        container(summary),
        whyNot(Permission.LOGS_VIEW, summary, actor));
  }

  /// Until its template is written, the newest pods are those of the one before; once another one
  /// is, they are those of the one after.
  private boolean hasNewPods(DeploymentDetails details) {
    var summary = details.summary();
    return summary.state().isActive()
        ? workloads
            .state(details.workload())
            .filter(state -> Headways.hasWritten(summary.id(), state))
            .isPresent()
        : runsItsTemplate(details);
  }

  /// What an ended deployment left runs, as far as anybody sees.
  private boolean runsItsTemplate(DeploymentDetails details) {
    var summary = details.summary();
    return summary.state().isActive()
        || !summary.kind().changesTemplate()
        || workloads
            .state(details.workload())
            .map(state -> deployments.left(summary.id(), state.templateHash()))
            .orElse(true);
  }

  private Rights rights(DeploymentSummary summary, Actor actor, boolean current) {
    var whyNotPlan = whyNot(Permission.CHANGE_PLAN, summary, actor);
    return new Rights(
        whyNot(Permission.DEPLOYMENT_ABORT, summary, actor),
        whyNot(Permission.DEPLOYMENT_RESOLVE, summary, actor),
        whyNotPlan == null && current ? whyNoWayBack(summary) : whyNotPlan);
  }

  /// A running one is never kept from its way back: what it left is not seen yet.
  private @Nullable String whyNoWayBack(DeploymentSummary summary) {
    return summary.state().isActive()
        ? null
        : placements
            .byId(summary.placement())
            .flatMap(placement ->
                workloads
                    .state(placement.workload())
                    .flatMap(state -> deployments.whyNoWayBack(placement, state.templateHash())))
            .orElse(null);
  }

  private @Nullable String whyNot(Permission permission, DeploymentSummary summary, Actor actor) {
    var scope =
        services
            .bySlug(summary.service())
            .flatMap(service ->
                environments
                    .bySlug(summary.environment())
                    .map(stage -> Scope.of(service.team(), stage.environmentClass())));
    if (scope.isEmpty()) {
      return "The service or its environment is not in the catalog any more.";
    }
    if (access.permits(actor, permission, scope.get())) {
      return null;
    }
    var who =
        access.whoMay(permission, scope.get()).stream()
            .map(PersonSummary::name)
            .limit(4)
            .collect(Collectors.joining(", "));
    return who.isEmpty()
        ? "Nobody may do this here."
        : "You may not do this here; " + who + " may.";
  }

  /// Names by slug, as the matrix heads its columns.
  Map<String, String> environmentNames() {
    var names = new LinkedHashMap<String, String>();
    environments.all().forEach(each -> names.put(each.slug(), each.name()));
    return names;
  }

  /// Why two deployments cannot be compared, or null.
  static @Nullable String whyNotCompare(DeploymentSummary one, DeploymentSummary other) {
    return one.placement().equals(other.placement())
        ? null
        : "They ran in different places; only deployments of one service in one environment"
            + " compare.";
  }

  static DomainFailure refused(String why) {
    return new DomainFailure(ProblemType.INVALID_REQUEST, why);
  }
}
