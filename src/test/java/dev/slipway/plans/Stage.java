package dev.slipway.plans;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.SystemClock;
import dev.slipway.approvals.Approvals;
import dev.slipway.approvals.Decide;
import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.PersonSummary;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.plans.spi.Action;
import dev.slipway.plans.spi.UsualDurations;
import dev.slipway.policies.EnvironmentPolicies;
import dev.slipway.policies.Policies;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.Way;
import dev.slipway.runtime.Sealing;
import dev.slipway.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A service of its own on the real database, with a cluster that obeys the test. The engine is the
/// real one; only the cluster, the actions and the waking are played.
class Stage extends Cast {

  /// How many deployments run and wait on a cluster.
  static final int QUEUE = 6;

  volatile FailPoints failPoints = (_, _) -> {};
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

  /// Nothing arrives late.
  Stage(ApplicationContext context, EnvironmentClass environmentClass) {
    this(context, environmentClass, Duration.ZERO);
  }

  Stage(ApplicationContext context, EnvironmentClass environmentClass, Duration inFlight) {
    super(context, environmentClass);
    this.hook = bean(StagedHook.class);
    transaction = new TransactionTemplate(bean(PlatformTransactionManager.class));
    rows = bean(PlanRows.class);

    LiveWorkloads live = mock();
    when(live.state(any())).thenAnswer(call -> cluster.state(call.getArgument(0)));
    when(live.freshnessOf(any()))
        .thenAnswer(_ -> new Freshness(Freshness.State.LIVE, Instant.now(), null));
    var actions =
        new Actions(mock()) {
          @Override
          synchronized Action of(ChangeKind kind) {
            return new FakeAction(kind, settles, cluster);
          }
        };
    FailPoints points = (point, id) -> failPoints.reach(point, id);
    var staleness = new Staleness(live, actions, bean(dev.slipway.clusters.Placements.class));
    var guards = bean(Guards.class);
    var planMoves = bean(PlanMoves.class);
    var moves = bean(OperationMoves.class);
    var leases = bean(Leases.class);
    var time = bean(DatabaseTime.class);
    var transactions = bean(PlatformTransactionManager.class);
    var policies = bean(EnvironmentPolicies.class);
    var approvals = bean(Approvals.class);
    var properties =
        new PlansProperties(
            Duration.ofMinutes(60), Duration.ofMillis(1), Duration.ofMillis(1), QUEUE);
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
            context);
    reader = new PlanReader(rows, guards, staleness, approvals, time);
    claim =
        new Claim(
            rows,
            planMoves,
            moves,
            guards,
            staleness,
            leases,
            time,
            tasks,
            actions,
            properties,
            points);
    var steps = new Steps(rows, proposals, planMoves, moves, leases, time, points, transactions);
    var verification =
        new Verification(
            cluster, live, actions, policies, steps, operationsProvider, properties, points);
    var configuration = new BoundConfiguration(cluster);
    var sending =
        new Sending(
            cluster, actions, configuration, guards, approvals, steps, moves, properties, points);
    var reconciliation =
        new Reconciliation(
            cluster, actions, steps, moves, verification, properties, points, inFlight, inFlight);
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
    recount = new Recount(rows, planMoves, guards, approvals, tasks, time, plansProvider);
    tidying =
        new Tidying(
            rows,
            planMoves,
            guards,
            staleness,
            approvals,
            recount,
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
            claim,
            bean(IdempotencyKeys.class),
            tidying,
            new BaseCheck(rows, cluster, actions, configuration, time, transactions),
            time,
            bean(UsualDurations.class),
            transactions);
    operations =
        new Operations(
            rows, moves, leases, guards, drafting, proposals, claim, time, tasks, transactions);
    when(plansProvider.getObject()).thenReturn(plans);
    when(operationsProvider.getObject()).thenReturn(operations);
  }

  Plan propose(Placement placement, ChangeKind kind) {
    return propose(
        draft(placement, kind, kind == ChangeKind.ROLLBACK ? Way.LAST_GOOD : Way.FORWARD), ada);
  }

  Plan propose(Draft draft, PersonSummary requester) {
    return propose(draft, actor(requester));
  }

  Plan propose(Draft draft, Actor requester) {
    return inTransaction(() -> proposals.store(PlanId.next(), draft, requester));
  }

  OperationId start(Plan plan) {
    return plans.start(plan.id, plan.hash, UuidV7.next().toString(), actor(ada));
  }

  /// Submitted, approved by Mira, and counted as if the ten seconds had passed.
  void approve(Plan plan) {
    var seen = plans.byId(plan.id);
    var submitted = seen.approval() == null ? plans.submit(plan.id, actor(ada)) : seen;
    var request = Objects.requireNonNull(submitted.approval(), "needs no approval");
    bean(Approvals.class).decide(new Decide(request, plan.hash, true, "as seen"), actor(mira));
    try (var connection = TestDatabase.shared().superuser().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "update decision set counts_at = clock_timestamp() where request = '%s'"
              .formatted(request.value()));
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
    inTransaction(() -> {
      recount.count(plan.id);
      return plan;
    });
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
    return Objects.requireNonNull(transaction.execute(_ -> work.get()));
  }

  /// Keeps tasks away from the portal's own scheduler.
  private class PlayedTasks extends PlanTasks {

    PlayedTasks() {
      super(schedulers(), new SystemClock());
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
