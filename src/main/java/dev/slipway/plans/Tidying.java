package dev.slipway.plans;

import dev.slipway.approvals.ApprovalStanding;
import dev.slipway.approvals.Approvals;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Writes down what guards found already: expired, stale, approval lost. Nothing relies on it; it
/// only keeps stored states close to the truth, and wakes operations whose task was lost.
@Component
class Tidying {

  private static final Logger LOG = LoggerFactory.getLogger(Tidying.class);
  private static final int AT_ONCE = 100;

  private final PlanRows rows;
  private final PlanMoves moves;
  private final Guards guards;
  private final Staleness staleness;
  private final Approvals approvals;
  private final Recount recount;
  private final IdempotencyKeys keys;
  private final PlanTasks tasks;
  private final DatabaseTime time;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private volatile @Nullable PlanId counted;

  Tidying(
      PlanRows rows,
      PlanMoves moves,
      Guards guards,
      Staleness staleness,
      Approvals approvals,
      Recount recount,
      IdempotencyKeys keys,
      PlanTasks tasks,
      DatabaseTime time,
      JdbcClient jdbc,
      PlatformTransactionManager transactions) {
    this.rows = rows;
    this.moves = moves;
    this.guards = guards;
    this.staleness = staleness;
    this.approvals = approvals;
    this.recount = recount;
    this.keys = keys;
    this.tasks = tasks;
    this.time = time;
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
  }

  void tidy() {
    rows.overdue(AT_ONCE).forEach(id -> unhindered(id, this::settle));
    countWaiting();
    transaction.executeWithoutResult(_ -> keys.tidy());
    rows.active().stream().filter(id -> !tasks.isScheduled(id)).forEach(this::wake);
  }

  /// Whatever brought an approval back, and whoever missed it: a part of what waits each time, from
  /// where the last round ended.
  private void countWaiting() {
    var part = rows.waiting(counted, AT_ONCE);
    part.forEach(
        id -> unhindered(id, plan -> transaction.executeWithoutResult(_ -> recount.count(plan))));
    counted = part.size() < AT_ONCE ? null : part.getLast();
  }

  /// One plan that cannot be tidied does not keep the others waiting.
  private static void unhindered(PlanId id, Consumer<PlanId> work) {
    try {
      work.accept(id);
    } catch (DomainFailure | IllegalStateException | DataIntegrityViolationException broken) {
      LOG.warn("Plan {} cannot be tidied: {}", id.value(), broken.getMessage());
    }
  }

  private void wake(OperationId id) {
    transaction.executeWithoutResult(_ -> tasks.wake(id));
  }

  /// Stores the state that a plan has by the clock, by what runs and by the decisions of now.
  void settle(PlanId id) {
    transaction.executeWithoutResult(_ -> settleLocked(id));
  }

  private void settleLocked(PlanId id) {
    var plan = rows.plan(id);
    rows.lockTarget(plan.target.placement());
    var status = rows.lock(id);
    if (status.state.isFinal()) {
      return;
    }
    var now = time.now();
    if (plan.isExpired(now)) {
      moves.move(plan, status, PlanState.EXPIRED, "Its time was over", Actor.SYSTEM, now);
      return;
    }
    var stale = staleness.of(plan);
    if (stale.isPresent()) {
      moves.move(plan, status, PlanState.STALE, stale.get(), Actor.SYSTEM, now);
      return;
    }
    var request = status.approval();
    if (status.state == PlanState.APPROVED && request != null) {
      var standing = approvals.recount(request, Guards.rules(guards.verdicts(plan)));
      if (standing.state() == ApprovalStanding.State.OPEN) {
        moves.move(
            plan,
            status,
            PlanState.PENDING_APPROVAL,
            "An approval does not count any more",
            Actor.SYSTEM,
            now);
      }
    }
  }

  /// Active operations that nobody has got further for minutes, or that wait for a person's word.
  int stuck() {
    return jdbc.sql(
            """
            select count(*) from operation
            where (state in ('QUEUED', 'RUNNING', 'VERIFYING', 'ABORTING') and deadline < clock_timestamp())
               or (state = 'UNKNOWN' and progress_at < clock_timestamp() - interval '1 minute')
            """)
        .query(Integer.class)
        .single();
  }

  int pending() {
    return jdbc.sql(
            """
            select count(*) from plan p join plan_status s on s.plan = p.id
            where s.state = 'PENDING_APPROVAL' and p.not_after > clock_timestamp()
            """)
        .query(Integer.class)
        .single();
  }
}
