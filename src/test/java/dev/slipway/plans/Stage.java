package dev.slipway.plans;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import dev.slipway.approvals.Approvals;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.TeamSummary;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.plans.spi.Action;
import dev.slipway.plans.spi.DiffLine;
import dev.slipway.plans.spi.Prepared;
import dev.slipway.plans.spi.Progress;
import dev.slipway.policies.EnvironmentPolicies;
import dev.slipway.policies.Policies;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.runtime.Sealing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// A service of its own on the real database, with a cluster that obeys the test. The engine is the
/// real one; only the cluster, the actions and the waking are played.
class Stage {

  final FakeCluster cluster = new FakeCluster();
  final AtomicReference<Progress.Step> settles = new AtomicReference<>(Progress.Step.DONE);
  volatile FailPoints failPoints = (_, _) -> {};
  final TeamSummary team;
  final PersonSummary ada;
  final PersonSummary mira;
  final PersonSummary jon;
  final ServiceView service;
  final EnvironmentView environment;
  final ApplicationContext context;
  final PlanRows rows;
  final Proposals proposals;
  final PlanReader reader;
  final Claim claim;
  final Worker worker;
  final Plans plans;
  final Operations operations;
  final Tidying tidying;
  final Recount recount;
  final Drafting drafting = mock();
  final List<PlanId> toStart = new ArrayList<>();
  private final StagedHook hook;
  private final ObjectProvider<Plans> plansProvider = mock();
  private final ObjectProvider<Operations> operationsProvider = mock();
  private final TransactionTemplate transaction;
  private final ClusterId clusterId = ClusterId.next();

  Stage(ApplicationContext context, EnvironmentClass environmentClass) {
    this.context = context;
    this.hook = bean(StagedHook.class);
    var unique = UuidV7.next().toString().substring(24);
    team = bean(Teams.class).create("team-" + unique, "Team " + unique, Actor.SYSTEM);
    ada = person("ada-" + unique, Role.DEVELOPER);
    mira = person("mira-" + unique, Role.APPROVER);
    jon = person("jon-" + unique, Role.APPROVER);
    bean(Systems.class).register(new RegisterSystem("sys-" + unique, "Sys", ""), Actor.SYSTEM);
    service = register("app-" + unique, "sys-" + unique);
    environment =
        bean(Environments.class)
            .register(
                new RegisterEnvironment("env-" + unique, "Env " + unique, environmentClass, 500),
                Actor.SYSTEM);
    transaction = new TransactionTemplate(bean(PlatformTransactionManager.class));
    rows = bean(PlanRows.class);

    LiveWorkloads live = mock();
    when(live.state(any())).thenAnswer(call -> cluster.state(call.getArgument(0)));
    when(live.freshness(any()))
        .thenAnswer(_ -> new Freshness(Freshness.State.LIVE, Instant.now(), null));
    var actions =
        new Actions(mock()) {
          @Override
          synchronized Action of(ChangeKind kind) {
            return new FakeAction(kind, settles);
          }
        };
    FailPoints points = (point, id) -> failPoints.reach(point, id);
    var staleness = new Staleness(live, actions);
    var guards = bean(Guards.class);
    var planMoves = bean(PlanMoves.class);
    var moves = bean(OperationMoves.class);
    var leases = bean(Leases.class);
    var time = bean(DatabaseTime.class);
    var transactions = bean(PlatformTransactionManager.class);
    var policies = bean(EnvironmentPolicies.class);
    var approvals = bean(Approvals.class);
    var properties =
        new PlansProperties(Duration.ofMinutes(60), Duration.ofMillis(1), Duration.ofMillis(1));
    PlanTasks tasks = new PlayedTasks();
    proposals =
        new Proposals(
            rows,
            planMoves,
            guards,
            staleness,
            bean(Policies.class),
            policies,
            approvals,
            bean(Sealing.class),
            time,
            bean(ApplicationEventPublisher.class));
    reader = new PlanReader(rows, guards, staleness, approvals, time);
    claim =
        new Claim(
            rows, planMoves, moves, guards, staleness, leases, time, tasks, properties, points);
    var steps = new Steps(rows, proposals, planMoves, moves, leases, time, points, transactions);
    var verification =
        new Verification(
            cluster, live, actions, policies, steps, operationsProvider, properties, points);
    var sending =
        new Sending(cluster, actions, guards, approvals, steps, moves, properties, points);
    var reconciliation =
        new Reconciliation(cluster, actions, steps, moves, verification, properties, points);
    worker =
        new Worker(
            rows,
            leases,
            steps,
            moves,
            sending,
            verification,
            reconciliation,
            time,
            properties,
            points,
            transactions);
    tidying =
        new Tidying(
            rows,
            planMoves,
            guards,
            staleness,
            approvals,
            bean(IdempotencyKeys.class),
            tasks,
            time,
            bean(JdbcClient.class),
            transactions);
    plans =
        new Plans(
            drafting,
            proposals,
            reader,
            rows,
            guards,
            approvals,
            claim,
            bean(IdempotencyKeys.class),
            tidying,
            new BaseCheck(rows, cluster, actions, time, transactions),
            time,
            transactions);
    operations =
        new Operations(
            rows, moves, leases, guards, drafting, proposals, claim, time, tasks, transactions);
    recount = new Recount(rows, planMoves, guards, approvals, tasks, time, plansProvider);
    when(plansProvider.getObject()).thenReturn(plans);
    when(operationsProvider.getObject()).thenReturn(operations);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  private PersonSummary person(String handle, Role role) {
    var person = bean(People.class).register(handle, handle, Actor.SYSTEM);
    bean(Grants.class).give(person.id(), role, team.id(), null, "test", Actor.SYSTEM);
    return person;
  }

  private ServiceView register(String slug, String system) {
    return bean(Services.class)
        .register(
            new RegisterService(
                slug, slug, "", system, team.slug(), 2, Lifecycle.PRODUCTION, List.of()),
            Actor.SYSTEM);
  }

  static Actor actor(PersonSummary person) {
    return new Actor(
        person.id().value(), person.name(), Via.SESSION, "127.0.0.1", "test", Instant.now());
  }

  /// A workload of its own.
  Placement placement() {
    var ref =
        new WorkloadRef(
            clusterId,
            "default",
            WorkloadKind.DEPLOYMENT,
            "app-" + UuidV7.next().toString().substring(24));
    cluster.at(ref);
    return new Placement(PlacementId.next(), service.id(), environment.id(), ref, "app");
  }

  FakeCluster.Workload workload(Placement placement) {
    return cluster.at(placement.workload());
  }

  Draft draft(Placement placement, ChangeKind kind, boolean toLastGood) {
    var content = JsonNodeFactory.instance.objectNode();
    JsonNode template = null;
    switch (kind) {
      case ROLLOUT -> content.put("image", "app:1.0.1");
      case ROLLBACK -> {
        content.put("templateHash", "0.9.0");
        template = JsonNodeFactory.instance.objectNode().put("image", "app:0.9.0").put("stamp", "");
      }
      case SCALE -> content.put("replicas", 5);
      case RESTART -> content.put("stamp", "2026-11-20T15:42:00Z");
      case PAUSE, RESUME -> content.put("paused", kind == ChangeKind.PAUSE);
    }
    var live = cluster.read(placement.workload()).orElseThrow();
    var change =
        new ProposedChange(
            kind,
            service,
            environment,
            placement.id().value(),
            toLastGood,
            List.of("app:1.0.1@sha256:" + "a".repeat(64)),
            List.of(),
            List.of(),
            null,
            null,
            kind == ChangeKind.SCALE ? 5 : null,
            false,
            null);
    var wish =
        new ProposeChange(
            kind,
            service.slug(),
            environment.slug(),
            Map.of(),
            null,
            null,
            null,
            null,
            null,
            "Two schools saw pupils enrolled twice",
            null,
            false,
            Set.of(),
            null);
    var prepared =
        new Prepared(
            content,
            template,
            kind.slug() + " of " + placement.workload().name(),
            "1.0.0",
            "1.0.1",
            List.of(new DiffLine('-', "image: app:1.0.0"), new DiffLine('+', "image: app:1.0.1")),
            List.of("Mails already sent"),
            false,
            null,
            change);
    var base = new FakeAction(kind, settles).baseHash(content, live);
    return new Draft(wish, service, environment, placement, live, base, prepared, Map.of());
  }

  Plan propose(Placement placement, ChangeKind kind) {
    return propose(draft(placement, kind, kind == ChangeKind.ROLLBACK), ada);
  }

  Plan propose(Draft draft, PersonSummary requester) {
    return inTransaction(() -> proposals.store(PlanId.next(), draft, actor(requester)));
  }

  OperationId start(Plan plan) {
    return plans.start(plan.id, plan.hash, UuidV7.next().toString(), actor(ada));
  }

  /// Carries the operation out until it ends or waits for a person; at most `steps` executions.
  OperationState run(OperationId operation, int steps) {
    for (var step = 0; step < steps; step++) {
      if (worker.step(operation).isEmpty()) {
        break;
      }
    }
    return state(operation);
  }

  OperationState state(OperationId operation) {
    return inTransaction(() -> rows.operation(operation).state);
  }

  PlanState state(Plan plan) {
    return inTransaction(() -> rows.status(plan.id).state);
  }

  /// As if the lease of a dead worker had run out.
  void endLease(OperationId operation) {
    bean(JdbcClient.class)
        .sql(
            "update operation_lease set until = clock_timestamp() - interval '1 second' where operation = :id")
        .param("id", operation.value())
        .update();
  }

  <T> T inTransaction(Supplier<T> work) {
    return java.util.Objects.requireNonNull(transaction.execute(_ -> work.get()));
  }

  /// Keeps tasks away from the portal's own scheduler.
  private class PlayedTasks extends PlanTasks {

    PlayedTasks() {
      super(schedulers(), Clock.systemUTC());
    }

    @Override
    void wake(OperationId operation) {
      hook.stage(operation);
    }

    @Override
    void recount(PlanId plan, Duration after) {}

    @Override
    void start(PlanId plan) {
      toStart.add(plan);
    }

    @Override
    void hurry(OperationId operation) {}

    @Override
    boolean isScheduled(OperationId operation) {
      return true;
    }
  }

  private static ObjectProvider<SchedulerClient> schedulers() {
    ObjectProvider<SchedulerClient> none = mock();
    return none;
  }
}
