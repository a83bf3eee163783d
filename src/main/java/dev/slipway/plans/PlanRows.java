package dev.slipway.plans;

import dev.slipway.approvals.ApprovalId;
import dev.slipway.catalog.EnvironmentId;
import dev.slipway.clusters.PlacementId;
import dev.slipway.policies.spi.ChangeKind;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Loads, stores and locks plans and operations. Locks are always taken in the same order: target,
/// plan, operation; the request for approval and people come after them.
@Component
class PlanRows {

  private final EntityManager entities;
  private final JdbcClient jdbc;

  PlanRows(EntityManager entities, JdbcClient jdbc) {
    this.entities = entities;
    this.jdbc = jdbc;
  }

  Plan plan(PlanId id) {
    var plan = entities.find(Plan.class, id);
    if (plan == null) {
      throw PlanRefused.noSuchPlan();
    }
    return plan;
  }

  /// The plan, after nobody else moves anything on its target.
  Plan planLocked(PlanId id) {
    var plan = plan(id);
    lockTarget(plan.target.placement());
    return plan;
  }

  PlanStatus status(PlanId id) {
    var status = entities.find(PlanStatus.class, id);
    if (status == null) {
      throw PlanRefused.noSuchPlan();
    }
    return status;
  }

  Operation operation(OperationId id) {
    var operation = entities.find(Operation.class, id);
    if (operation == null) {
      throw PlanRefused.noSuchOperation();
    }
    return operation;
  }

  boolean hasStep(OperationId operation, String step) {
    return jdbc.sql(
            "select exists (select 1 from operation_step where operation = :id and step = :step)")
        .param("id", operation.value())
        .param("step", step)
        .query(Boolean.class)
        .single();
  }

  void add(Object row) {
    entities.persist(row);
  }

  /// Before events are published or SQL reads: what was changed is in the database.
  void flush() {
    entities.flush();
  }

  void lockTarget(UUID target) {
    jdbc.sql("insert into target_lock (target) values (:target) on conflict do nothing")
        .param("target", target)
        .update();
    jdbc.sql("select target from target_lock where target = :target for update")
        .param("target", target)
        .query(UUID.class)
        .single();
  }

  PlanStatus lock(PlanId id) {
    var status = status(id);
    entities.flush();
    entities.refresh(status, LockModeType.PESSIMISTIC_WRITE);
    return status;
  }

  Operation lock(OperationId id) {
    var operation = operation(id);
    entities.flush();
    entities.refresh(operation, LockModeType.PESSIMISTIC_WRITE);
    return operation;
  }

  Optional<PlanId> byApproval(ApprovalId approval) {
    return jdbc.sql("select plan from plan_status where approval = :approval")
        .param("approval", approval.value())
        .query((row, _) -> new PlanId(uuid(row)))
        .optional();
  }

  /// Plans of an environment that are before their approvers or approved, newest first.
  List<PlanId> underApproval(EnvironmentId environment, int limit) {
    return jdbc.sql(
            """
            select p.id from plan p join plan_status s on s.plan = p.id
            where s.state in ('PENDING_APPROVAL', 'APPROVED') and p.environment = :environment
            order by p.id desc limit :limit
            """)
        .param("environment", environment.value())
        .param("limit", limit)
        .query((row, _) -> new PlanId(uuid(row)))
        .list();
  }

  /// Plans that have waited for approvals for half a minute or longer, by id after `after`.
  List<PlanId> waiting(@Nullable PlanId after, int limit) {
    return jdbc.sql(
            """
            select plan from plan_status
            where state = 'PENDING_APPROVAL'
              and changed_at < clock_timestamp() - interval '30 seconds'
              and (cast(:after as uuid) is null or plan > :after)
            order by plan limit :limit
            """)
        .param("after", after == null ? null : after.value())
        .param("limit", limit)
        .query((row, _) -> new PlanId(uuid(row)))
        .list();
  }

  /// How many operations of a cluster have not ended.
  int activeOnCluster(UUID cluster) {
    return jdbc.sql(
            """
            select count(*) from operation
            where cluster = :cluster
              and state in ('QUEUED', 'RUNNING', 'VERIFYING', 'ABORTING', 'UNKNOWN')
            """)
        .param("cluster", cluster)
        .query(Integer.class)
        .single();
  }

  /// Plans of a target that are not final, older than this one, and planned on what this one
  /// changes: a count is the base of a scale only, the sync of its application that of those who
  /// change it, template and pause are the base of all others.
  List<PlanId> olderOpen(Plan plan) {
    return jdbc.sql(
            """
            select p.id from plan p join plan_status s on s.plan = p.id
            where p.placement = :placement and p.id <> :plan and p.created_at <= :createdAt
              and s.state in ('PLANNED', 'PENDING_APPROVAL', 'APPROVED')
              and p.kind = any(:kinds)
            order by p.id
            """)
        .param("placement", plan.target.placement())
        .param(
            "kinds",
            Arrays.stream(ChangeKind.values())
                .filter(kind -> family(kind) == family(plan.kind))
                .map(ChangeKind::name)
                .toArray(String[]::new))
        .param("plan", plan.id.value())
        .param("createdAt", java.sql.Timestamp.from(plan.createdAt))
        .query((row, _) -> new PlanId(uuid(row)))
        .list();
  }

  private static int family(ChangeKind kind) {
    return switch (kind) {
      case SCALE -> 1;
      case PAUSE_SYNC, RESUME_SYNC -> 2;
      case BACKUP_RUN -> 3;
      case BACKUP_SUSPEND, BACKUP_RESUME -> 4;
      case RESTORE_TEST -> 5;
      case RESTORE -> 6;
      case ROLLOUT, ROLLBACK, RESTART, PAUSE, RESUME, RESOURCES -> 0;
    };
  }

  /// People who asked for this very change of this target lately: its requester and its editors.
  List<UUID> askedForTheSame(Plan plan) {
    return jdbc.sql(
            """
            select distinct requester_person from plan
            where placement = :placement and kind = :kind and to_version = :version
              and requester_person is not null
              and (id = :plan or created_at > clock_timestamp() - interval '7 days')
            """)
        .param("placement", plan.target.placement())
        .param("kind", plan.kind.name())
        .param("version", plan.toVersion)
        .param("plan", plan.id.value())
        .query((row, _) -> uuid(row))
        .list();
  }

  /// Open plans whose time is over, for the sweeper.
  List<PlanId> overdue(int limit) {
    return jdbc.sql(
            """
            select p.id from plan p join plan_status s on s.plan = p.id
            where s.state in ('PLANNED', 'PENDING_APPROVAL', 'APPROVED')
              and p.not_after <= clock_timestamp()
            order by p.not_after limit :limit
            """)
        .param("limit", limit)
        .query((row, _) -> new PlanId(uuid(row)))
        .list();
  }

  Optional<OperationId> activeOn(PlacementId placement) {
    return jdbc.sql(
            """
            select id from operation where placement = :placement
              and state in ('QUEUED', 'RUNNING', 'VERIFYING', 'ABORTING', 'UNKNOWN')
            """)
        .param("placement", placement.value())
        .query((row, _) -> new OperationId(uuid(row)))
        .optional();
  }

  List<OperationId> active() {
    return jdbc.sql(
            """
            select id from operation
            where state in ('QUEUED', 'RUNNING', 'VERIFYING', 'ABORTING', 'UNKNOWN') order by id
            """)
        .query((row, _) -> new OperationId(uuid(row)))
        .list();
  }

  private static UUID uuid(ResultSet row) throws SQLException {
    return row.getObject(1, UUID.class);
  }
}
