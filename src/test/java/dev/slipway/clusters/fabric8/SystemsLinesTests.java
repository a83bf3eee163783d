package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.Health;
import dev.slipway.clusters.Owner;
import dev.slipway.clusters.PodState;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.sandbox.kubernetes.NodePool;
import dev.slipway.testing.Line;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The five systems, line by line: what the portal shows of them and can change, on clusters that
/// hold the demonstration's own objects. docs/systems.md lists every line, also those to come.
@Tag("slow")
class SystemsLinesTests {

  private SystemYard yard = new SystemYard("voting", NodePool.of("worker", 3));

  @AfterEach
  void close() {
    yard.close();
  }

  private void move(String slug, NodePool... pools) {
    yard.close();
    yard = new SystemYard(slug, pools);
  }

  @Test
  @Line({
    "edu-2", "edu-4", "edu-5", "edu-6", "edu-7", "edu-8", "edu-9", "edu-11", "edu-12", "edu-13",
    "edu-14", "edu-15", "edu-20", "edu-21"
  })
  void platformEduIsShownAndDriven() {
    move(
        "platform-edu",
        NodePool.of("aks-system", 1),
        NodePool.of("aks-apps", 2)
            .labelled("node-type", "application")
            .tainted("node-type=application:NoSchedule"));
    var api = yard.deployment("platform-edu", "api-service");
    assertThat(yard.well(api).pods())
        .extracting(PodState::node)
        .allMatch(node -> String.valueOf(node).startsWith("aks-apps"));
    assertThat(yard.well(api).owners())
        .extracting(Owner::kind)
        .contains(Owner.Kind.HELM, Owner.Kind.HPA);
    yard.well(yard.ordered("platform-edu", "postgresql"));
    var shown = yard.around(api);
    assertThat(shown)
        .containsEntry("Namespace platform-edu / environment", "production")
        .containsEntry(
            "LimitRange platform-edu-limits / Limit of a container that names none",
            "500m CPU, 1Gi")
        .containsEntry(
            "LimitRange platform-edu-limits / Request of a container that names none",
            "100m CPU, 256Mi")
        .containsEntry("ConfigMap platform-config / LOG_LEVEL", "INFO")
        .containsEntry("Secret platform-secrets / Keys used", "database-password, jwt-signing-key")
        .containsEntry(
            "Container api / Liveness",
            "GET /health/live on 8080, first after 30 s, then every 10 s, 5 s to answer, fails"
                + " after 3")
        .containsEntry(
            "Container api / Security",
            "not root, user 1001, root file system read-only, no privilege escalation, drops ALL")
        .containsEntry("Pods of this workload / Node selector", "node-type=application")
        .containsEntry("Pods of this workload / Tolerates", "node-type=application:NoSchedule")
        .containsEntry("Pods of this workload / Service account", "platform-service-account")
        .containsEntry("Service api-service / Ports", "80 to 8080")
        .containsEntry("Service api-service / Ready endpoints", "3 of 3")
        .containsEntry("Ingress platform-ingress / api.platform.edu/", "api-service:80")
        .containsEntry("Ingress platform-ingress / limit-rpm", "100")
        .containsEntry("Ingress platform-ingress / proxy-body-size", "50m")
        .containsEntry("Certificate platform-tls / Issuer", "letsencrypt-prod")
        .containsEntry("Helm release platform-edu / Chart", "platform-edu-1.0.0")
        .containsEntry("HorizontalPodAutoscaler api-service-hpa / Bounds", "3 to 10")
        .containsEntry(
            "HorizontalPodAutoscaler api-service-hpa / Target memory", "80 % of the request");
    assertThat(shown.get("Container api / Readiness")).startsWith("GET /health/ready on 8080");
    assertThat(shown.get("Ingress platform-ingress")).contains("web-service, which does not exist");
    assertThat(shown.get("ResourceQuota platform-edu-quota / requests.cpu")).endsWith(" of 20");
    assertThat(shown.keySet()).filteredOn(it -> it.startsWith("ConfigMap platform-")).hasSize(12);
    assertThat(shown.get("Certificate platform-tls / Ends")).matches("in \\d+ days");
    var staging = yard.around(yard.deployment("platform-edu-staging", "api-service"));
    assertThat(staging).containsEntry("ConfigMap platform-config / LOG_LEVEL", "DEBUG");
    var store = yard.around(yard.ordered("platform-edu", "postgresql"));
    assertThat(store.get("Container postgresql / Readiness")).startsWith("runs pg_isready");
    assertThat(store)
        .containsEntry("PersistentVolumeClaim postgresql-data-postgresql-0 / Size", "100Gi")
        .containsEntry(
            "PersistentVolumeClaim postgresql-data-postgresql-0 / Class", "managed-premium");
    var redis = yard.around(yard.ordered("platform-edu", "redis"));
    assertThat(redis).containsEntry("PersistentVolumeClaim redis-data-redis-0 / Size", "20Gi");
    assertThat(redis).containsEntry("Helm release platform-edu / Chart", "redis-17.4.3");
    yard.releasedAndBack(api, "api", "platformedu.azurecr.io/platformedu/api:v1.0.1");
    yard.restarted(yard.ordered("platform-edu", "postgresql"));
    bounds(api, 4, 8);
  }

  @Test
  @Line({
    "emis-3", "emis-6", "emis-7", "emis-9", "emis-10", "emis-11", "emis-12", "emis-14", "emis-19"
  })
  void emisIsShownAndDriven() {
    move("emis", NodePool.of("worker", 3));
    var student = yard.deployment("emis-services", "student-service");
    yard.well(student);
    var shown = yard.around(student);
    assertThat(shown)
        .containsEntry("Pods of this workload / Pull secrets", "registry-secret")
        .containsEntry(
            "Variables of student-service / JWT_SIGNING_KEY", "Secret jwt-secret, key signing-key")
        .containsEntry(
            "Variables of student-service / ASPNETCORE_ENVIRONMENT", "in the template, not shown")
        .containsEntry("Namespace emis-services / istio-injection", "enabled");
    assertThat(shown.get("Container student-service / Readiness")).contains("/health/ready on 80");
    yard.releasedAndBack(student, "student-service", "registry.emis.local/student-service:1.0.1");
    yard.restarted(student);
    var gateway = yard.around(yard.deployment("emis-services", "api-gateway"));
    assertThat(gateway.get("Container api-gateway")).contains("No readiness probe");
    assertThat(gateway).containsEntry("Service api-gateway / Type", "LoadBalancer");
    assertThat(gateway)
        .containsEntry("Ingress emis-api-ingress / TLS from Secret", "emis-tls-secret");
    assertThat(gateway).containsEntry("Certificate emis-tls / For", "api.emis.local");
    assertThat(gateway.keySet()).noneMatch(it -> it.startsWith("HorizontalPodAutoscaler"));
    Map.of("mysql", 3, "mongodb", 3, "rabbitmq", 3, "minio", 4)
        .forEach((name, members) ->
            assertThat(yard.well(yard.ordered("emis-data", name)).pods()).hasSize(members));
    yard.releasedAndBack(yard.ordered("emis-data", "mysql"), "mysql", "mysql:8.0.37");
    var mysql = yard.around(yard.ordered("emis-data", "mysql"));
    assertThat(mysql)
        .containsEntry("PersistentVolumeClaim data-mysql-2 / Class", "local-storage")
        .containsEntry("Secret mysql-secret / Keys used", "root-password");
    var redis = yard.around(yard.deployment("emis-data", "redis"));
    assertThat(redis).containsEntry("PersistentVolumeClaim redis-pvc / State", "Bound");
    var filebeat = yard.ref(WorkloadKind.DAEMON_SET, "emis-monitoring", "filebeat");
    assertThat(yard.well(filebeat).desired()).isEqualTo(3);
    yard.releasedAndBack(filebeat, "filebeat", "docker.elastic.co/beats/filebeat:8.11.4");
  }

  @Test
  @Line({"iot-1", "iot-2", "iot-3", "iot-6", "iot-8", "iot-9", "iot-10", "iot-22"})
  void iotIsShownAndDriven() {
    move("iot", NodePool.of("worker", 3));
    var dashboard = yard.deployment("iot-system", "iot-dashboard");
    yard.well(dashboard);
    var shown = yard.around(dashboard);
    assertThat(shown)
        .containsEntry("HorizontalPodAutoscaler iot-dashboard-hpa / Bounds", "3 to 10")
        .containsEntry("Service iot-dashboard / Session affinity", "ClientIP")
        .containsEntry("Ingress iot-ingress / TLS from Secret", "iot-tls-cert")
        .containsEntry("Ingress iot-ingress / mlflow.example.com/", "mlflow:5000")
        .containsEntry("PersistentVolumeClaim models-pvc / Access", "ReadWriteMany")
        .containsEntry("ConfigMap iot-config / TRAINING_EPOCHS", "50")
        .containsEntry(
            "Variables of dashboard / DATABASE_URI", "Secret iot-secrets, key database-uri")
        .containsEntry("ConfigMap iot-config / KAFKA_BOOTSTRAP_SERVERS", "kafka:9092")
        .containsEntry("Namespace iot-system / pod-security.kubernetes.io/enforce", "restricted")
        .containsEntry("Pods of this workload / Service account", "iot-service-account");
    assertThat(shown.get("Container dashboard / Readiness")).startsWith("GET /health on 8050");
    assertThat(shown.get("Container dashboard")).contains("only the digest is the same");
    assertThat(shown.get("Pods of this workload / Security")).contains("not root");
    assertThat(shown).containsKey("NetworkPolicy iot-dashboard / May reach it");
    var level = "ConfigMap iot-config / LOG_LEVEL";
    assertThat(shown).containsEntry(level, "WARNING");
    assertThat(yard.around(yard.deployment("iot-staging", "iot-dashboard")))
        .containsEntry(level, "INFO");
    assertThat(yard.around(yard.deployment("iot-dev", "iot-dashboard")))
        .containsEntry(level, "DEBUG");
    assertThat(yard.around(yard.deployment("iot-system", "redis")))
        .containsEntry("Container redis / Command", "redis-server --appendonly yes");
    yard.restarted(dashboard);
    yard.releasedAndBack(dashboard, "dashboard", "iot-predictive-maintenance:v1.4.0");
    yard.releasedAndBack(
        yard.deployment("iot-system", "mlflow"), "mlflow", "ghcr.io/mlflow/mlflow:v2.8.1");
    bounds(dashboard, 5, 10);
  }

  @Test
  @Line({
    "quiz-1", "quiz-2", "quiz-4", "quiz-5", "quiz-6", "quiz-8", "quiz-9", "quiz-10", "quiz-11",
    "quiz-14", "quiz-31"
  })
  void quizMentorIsShownAndDriven() {
    move(
        "quizmentor",
        NodePool.of("general", 3),
        NodePool.of("spot", 1).labelled("node-group", "spot").tainted("spot=true:NoSchedule"));
    var orchestrator = yard.deployment("quizmentor-prod", "learning-orchestrator");
    yard.well(orchestrator);
    var shown = yard.around(orchestrator);
    assertThat(shown)
        .containsEntry("Namespace quizmentor-prod / istio-injection", "enabled")
        .containsEntry("Init container migrations / Command", "npm run migrate:prod")
        .containsEntry("Pods of this workload / Spread", "apart from each other where it can")
        .containsEntry("Pods of this workload / Scraped", "by Prometheus on 9090")
        .containsEntry("VerticalPodAutoscaler learning-orchestrator-vpa / Mode", "Auto")
        .containsEntry(
            "VerticalPodAutoscaler learning-orchestrator-vpa / Bounds of orchestrator",
            "100m CPU, 128Mi to 2 CPU, 2Gi")
        .containsEntry("Ingress quizmentor-ingress / limit-rps", "10")
        .containsEntry("DestinationRule learning-orchestrator / Connections at most", "100")
        .containsEntry("VirtualService learning-orchestrator / Route primary", "v1 90, v2 10")
        .containsEntry("Secret database-credentials / Sealed in git", "password, url, username")
        .containsEntry("Argo CD Application quizmentor / Syncs by itself", "yes, self-heal, prune");
    assertThat(shown.get("Container orchestrator / Startup")).endsWith("has 300 s to start");
    assertThat(shown.get("ResourceQuota compute-quota / limits.cpu")).endsWith(" of 200");
    assertThat(shown.get("Ingress quizmentor-ingress")).contains("Service adaptive-engine");
    assertThat(shown.get("DestinationRule learning-orchestrator"))
        .contains("Subset v2 asks for version=v2, which no pod")
        .doesNotContain("Subset v1 asks");
    assertThat(shown.get("NetworkPolicy learning-orchestrator-netpol"))
        .contains("pods with app=redis, and no pod here");
    var validator = yard.around(yard.deployment("quizmentor-prod", "bloom-validator"));
    assertThat(validator)
        .containsEntry(
            "HorizontalPodAutoscaler bloom-validator-hpa / Down",
            "50 % each 60 s, after 300 s below");
    assertThat(validator.get("Container validator")).contains("No readiness probe");
    var primary = yard.ordered("quizmentor-prod", "postgres-primary");
    yard.cluster.awaitState(primary, it -> it.health() == Health.FAILED);
    var broken = yard.around(primary);
    assertThat(broken.get("ConfigMap postgres-config")).contains("does not exist here");
    assertThat(broken)
        .containsEntry("PersistentVolumeClaim data-postgres-primary-0 / Class", "gp3-encrypted");
    var redis = yard.ordered("quizmentor-prod", "redis-cluster");
    yard.cluster.awaitState(redis, it -> it.healthReason().contains("redis-credentials"));
    assertThat(yard.around(redis).get("Secret redis-credentials"))
        .contains("CreateContainerConfigError");
    assertThat(yard.around(redis)).containsKey("ConfigMap redis-config / redis.conf");
    yard.releasedAndBack(
        orchestrator, "orchestrator", "registry.quizmentor.local/orchestrator:2.5.1");
    yard.restarted(orchestrator);
    yard.write(orchestrator, new WorkloadPatch.Scale(3, 5, SystemYard.MARKS));
    yard.cluster.awaitState(orchestrator, it -> it.desired() == 5 && it.ready() == 5);
    yard.write(orchestrator, new WorkloadPatch.Scale(5, 3, SystemYard.MARKS));
    yard.cluster.awaitState(orchestrator, it -> it.desired() == 3 && it.ready() == 3);
    bounds(yard.deployment("quizmentor-prod", "bloom-validator"), 2, 6);
  }

  @Test
  @Line({"vote-2", "vote-4", "vote-7", "vote-10", "vote-11", "vote-14"})
  void votingIsShownAndDriven() {
    for (var stage : Map.of("dev", "dev.vote.example", "prod", "vote.example").entrySet()) {
      var vote = yard.deployment(stage.getKey(), "vote");
      yard.well(vote);
      var shown = yard.around(vote);
      assertThat(shown).containsEntry("ConfigMap vote-options / OPTION_A", "Cats");
      assertThat(shown).containsEntry("Ingress voting / " + stage.getValue() + "/", "vote:80");
      assertThat(shown.get("ResourceQuota %s-quota / pods".formatted(stage.getKey())))
          .contains(" of ");
      assertThat(shown)
          .containsEntry(
              "LimitRange container-limits / Limit of a container that names none",
              "250m CPU, 256Mi")
          .containsEntry(
              "NetworkPolicy vote / It may reach",
              "pods with app=redis on TCP 6379; anybody on UDP 53");
    }
    var result = yard.around(yard.deployment("prod", "result"));
    assertThat(result).containsEntry("Secret db-credentials / Keys used", "password");
    assertThat(result.keySet()).anyMatch(it -> it.startsWith("Ingress voting / results."));
    assertThat(yard.around(yard.ordered("prod", "db")).keySet())
        .noneMatch(it -> it.startsWith("Ingress"));
    yard.releasedAndBack(
        yard.deployment("prod", "vote"), "vote", "registry.voting.local/vote:1.4.0");
  }

  /// Under an autoscaler a count is not set; its bounds are.
  private void bounds(WorkloadRef ref, int least, int most) {
    var autoscaler =
        Objects.requireNonNull(
            yard.cluster.awaitState(ref, it -> it.autoscaler() != null).autoscaler());
    yard.write(
        ref,
        new WorkloadPatch.ScaleBounds(
            autoscaler.name(), autoscaler.uid(), least, most, SystemYard.MARKS));
    yard.cluster.awaitState(
        ref, it -> it.autoscaler() != null && it.autoscaler().maxReplicas() == most);
  }
}
