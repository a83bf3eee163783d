package dev.slipway.plans;

import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.spi.PlacementGuard;
import dev.slipway.clusters.spi.PlacementHeld;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Keeps a service where it is while a deployment runs there or a plan waits for it. Takes the lock
/// of the target, as whoever stores or starts a plan does; first of all guards, for that is the
/// first lock of every change.
@Component
@Order(0)
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
            select p.id, p.sentence from plan_status s join plan p on p.id = s.plan
             where s.state in ('PENDING_APPROVAL', 'APPROVED') and p.not_after > clock_timestamp()
               and p.placement = :placement
             order by p.created_at desc limit 1
            """)
        .param("placement", placement.value())
        .query((row, _) ->
            new PlacementHeld(
                "A plan waits for this workload: %s. Withdraw it or let it end, then try again."
                    .formatted(row.getString("sentence")),
                "/plans/" + row.getObject("id", UUID.class),
                "Open the plan"))
        .optional()
        .ifPresent(held -> {
          throw held;
        });
  }
}
