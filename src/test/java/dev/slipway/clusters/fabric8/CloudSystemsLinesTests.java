package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.Owner;
import dev.slipway.clusters.PodState;
import dev.slipway.sandbox.kubernetes.NodePool;
import dev.slipway.testing.Line;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// platform-edu and IoT telemetry, line by line, as [SystemsLinesTests] does it for the others.
@Tag("slow")
class CloudSystemsLinesTests {

  @Test
  @Line({
    "edu-2", "edu-4", "edu-5", "edu-6", "edu-7", "edu-8", "edu-9", "edu-11", "edu-12", "edu-13",
    "edu-14", "edu-15", "edu-20", "edu-21"
  })
  void platformEduIsShownAndDriven() {
    try (var yard =
        new SystemYard(
            "platform-edu",
            NodePool.of("aks-system", 1),
            NodePool.of("aks-apps", 2)
                .labelled("node-type", "application")
                .tainted("node-type=application:NoSchedule"))) {
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
          .containsEntry(
              "Secret platform-secrets / Keys used", "database-password, jwt-signing-key")
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
              "HorizontalPodAutoscaler api-service-hpa / Memory target", "80 % of the request");
      assertThat(shown.get("Container api / Readiness")).startsWith("GET /health/ready on 8080");
      assertThat(shown.get("Ingress platform-ingress"))
          .contains("web-service, which does not exist");
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
      yard.bounds(api, 4, 8);
    }
  }

  @Test
  @Line({
    "iot-1", "iot-2", "iot-3", "iot-5", "iot-6", "iot-8", "iot-9", "iot-10", "iot-20", "iot-22"
  })
  void iotIsShownAndDriven() {
    try (var yard = new SystemYard("iot", NodePool.of("worker", 3))) {
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
      var sizes =
          Map.of(
              "postgres",
              "50Gi",
              "redis",
              "10Gi",
              "kafka",
              "100Gi",
              "mlflow",
              "100Gi",
              "models",
              "50Gi",
              "data",
              "200Gi",
              "logs",
              "20Gi");
      sizes.forEach((claim, size) -> assertThat(shown).containsEntry(claim(claim, "Size"), size));
      assertThat(sizes.keySet())
          .filteredOn(it -> "ReadWriteMany".equals(shown.get(claim(it, "Access"))))
          .hasSize(4);
      assertThat(shown)
          .containsEntry(claim("mlflow", "Mounted by"), "Deployment mlflow")
          .containsEntry(claim("kafka", "Mounted by"), "no workload")
          .containsEntry("Deployment postgres / Real use", "not measured yet");
      for (var workload : List.of("iot-dashboard", "postgres", "redis", "mlflow")) {
        assertThat(shown.get("Deployment " + workload + " / CPU")).matches("\\d+m?");
        assertThat(shown.get("Deployment " + workload + " / Memory at most")).endsWith("i");
      }
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
      yard.bounds(dashboard, 5, 10);
    }
  }

  private static String claim(String name, String label) {
    return "PersistentVolumeClaim %s-pvc / %s".formatted(name, label);
  }
}
