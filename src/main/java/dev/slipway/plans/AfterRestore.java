package dev.slipway.plans;

import dev.slipway.kernel.Actor;
import dev.slipway.runtime.DatabaseRestored;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// What a restored database holds as open was carried out, refused or taken back since, as far as
/// anybody knows here: nothing of it is started, sent again or rolled back. What runs shows what
/// came of it, and a new plan begins with that.
@Component
class AfterRestore {

  private final PlanRows rows;
  private final PlanMoves planMoves;
  private final OperationMoves moves;
  private final Leases leases;
  private final DatabaseTime time;
  private final JdbcClient jdbc;

  AfterRestore(
      PlanRows rows,
      PlanMoves planMoves,
      OperationMoves moves,
      Leases leases,
      DatabaseTime time,
      JdbcClient jdbc) {
    this.rows = rows;
    this.planMoves = planMoves;
    this.moves = moves;
    this.leases = leases;
    this.time = time;
    this.jdbc = jdbc;
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  void on(DatabaseRestored restored) {
    jdbc.sql(
            """
            select plan from plan_status
            where state in ('PLANNED', 'PENDING_APPROVAL', 'APPROVED') order by plan
            """)
        .query((row, _) -> new PlanId(row.getObject(1, java.util.UUID.class)))
        .list()
        .forEach(this::close);
    rows.active().forEach(this::end);
  }

  private void close(PlanId id) {
    var plan = rows.plan(id);
    rows.lockTarget(plan.target.placement());
    planMoves.move(
        plan,
        rows.lock(id),
        PlanState.STALE,
        DatabaseRestored.WHY + " Plan it anew, from what runs now.",
        Actor.SYSTEM,
        time.now());
  }

  private void end(OperationId id) {
    var operation = rows.lock(id);
    leases.seize(id);
    moves.move(
        operation,
        OperationState.ABORTED,
        "restored",
        DatabaseRestored.WHY + " How it ended is not known here: what runs shows it.",
        Actor.SYSTEM,
        time.now());
  }
}
