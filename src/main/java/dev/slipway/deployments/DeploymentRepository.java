package dev.slipway.deployments;

import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.kernel.UuidV7;
import dev.slipway.plans.OperationView;
import dev.slipway.plans.PlanView;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Writes the history.
@Repository
class DeploymentRepository {

  private final JdbcClient jdbc;

  DeploymentRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Keyed hashes of the template before and after; null for what changes no template.
  record Templates(@Nullable String from, @Nullable String to) {}

  void insert(OperationView operation, PlanView plan, Templates templates, List<String> approvers) {
    var digests = plan.content().path("change").path("digests");
    jdbc.sql(
            """
            insert into deployment (id, observed, kind, state, placement, service, environment,
              cluster, namespace, workload_kind, workload_name, sentence, from_version, to_version,
              requester, requester_name, reason, ticket, plan, plan_hash, approvers, not_undone,
              base_unhealthy, automatic, target, takes_over, from_template, to_template, digests,
              why, percent, progress, queued_at)
            values (:id, false, :kind, :state, :placement, :service, :environment, :cluster,
              :namespace, :workloadKind, :workloadName, :sentence, :from, :to, :requester,
              :requesterName, :reason, :ticket, :plan, :planHash, :approvers, :notUndone,
              :baseUnhealthy, :automatic, :target, :takesOver, :fromTemplate, :toTemplate,
              cast(:digests as jsonb), :why, :percent, :progress, :queuedAt)
            """)
        .param("id", operation.id().value())
        .param("kind", operation.kind().slug())
        .param("state", operation.state().slug())
        .param("placement", operation.placement().value())
        .param("service", plan.service().slug())
        .param("environment", plan.environment().slug())
        .param("cluster", operation.workload().cluster().value())
        .param("namespace", operation.workload().namespace())
        .param("workloadKind", operation.workload().kind().name())
        .param("workloadName", operation.workload().name())
        .param("sentence", plan.sentence())
        .param("from", plan.from())
        .param("to", plan.to())
        .param("requester", operation.requester().person())
        .param("requesterName", operation.requester().name())
        .param("reason", plan.reason())
        .param("ticket", plan.ticket())
        .param("plan", plan.id().value())
        .param("planHash", plan.hash())
        .param("approvers", approvers.toArray(String[]::new))
        .param("notUndone", plan.notUndone().toArray(String[]::new))
        .param("baseUnhealthy", plan.baseUnhealthy())
        .param("automatic", operation.requester().via() == dev.slipway.kernel.Via.SYSTEM)
        .param("target", plan.targetDeployment())
        .param("takesOver", operation.takesOver() == null ? null : operation.takesOver().value())
        .param("fromTemplate", templates.from())
        .param("toTemplate", templates.to())
        .param("digests", digests.isObject() ? digests.toString() : null)
        .param("why", operation.why())
        .param("percent", operation.percent())
        .param("progress", operation.progress())
        .param("queuedAt", Timestamp.from(operation.queuedAt()))
        .update();
  }

  void move(OperationView now) {
    jdbc.sql(
            """
            update deployment set state = :state, why = :why, percent = :percent,
              progress = :progress, effect = :effect, started_at = :startedAt,
              ended_at = :endedAt, replaced_by = :replacedBy
            where id = :id
            """)
        .param("id", now.id().value())
        .param("state", now.state().slug())
        .param("why", now.why())
        .param("percent", now.percent())
        .param("progress", now.progress())
        .param("effect", now.effect().name())
        .param("startedAt", timestamp(now.startedAt()))
        .param("endedAt", timestamp(now.endedAt()))
        .param("replacedBy", now.replacedBy() == null ? null : now.replacedBy().value())
        .update();
  }

  void progress(OperationView now) {
    jdbc.sql(
            """
            update deployment set percent = :percent, progress = :progress, effect = :effect
            where id = :id
            """)
        .param("id", now.id().value())
        .param("percent", now.percent())
        .param("progress", now.progress())
        .param("effect", now.effect().name())
        .update();
  }

  void step(UUID id, UUID deployment, Instant at, String step, String text) {
    jdbc.sql(
            """
            insert into deployment_step (id, deployment, at, step, text)
            values (:id, :deployment, :at, :step, :text) on conflict do nothing
            """)
        .param("id", id)
        .param("deployment", deployment)
        .param("at", Timestamp.from(at))
        .param("step", step)
        .param("text", text)
        .update();
  }

  void verified(UUID deployment, DeploymentSummary.Verified verified) {
    jdbc.sql("update deployment set verified = ?, verified_text = ? where id = ?")
        .params(verified.state(), verified.text(), deployment)
        .update();
  }

  /// A line of the timeline at this moment.
  void step(UUID deployment, String step, String text) {
    jdbc.sql(
            """
            insert into deployment_step (id, deployment, at, step, text)
            values (?, ?, clock_timestamp(), ?, ?)
            """)
        .params(UuidV7.next(), deployment, step, text)
        .update();
  }

  /// Marks what a rollback that succeeded has taken back: everything newer than its target that ran
  /// here, so that it never counts as good again by itself.
  ///
  /// @return the deployments that it took back
  List<UUID> markRolledBack(UUID rollback) {
    return jdbc.sql(
            """
            update deployment taken set rolled_back_by = rollback.id
            from deployment rollback
            where rollback.id = :id and taken.placement = rollback.placement
              and taken.id <> rollback.id and taken.rolled_back_by is null
              and taken.queued_at < rollback.queued_at
              and (taken.id = rollback.takes_over
                or (taken.to_template = rollback.from_template
                  and taken.to_template <> rollback.to_template))
            returning taken.id
            """)
        .param("id", rollback)
        .query((row, _) -> row.getObject("id", UUID.class))
        .list();
  }

  /// A change that the portal saw but did not make.
  record Observed(
      UUID id,
      PlacementId placement,
      dev.slipway.clusters.WorkloadRef workload,
      String service,
      String environment,
      dev.slipway.policies.spi.ChangeKind kind,
      String sentence,
      String from,
      String to,
      String manager,
      boolean seenLate,
      @Nullable String fromTemplate,
      @Nullable String toTemplate,
      String objectUid,
      long generation,
      String revision,
      Instant at) {}

  /// Whether it was new: a second observer, or a second look, changes nothing.
  boolean insert(Observed seen) {
    return jdbc.sql(
                """
                insert into deployment (id, observed, kind, state, placement, service, environment,
                  cluster, namespace, workload_kind, workload_name, sentence, from_version,
                  to_version, requester_name, reason, manager, seen_late, from_template,
                  to_template, object_uid, generation, revision, queued_at, ended_at, percent)
                values (:id, true, :kind, 'observed', :placement, :service, :environment, :cluster,
                  :namespace, :workloadKind, :workloadName, :sentence, :from, :to, :manager, '',
                  :manager, :seenLate, :fromTemplate, :toTemplate, :uid, :generation, :revision,
                  :at, :at, 100)
                on conflict do nothing
                """)
            .param("id", seen.id())
            .param("kind", seen.kind().slug())
            .param("placement", seen.placement().value())
            .param("service", seen.service())
            .param("environment", seen.environment())
            .param("cluster", seen.workload().cluster().value())
            .param("namespace", seen.workload().namespace())
            .param("workloadKind", seen.workload().kind().name())
            .param("workloadName", seen.workload().name())
            .param("sentence", seen.sentence())
            .param("from", seen.from())
            .param("to", seen.to())
            .param("manager", seen.manager())
            .param("seenLate", seen.seenLate())
            .param("fromTemplate", seen.fromTemplate())
            .param("toTemplate", seen.toTemplate())
            .param("uid", seen.objectUid())
            .param("generation", seen.generation())
            .param("revision", seen.revision())
            .param("at", Timestamp.from(seen.at()))
            .update()
        == 1;
  }

  /// Whether a change of ours explains what is seen: a deployment to this template that was queued
  /// after the last change seen before, and has written or may have. One that wrote nothing
  /// explains nothing.
  boolean isOurs(Placement placement, String template, @Nullable Instant after) {
    return ofWorkload(
            placement,
            """
            select 1 from deployment
            where placement = :placement and cluster = :cluster
              and namespace = :namespace and workload_kind = :kind and workload_name = :name
              and not observed and to_template = :template
              and effect <> 'NONE'
              and (state in ('running', 'verifying', 'aborting', 'unknown')
                or cast(:after as timestamptz) is null or queued_at >= :after)
            limit 1
            """)
        .param("template", template)
        .param("after", timestamp(after))
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  boolean isOurScale(Placement placement, int replicas, Instant after) {
    return ofWorkload(
            placement,
            """
            select 1 from deployment
            where placement = :placement and cluster = :cluster
              and namespace = :namespace and workload_kind = :kind and workload_name = :name
              and not observed and kind = 'scale'
              and to_version = :replicas and queued_at >= :after and effect <> 'NONE'
            limit 1
            """)
        .param("replicas", String.valueOf(replicas))
        .param("after", timestamp(after))
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /// Whether this template ran here before.
  Optional<UUID> earlier(Placement placement, String template) {
    return ofWorkload(
            placement,
            """
            select id from deployment
            where placement = :placement and cluster = :cluster
              and namespace = :namespace and workload_kind = :kind and workload_name = :name
              and to_template = :template
            order by queued_at desc, id desc limit 1
            """)
        .param("template", template)
        .query(UUID.class)
        .optional();
  }

  /// What happened to another workload, before the placement was changed, explains nothing of this
  /// one, and did not run here.
  private JdbcClient.StatementSpec ofWorkload(Placement placement, String sql) {
    var workload = placement.workload();
    return jdbc.sql(sql)
        .param("placement", placement.id().value())
        .param("cluster", workload.cluster().value())
        .param("namespace", workload.namespace())
        .param("kind", workload.kind().name())
        .param("name", workload.name());
  }

  static @Nullable Timestamp timestamp(@Nullable Instant at) {
    return at == null ? null : Timestamp.from(at);
  }
}
