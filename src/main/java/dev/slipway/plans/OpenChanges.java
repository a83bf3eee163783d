package dev.slipway.plans;

import dev.slipway.approvals.ApprovalId;
import dev.slipway.clusters.PlacementId;
import dev.slipway.policies.spi.ChangeKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Everything that waits for somebody or runs, over all placements, in one read.
@Service
public class OpenChanges {

  private final JdbcClient jdbc;

  OpenChanges(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Waiting plans first, so that whoever keeps one change per placement keeps what runs.
  @Transactional(readOnly = true)
  public List<OpenChange> all() {
    return jdbc.sql(
            """
            select p.placement, p.id, p.kind, p.sentence, p.from_version, p.to_version, s.state, s.approval,
                   null::uuid as operation, null as running, 0 as percent, '' as progress
              from plan_status s join plan p on p.id = s.plan
             where s.state in ('PENDING_APPROVAL', 'APPROVED') and p.not_after > clock_timestamp()
            union all
            select p.placement, p.id, p.kind, p.sentence, p.from_version, p.to_version, s.state, s.approval,
                   o.id, o.state, o.percent, o.progress
              from operation o join plan p on p.id = o.plan join plan_status s on s.plan = p.id
             where o.state in ('QUEUED', 'RUNNING', 'VERIFYING', 'ABORTING', 'UNKNOWN')
            """)
        .query((row, _) -> open(row))
        .list();
  }

  /// The plan that waits for the very same change, if there is one: what a second one would only
  /// repeat.
  @Transactional(readOnly = true)
  public Optional<PlanId> waitingFor(PlanView change) {
    return jdbc.sql(
            """
            select p.id from plan_status s join plan p on p.id = s.plan
             where s.state in ('PENDING_APPROVAL', 'APPROVED') and p.not_after > clock_timestamp()
               and p.placement = :placement and p.kind = :kind and p.sentence = :sentence
             order by p.created_at desc limit 1
            """)
        .param("placement", change.placement().value())
        .param("kind", change.kind().name())
        .param("sentence", change.sentence())
        .query(UUID.class)
        .optional()
        .map(PlanId::new);
  }

  private static OpenChange open(ResultSet row) throws SQLException {
    var approval = id(row, "approval");
    var operation = id(row, "operation");
    var running = row.getString("running");
    return new OpenChange(
        new PlacementId(row.getObject("placement", UUID.class)),
        new PlanId(row.getObject("id", UUID.class)),
        ChangeKind.valueOf(row.getString("kind")),
        row.getString("sentence"),
        row.getString("from_version"),
        row.getString("to_version"),
        PlanState.valueOf(row.getString("state")),
        approval == null ? null : new ApprovalId(approval),
        operation == null ? null : new OperationId(operation),
        running == null ? null : OperationState.valueOf(running),
        row.getInt("percent"),
        row.getString("progress"));
  }

  private static @Nullable UUID id(ResultSet row, String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }
}
