package dev.slipway.deployments;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.SystemId;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.PodState;
import dev.slipway.clusters.TemplateHash;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.TeamId;
import dev.slipway.plans.ProposeChange;
import dev.slipway.policies.EnvironmentPolicy;
import dev.slipway.policies.spi.ChangeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `student-service` of team students, in production on a simulated cluster.
final class DeploymentMother {

  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  static final String UID = "6f1c4a52-0b5e-4d5a-9f3e-1f6f3f1f9a01";
  static final String OLD = "registry.emis.local/student-service:1.0.0";
  static final String NEW = "registry.emis.local/student-service:1.0.1";
  static final String DIGEST = "sha256:" + "b".repeat(64);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private DeploymentMother() {}

  static ObjectNode json(String text) {
    return (ObjectNode) JSON.readTree(text);
  }

  static ObjectNode deploymentSpec(String image) {
    return json(
        """
        {"replicas": 3, "progressDeadlineSeconds": 120,
         "selector": {"matchExpressions": [{"key": "app", "operator": "In", "values": ["student-service"]}]},
         "strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1, "maxUnavailable": 0}},
         "template": {"metadata": {"labels": {"app": "student-service"}},
           "spec": {
             "initContainers": [{"name": "migrate", "image": "registry.emis.local/student-migrate:7"}],
             "containers": [
               {"name": "app", "image": "%s",
                "env": [{"name": "DB_PASSWORD", "value": "hunter2"},
                        {"name": "TERM", "valueFrom": {"configMapKeyRef": {"name": "terms", "key": "now"}}}],
                "args": ["--api-token", "s3cr3t", "--level=info"],
                "envFrom": [{"secretRef": {"name": "student-db"}}],
                "resources": {"requests": {"cpu": "250m", "memory": "256Mi"}}},
               {"name": "proxy", "image": "registry.emis.local/proxy:2.1"}]}}}
        """
            .formatted(image));
  }

  static ObjectNode statefulSetSpec(String image) {
    return json(
        """
        {"replicas": 3, "serviceName": "mysql", "podManagementPolicy": "OrderedReady",
         "persistentVolumeClaimRetentionPolicy": {"whenScaled": "Delete"},
         "updateStrategy": {"type": "RollingUpdate"},
         "template": {"spec": {"containers": [{"name": "app", "image": "%s"}]}}}
        """
            .formatted(image));
  }

  static WorkloadRef ref(WorkloadKind kind) {
    return new WorkloadRef(new ClusterId(new UUID(0, 1)), "emis", kind, "student-service");
  }

  static LiveObject live(WorkloadKind kind, ObjectNode spec) {
    return new LiveObject(
        ref(kind),
        UID,
        "namespace-uid",
        "cluster-uid",
        7,
        "1007",
        json("{\"name\": \"student-service\"}"),
        spec,
        TemplateHash.base(kind, spec),
        TemplateHash.of(spec.path("template")));
  }

  static LiveObject deployment(String image) {
    return live(WorkloadKind.DEPLOYMENT, deploymentSpec(image));
  }

  static Placement placement(WorkloadKind kind) {
    return new Placement(
        new PlacementId(new UUID(0, 2)),
        new ServiceId(new UUID(0, 3)),
        new EnvironmentId(new UUID(0, 4)),
        ref(kind),
        "app");
  }

  static Stage stage() {
    return new Stage(
        new ServiceView(
            new ServiceId(new UUID(0, 3)),
            "student-service",
            "Student service",
            "",
            new SystemId(new UUID(0, 5)),
            "emis",
            "EMIS",
            new TeamId(new UUID(0, 6)),
            "students",
            "Students",
            1,
            Lifecycle.PRODUCTION,
            List.of()),
        new EnvironmentView(
            new EnvironmentId(new UUID(0, 4)),
            "production",
            "Production",
            EnvironmentClass.PRODUCTION,
            3),
        new EnvironmentPolicy(
            1,
            List.of(),
            List.of(),
            false,
            Duration.ofHours(24),
            true,
            Duration.ofSeconds(60),
            2,
            Duration.ofMinutes(10)));
  }

  static ProposeChange wish(ChangeKind kind, Map<String, String> images) {
    return new ProposeChange(
        kind,
        "student-service",
        "production",
        images,
        null,
        null,
        null,
        null,
        null,
        "Two schools saw pupils enrolled twice.",
        null,
        false,
        Set.of(),
        null);
  }

  static ProposeChange scale(
      @Nullable Integer replicas,
      @Nullable Integer expected,
      @Nullable Integer min,
      @Nullable Integer max) {
    return new ProposeChange(
        ChangeKind.SCALE,
        "student-service",
        "production",
        Map.of(),
        replicas,
        expected,
        min,
        max,
        null,
        "The exam period begins.",
        null,
        false,
        Set.of(),
        null);
  }

  static ProposeChange backTo(@Nullable UUID deployment) {
    return new ProposeChange(
        ChangeKind.ROLLBACK,
        "student-service",
        "production",
        Map.of(),
        null,
        null,
        null,
        null,
        deployment,
        "5xx since the rollout.",
        null,
        false,
        Set.of(),
        null);
  }

  static StateBuilder state(LiveObject live) {
    return new StateBuilder(live);
  }

  static PodState pod(
      String name,
      boolean newest,
      boolean ready,
      String reason,
      int restarts,
      Instant failingSince) {
    return pod(name, newest, ready, reason, restarts, failingSince, NOON.plusSeconds(1));
  }

  static PodState pod(
      String name,
      boolean newest,
      boolean ready,
      String reason,
      int restarts,
      @Nullable Instant failingSince,
      Instant startedAt) {
    return new PodState(
        name,
        "uid-" + name,
        reason,
        null,
        ready,
        newest,
        failingSince != null,
        false,
        restarts,
        "node-1",
        startedAt,
        failingSince,
        List.of("app"),
        List.of(OLD),
        List.of(),
        PodState.Inits.NONE);
  }

  static PodState ready(String name, boolean newest) {
    return pod(name, newest, true, "Running", 0, null, NOON.plusSeconds(1));
  }
}
