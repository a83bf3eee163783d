package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.Health;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.sandbox.kubernetes.NodePool;
import dev.slipway.testing.Line;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// EMIS, QuizMentor and voting, line by line: what the portal shows of them and can change, on
/// clusters that hold the demonstration's own objects. docs/systems.md lists every line, also those
/// to come.
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
    "emis-3", "emis-5", "emis-6", "emis-7", "emis-9", "emis-10", "emis-11", "emis-12", "emis-14",
    "emis-19", "emis-21"
  })
  void emisIsShownAndDriven() {
    move("emis", NodePool.of("worker", 3));
    var student = yard.deployment("emis-services", "student-service");
    yard.well(student);
    yard.cluster.awaitState(
        student, it -> it.autoscaler() != null && it.autoscaler().desiredReplicas() == 3);
    var shown = yard.around(student);
    var autoscaler = "HorizontalPodAutoscaler student-service-hpa";
    assertThat(shown)
        .containsEntry(autoscaler + " / http_requests_per_second target", "100 for each pod")
        .containsEntry(
            autoscaler + " / rabbitmq_queue_messages now", "not known: the cluster gives no value");
    assertThat(shown.get(autoscaler + " / CPU now")).matches("\\d+ % of the request");
    assertThat(shown.get(autoscaler))
        .contains("http_requests_per_second and rabbitmq_queue_messages and gets no value");
    assertThat(shown)
        .containsEntry("Pods of this workload / Pull secrets", "registry-secret")
        .containsEntry(
            "Variables of student-service / JWT_SIGNING_KEY", "Secret jwt-secret, key signing-key")
        .containsEntry(
            "Variables of student-service / ASPNETCORE_ENVIRONMENT", "in the template, not shown")
        .containsEntry("Namespace emis-services / istio-injection", "enabled");
    assertThat(shown.get("Container student-service / Readiness")).contains("/health/ready on 80");
    assertThat(shown)
        .containsEntry(
            "Commands for student-service / Log",
            "kubectl -n emis-services logs deployment/student-service --tail 100 -f")
        .containsEntry(
            "Commands for student-service / Pods",
            "kubectl -n emis-services get pods -l 'app=student-service' -o wide")
        .containsKeys(
            "Commands for student-service / Shell",
            "Commands for student-service / Port",
            "Commands for student-service / Describe",
            "Commands for student-service / Events",
            "Commands for student-service / Autoscaler");
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
    yard.bounds(yard.deployment("quizmentor-prod", "bloom-validator"), 2, 6);
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

  @Test
  @Line("vote-19")
  void theWorkerOfTheVotesScalesByItsQueueAndItsUnhealthyRestartsAreCounted() {
    var worker = yard.deployment("prod", "worker");
    yard.well(worker);
    yard.cluster.awaitState(
        worker, it -> it.autoscaler() != null && it.autoscaler().desiredReplicas() == 3);
    var shown = yard.around(worker);
    var autoscaler = "HorizontalPodAutoscaler worker";
    assertThat(shown)
        .containsEntry(autoscaler + " / Bounds", "3 to 10")
        .containsEntry(autoscaler + " / CPU target", "80 % of the request")
        .containsEntry(autoscaler + " / Memory target", "80 % of the request")
        .containsEntry(autoscaler + " / votes_queued target", "200 for each pod")
        .containsEntry(autoscaler, "");
    assertThat(shown.get(autoscaler + " / votes_queued now")).matches("1\\d\\d for each pod");

    yard.write(
        yard.deployment("dev", "worker"),
        new WorkloadPatch.SetImages(
            Map.of("worker", "registry.voting.local/worker:broken-1.4.2"), SystemYard.MARKS));
    var unhealthy =
        yard.cluster.awaitState(
            yard.deployment("dev", "worker"),
            it -> it.pods().stream().anyMatch(pod -> pod.newest() && pod.restarts() > 1));
    assertThat(unhealthy.health()).isNotEqualTo(Health.HEALTHY);
    assertThat(unhealthy.pods())
        .anySatisfy(pod -> assertThat(pod.reason()).isEqualTo("CrashLoopBackOff"));
  }
}
