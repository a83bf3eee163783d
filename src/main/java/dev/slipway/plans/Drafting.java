package dev.slipway.plans;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.Via;
import dev.slipway.plans.spi.Action;
import dev.slipway.policies.spi.ChangeFacts.Declared;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Works a wish out against the cluster: reads the live object and lets the action prepare the
/// change. Outside any transaction, and bounded in time.
@Component
class Drafting {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final Services services;
  private final Environments environments;
  private final Placements placements;
  private final Access access;
  private final ClusterGateway gateway;
  private final LiveWorkloads live;
  private final Actions actions;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Drafting(
      Services services,
      Environments environments,
      Placements placements,
      Access access,
      ClusterGateway gateway,
      LiveWorkloads live,
      Actions actions) {
    this.services = services;
    this.environments = environments;
    this.placements = placements;
    this.access = access;
    this.gateway = gateway;
    this.live = live;
    this.actions = actions;
  }

  /// Refuses whoever has no right to make the change, before anything is read.
  Draft draft(ProposeChange wish, Actor actor) {
    requireRight(
        actor, services.require(wish.service()), environments.require(wish.environment()), wish);
    if (actor.via() == Via.SYSTEM) {
      return worked(wish);
    }
    var draft = draft(wish);
    actions
        .of(wish.kind())
        .touches(draft.prepared().content())
        .forEach(where -> requireRight(actor, where, wish));
    return draft;
  }

  private void requireRight(Actor actor, Action.Touched where, ProposeChange wish) {
    requireRight(
        actor,
        services.byId(new ServiceId(where.service())).orElseThrow(PlanRefused::noSuchPlan),
        environments
            .byId(new EnvironmentId(where.environment()))
            .orElseThrow(PlanRefused::noSuchPlan),
        wish);
  }

  /// For whoever only asks what would be.
  Draft draft(ProposeChange wish) {
    var draft = worked(wish);
    return draft.with(actions.of(wish.kind()).informed(draft.prepared()));
  }

  private Draft worked(ProposeChange wish) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a cluster is never read inside a transaction");
    }
    var service = services.require(wish.service());
    var environment = environments.require(wish.environment());
    var placement =
        placements
            .at(service.id(), environment.id())
            .orElseThrow(() ->
                new PlanRefused(
                    ProblemType.NOT_FOUND,
                    "%s does not run in %s. Place it there first: name its cluster, namespace and workload."
                        .formatted(service.name(), environment.name())));
    return within(() -> read(wish, service, environment, placement), placement);
  }

  private void requireRight(
      Actor actor, ServiceView service, EnvironmentView environment, ProposeChange wish) {
    if (actor.via() == Via.SYSTEM) {
      return;
    }
    Reasons.requireShort(wish);
    access.require(
        actor,
        wish.kind().permission(),
        Scope.of(service.team(), environment.environmentClass()),
        Subject.of(
                "plan",
                service.slug() + "/" + environment.slug(),
                "%s of %s in %s".formatted(wish.kind().noun(), service.name(), environment.name()))
            .in(service.slug(), environment.slug()));
  }

  private Draft read(
      ProposeChange wish, ServiceView service, EnvironmentView environment, Placement placement) {
    var workload = placement.workload();
    var now =
        gateway
            .read(workload)
            .orElseThrow(() ->
                new PlanRefused(
                    ProblemType.NOT_FOUND,
                    "%s is not in the cluster. Deploy it there first, or correct the placement."
                        .formatted(workload)));
    var action = actions.of(wish.kind());
    var state = live.state(workload).orElse(null);
    var prepared = action.prepare(wish, placement, now, state);
    var base = action.baseHash(prepared.content(), now);
    var config = gateway.configMapHashes(workload, now.spec().path("template"));
    return new Draft(
        wish,
        service,
        environment,
        placement,
        now,
        base,
        prepared.called(declared(wish), wish.ticket()),
        config);
  }

  private static @Nullable Declared declared(ProposeChange wish) {
    var named = wish.changeClass();
    return named == null ? null : new Declared(named, wish.ticket());
  }

  private <T> T within(Callable<T> work, Placement placement) {
    var future = threads.submit(work);
    try {
      return future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof DomainFailure refusal) {
        throw refusal;
      }
      throw new IllegalStateException(
          "a change of " + placement.workload() + " could not be worked out", failure.getCause());
    } catch (TimeoutException failure) {
      future.cancel(true);
      throw new ClusterUnreachable(
          "of " + placement.workload(), "no answer within " + LIMIT.toSeconds() + " s", failure);
    } catch (InterruptedException failure) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw new ClusterUnreachable("of " + placement.workload(), "interrupted", failure);
    }
  }
}
