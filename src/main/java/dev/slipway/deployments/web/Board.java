package dev.slipway.deployments.web;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.deployments.DeploymentDetails;
import dev.slipway.deployments.DeploymentNotFound;
import dev.slipway.deployments.DeploymentSummary;
import dev.slipway.deployments.Deployments;
import dev.slipway.deployments.web.DeploymentPage.Rights;
import dev.slipway.identity.Access;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.plans.Plans;
import dev.slipway.plans.spi.DiffLine;
import dev.slipway.shell.Times;
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
  private final Clock clock;

  Board(
      Deployments deployments,
      LiveWorkloads workloads,
      Services services,
      Environments environments,
      Access access,
      Plans plans,
      Clock clock) {
    this.deployments = deployments;
    this.workloads = workloads;
    this.services = services;
    this.environments = environments;
    this.access = access;
    this.plans = plans;
    this.clock = clock;
  }

  HistoryPage history(@Nullable String service, HistoryFilter filter, Actor actor) {
    var running =
        deployments.active().stream()
            .filter(each -> service == null || each.service().equals(service))
            .toList();
    return new HistoryPage(
        service,
        filter,
        running,
        deployments.search(filter.search(service, ROWS)),
        environmentNames(),
        access.permitsSomewhere(actor, Permission.CHANGE_PLAN));
  }

  DeploymentPage deployment(UUID id, Actor actor) {
    var details = deployments.byId(id);
    var summary = details.summary();
    return new DeploymentPage(
        details,
        pods(details),
        podsNote(details),
        deployments.change(id).orElseGet(() -> planned(details)),
        deployments.usual(summary.placement(), summary.kind()).orElse(null),
        deployments.isCurrent(id),
        rights(summary, actor),
        target(summary),
        clock.instant());
  }

  /// What the plan says, until the cluster's own template is recorded.
  private List<DiffLine> planned(DeploymentDetails details) {
    return details.plan() == null ? List.of() : plans.byId(details.plan()).diff();
  }

  private @Nullable DeploymentSummary target(DeploymentSummary summary) {
    try {
      return summary.target() == null ? null : deployments.byId(summary.target()).summary();
    } catch (DeploymentNotFound _) {
      return null;
    }
  }

  private static boolean changesTemplate(DeploymentSummary each) {
    return switch (each.kind()) {
      case ROLLOUT, ROLLBACK, RESTART -> true;
      case SCALE, PAUSE, RESUME -> false;
    };
  }

  private List<PodRow> pods(DeploymentDetails details) {
    var summary = details.summary();
    return workloads
        .state(details.workload())
        .map(state ->
            state.pods().stream()
                .map(pod ->
                    PodRow.of(
                        pod,
                        details.workload().name(),
                        version(summary, false),
                        version(summary, true)))
                .toList())
        .orElse(List.of());
  }

  private static String version(DeploymentSummary summary, boolean newest) {
    return changesTemplate(summary)
        ? (newest ? summary.to() : summary.from())
        : (newest ? "current" : "older");
  }

  private @Nullable String podsNote(DeploymentDetails details) {
    var freshness = workloads.freshness(details.workload().cluster());
    if (freshness.state() == Freshness.State.LIVE) {
      return null;
    }
    var asOf = freshness.asOf();
    var reason = freshness.reason() == null ? "the cluster is silent" : freshness.reason();
    return asOf == null
        ? "The cluster has not been seen yet."
        : "As of " + Times.relative(asOf, clock.instant()) + ": " + reason + ".";
  }

  private Rights rights(DeploymentSummary summary, Actor actor) {
    return new Rights(
        whyNot(Permission.DEPLOYMENT_ABORT, summary, actor),
        whyNot(Permission.DEPLOYMENT_RESOLVE, summary, actor),
        whyNot(Permission.CHANGE_PLAN, summary, actor));
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

  private Map<String, String> environmentNames() {
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
