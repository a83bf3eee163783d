package dev.slipway.deployments;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Placement;
import dev.slipway.kernel.UuidV7;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Takes in what happened to a placement before the portal knew it, so that its history does not
/// begin with a blank page. The caller says what happened; the portal only keeps it, without a plan
/// behind it.
@Service
public class PastDeployments {

  private final JdbcClient jdbc;
  private final RecordedTemplates templates;
  private final Services services;
  private final Environments environments;

  PastDeployments(
      JdbcClient jdbc, RecordedTemplates templates, Services services, Environments environments) {
    this.jdbc = jdbc;
    this.templates = templates;
    this.services = services;
    this.environments = environments;
  }

  /// Writes the past of a placement, oldest first.
  ///
  /// @param live the workload as it is; former templates differ from it by their image
  @Transactional(propagation = Propagation.MANDATORY)
  public void record(Placement placement, LiveObject live, List<PastDeployment> past) {
    Map<String, @Nullable String> keys = new HashMap<>();
    @Nullable String before = null;
    for (var deployment : past) {
      var template =
          PodTemplate.of(live).withImages(Map.of(placement.container(), deployment.image()));
      var key =
          keys.computeIfAbsent(
              deployment.image(),
              _ -> {
                templates.keep(placement.id(), template, Map.of());
                return templates.key(template.hash());
              });
      insert(placement, deployment, before, key);
      before = deployment.state() == DeploymentState.SUCCEEDED ? key : before;
    }
  }

  private void insert(
      Placement placement, PastDeployment past, @Nullable String before, @Nullable String after) {
    var service = services.byId(placement.service()).orElseThrow();
    var environment = environments.byId(placement.environment()).orElseThrow();
    var verb =
        switch (past.kind()) {
          case ROLLBACK -> "Roll back ";
          case ROLLOUT -> "Roll out ";
          case SCALE,
              RESTART,
              PAUSE,
              RESUME,
              RESOURCES,
              PAUSE_SYNC,
              RESUME_SYNC,
              BACKUP_RUN,
              BACKUP_SUSPEND,
              BACKUP_RESUME,
              RESTORE_TEST,
              RESTORE ->
              throw new IllegalArgumentException("kind: " + past.kind() + " (expected: a version)");
        };
    jdbc.sql(
            """
            insert into deployment (id, observed, kind, state, placement, service, environment,
              cluster, namespace, workload_kind, workload_name, sentence, from_version, to_version,
              requester, requester_name, reason, approvers, from_template, to_template, percent,
              effect, queued_at, started_at, ended_at)
            values (:id, false, :kind, :state, :placement, :service, :environment, :cluster,
              :namespace, :workloadKind, :workloadName, :sentence, :from, :to, :requester,
              :requesterName, :reason, :approvers, :fromTemplate, :toTemplate, 100, 'MADE',
              :startedAt, :startedAt, :endedAt)
            """)
        .param("id", UuidV7.next())
        .param("kind", past.kind().slug())
        .param("state", past.state().slug())
        .param("placement", placement.id().value())
        .param("service", service.slug())
        .param("environment", environment.slug())
        .param("cluster", placement.workload().cluster().value())
        .param("namespace", placement.workload().namespace())
        .param("workloadKind", placement.workload().kind().name())
        .param("workloadName", placement.workload().name())
        .param(
            "sentence",
            verb
                + service.slug()
                + (past.from().isEmpty() ? " " : " " + past.from() + " → ")
                + past.to()
                + " to "
                + environment.name())
        .param("from", past.from())
        .param("to", past.to())
        .param("requester", past.requester() == null ? null : past.requester().value())
        .param("requesterName", past.requesterName())
        .param("reason", past.reason())
        .param("approvers", past.approvers().toArray(String[]::new))
        .param("fromTemplate", before)
        .param("toTemplate", after)
        .param("startedAt", Timestamp.from(past.startedAt()))
        .param("endedAt", Timestamp.from(past.endedAt()))
        .update();
  }
}
