package dev.slipway.plans;

import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.spi.PlacementGuard;
import dev.slipway.clusters.spi.PlacementHeld;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Keeps a service where it is while a deployment runs there or a plan waits for it. Takes the lock
/// of the target, as whoever stores or starts a plan does.
@Component
class PlacementInUse implements PlacementGuard {

  private final PlanRows rows;
  private final JdbcClient jdbc;

  PlacementInUse(PlanRows rows, JdbcClient jdbc) {
    this.rows = rows;
    this.jdbc = jdbc;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void requireFree(PlacementId placement) {
    rows.lockTarget(placement.value());
    rows.activeOn(placement)
        .ifPresent(running -> {
          throw new PlacementHeld(
              "A deployment runs here. Wait until it has ended, or abort it.",
              "/deployments/" + running.value(),
              "Open the deployment");
        });
    jdbc.sql(
            """
            select p.id from plan_status s join plan p on p.id = s.plan
             where s.state in ('PENDING_APPROVAL', 'APPROVED') and p.not_after > clock_timestamp()
               and p.placement = :placement
             order by p.created_at desc limit 1
            """)
        .param("placement", placement.value())
        .query(UUID.class)
        .optional()
        .ifPresent(plan -> {
          throw new PlacementHeld(
              "A plan waits for this workload. Withdraw it or let it end, then change this.",
              "/plans/" + plan,
              "Open the plan");
        });
  }
}
