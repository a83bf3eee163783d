package dev.slipway.deployments;

import static dev.slipway.deployments.DeploymentMother.deploymentSpec;

import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.RevisionRecord;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.kernel.UuidV7;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A placement of its own with a past.
final class HistoryMother {

  final Placement placement;
  final String uid = UUID.randomUUID().toString();
  private final JdbcClient jdbc;
  private final RecordedTemplates templates;

  HistoryMother(JdbcClient jdbc, RecordedTemplates templates) {
    this.jdbc = jdbc;
    this.templates = templates;
    var known = DeploymentMother.placement(WorkloadKind.DEPLOYMENT);
    placement =
        new Placement(
            PlacementId.next(),
            known.service(),
            known.environment(),
            new WorkloadRef(ClusterId.next(), "emis", WorkloadKind.DEPLOYMENT, "student-service"),
            "app");
  }

  static String image(String version) {
    return "registry.emis.local/student-service:" + version;
  }

  LiveObject live(String version, int replicas) {
    var spec = deploymentSpec(image(version)).put("replicas", replicas);
    var live = DeploymentMother.live(WorkloadKind.DEPLOYMENT, spec);
    return new LiveObject(
        placement.workload(),
        uid,
        live.namespaceUid(),
        live.clusterUid(),
        live.generation(),
        live.resourceVersion(),
        live.metadata(),
        live.spec(),
        live.baseHash(),
        live.templateHash());
  }

  Observation look(String version, int replicas, boolean late, RevisionRecord... revisions) {
    var live = live(version, replicas);
    return look(live, late, DeploymentMother.state(live), revisions);
  }

  Observation look(LiveObject live, boolean late, StateBuilder state, RevisionRecord... revisions) {
    return new Observation(
        placement,
        DeploymentMother.stage(),
        live,
        state.build(),
        Map.of("terms", "hash"),
        List.of(revisions),
        late);
  }

  RevisionRecord revision(String version, String number, Instant at) {
    var template = live(version, 3);
    return new RevisionRecord(
        "rs-" + number,
        number,
        template.templateHash(),
        at,
        0,
        null,
        List.of(),
        template.spec().path("template"));
  }

  /// A deployment by the portal that ended.
  UUID ours(String from, String to, String state, Instant at, boolean baseUnhealthy) {
    var id = UuidV7.next();
    templates.keep(placement.id(), PodTemplate.of(live(to, 3)), Map.of());
    insert(id, state, key(from), key(to), to, at, baseUnhealthy, Duration.ofSeconds(30));
    return id;
  }

  String key(String version) {
    return templates.key(live(version, 3).templateHash());
  }

  void insert(
      UUID id,
      String state,
      @Nullable String from,
      String to,
      String version,
      Instant at,
      boolean baseUnhealthy,
      Duration took) {
    jdbc.sql(
            """
            insert into deployment (id, observed, kind, state, placement, service, environment,
              cluster, namespace, workload_kind, workload_name, sentence, from_version, to_version,
              requester_name, reason, from_template, to_template, base_unhealthy, effect, queued_at,
              started_at, ended_at, approvers)
            values (:id, false, 'rollout', :state, :placement, :service, 'production', :cluster,
              'emis', 'DEPLOYMENT', 'student-service', 'Roll out', '0', :version, 'Ada', 'because',
              :from, :to, :unhealthy, 'MADE', :at, :at, :ended, array['Mira'])
            """)
        .param("id", id)
        .param("state", state)
        .param("placement", placement.id().value())
        .param("service", "student-" + placement.id().value())
        .param("cluster", placement.workload().cluster().value())
        .param("version", version)
        .param("from", from)
        .param("to", to)
        .param("unhealthy", baseUnhealthy)
        .param("at", Timestamp.from(at))
        .param("ended", Timestamp.from(at.plus(took)))
        .update();
  }
}
