package dev.slipway.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class TemplateHashTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String WRITTEN =
      """
      {"metadata": {"labels": {"app": "cart"}},
       "spec": {"containers": [{"name": "app", "image": "registry.example/cart:1.0",
         "ports": [{"containerPort": 8080}], "resources": {"requests": {"cpu": "0.5", "memory": "1024Mi"}},
         "readinessProbe": {"httpGet": {"path": "/ready", "port": 8080}}}]}}
      """;
  private static final String READ_BACK =
      """
      {"spec": {"dnsPolicy": "ClusterFirst", "restartPolicy": "Always", "securityContext": {},
         "schedulerName": "default-scheduler", "terminationGracePeriodSeconds": 30,
         "containers": [{"image": "registry.example/cart:1.0", "name": "app",
         "imagePullPolicy": "IfNotPresent", "terminationMessagePath": "/dev/termination-log",
         "terminationMessagePolicy": "File", "ports": [{"containerPort": 8080, "protocol": "TCP"}],
         "resources": {"requests": {"memory": "1Gi", "cpu": "500m"}},
         "readinessProbe": {"httpGet": {"port": 8080, "path": "/ready", "scheme": "HTTP"},
           "periodSeconds": 10, "timeoutSeconds": 1, "successThreshold": 1, "failureThreshold": 3}}]},
       "metadata": {"creationTimestamp": null, "labels": {"app": "cart", "pod-template-hash": "7dfd"}}}
      """;

  @Test
  void aTemplateAsWrittenAndAsReadBackAreTheSame() {
    assertThat(TemplateHash.of(read(WRITTEN))).isEqualTo(TemplateHash.of(read(READ_BACK)));
  }

  @Test
  void whatChangesAPodChangesTheHash() {
    var hash = TemplateHash.of(read(WRITTEN));
    for (var change :
        new String[][] {
          {"cart:1.0", "cart:1.1"},
          {"8080}]", "8081}]"},
          {"\"0.5\"", "\"0.6\""},
          {"/ready", "/healthy"},
          {"\"app\": \"cart\"", "\"app\": \"cart\", \"tier\": \"1\""}
        }) {
      assertThat(TemplateHash.of(read(WRITTEN.replace(change[0], change[1]))))
          .as(change[1])
          .isNotEqualTo(hash);
    }
  }

  @Test
  void theOrderOfContainersCounts() {
    var one = read("{\"spec\":{\"containers\":[{\"name\":\"a\"},{\"name\":\"b\"}]}}");
    var two = read("{\"spec\":{\"containers\":[{\"name\":\"b\"},{\"name\":\"a\"}]}}");
    assertThat(TemplateHash.of(one)).isNotEqualTo(TemplateHash.of(two));
  }

  @Test
  void theBaseOfARolloutHasStrategyPausedAndSelectorButNoCount() {
    var spec = (ObjectNode) read("{\"replicas\": 2, \"strategy\": {\"type\": \"RollingUpdate\"}}");
    spec.set("template", read(WRITTEN));
    var base = TemplateHash.base(WorkloadKind.DEPLOYMENT, spec);
    spec.put("replicas", 5).put("minReadySeconds", 3);
    assertThat(TemplateHash.base(WorkloadKind.DEPLOYMENT, spec)).isEqualTo(base);
    spec.put("paused", false);
    assertThat(TemplateHash.base(WorkloadKind.DEPLOYMENT, spec)).isEqualTo(base);
    spec.put("paused", true);
    assertThat(TemplateHash.base(WorkloadKind.DEPLOYMENT, spec)).isNotEqualTo(base);
    spec.put("paused", false);
    spec.putObject("strategy").put("type", "Recreate");
    assertThat(TemplateHash.base(WorkloadKind.DEPLOYMENT, spec)).isNotEqualTo(base);
  }

  @Test
  void anAutoscalersMovesDoNotChangeTheBaseOfAScale() {
    var autoscaler = new Autoscaler("cart", "uid-1", 2, 6, 3, 3, null);
    var base = TemplateHash.scaleBase("w", 3, autoscaler);
    assertThat(TemplateHash.scaleBase("w", 5, autoscaler)).isEqualTo(base);
    assertThat(TemplateHash.scaleBase("w", 0, autoscaler)).isNotEqualTo(base);
    assertThat(TemplateHash.scaleBase("w", 3, null)).isNotEqualTo(base);
    assertThat(TemplateHash.scaleBase("w", 3, null))
        .isNotEqualTo(TemplateHash.scaleBase("w", 4, null));
  }

  /// An API server takes such an amount and gives it out again; as digits it is ten megabytes long.
  @Test
  void anAmountOfMillionsOfDigitsIsHashedAsItIsWritten() {
    var hash = TemplateHash.of(read(WRITTEN));
    for (var amount : new String[] {"10e9999999", "1e-9999999", "1e2000000000", "9".repeat(500)}) {
      var template = read(WRITTEN.replace("\"0.5\"", "\"" + amount + "\""));
      assertThat(Quantity.canonical(amount)).isEqualTo(amount);
      assertTimeoutPreemptively(
          Duration.ofSeconds(1),
          () -> assertThat(TemplateHash.of(template)).as(amount).isNotEqualTo(hash));
    }
  }

  @Test
  void aNumberOfMillionsOfDigitsInAnObjectIsHashedToo() {
    var huge = JsonNodeFactory.instance.objectNode().put("n", new BigDecimal("10e999999999"));
    var same = JsonNodeFactory.instance.objectNode().put("n", new BigDecimal("1e1000000000"));
    assertTimeoutPreemptively(
        Duration.ofSeconds(1),
        () -> assertThat(TemplateHash.ofContent(huge)).isEqualTo(TemplateHash.ofContent(same)));
  }

  private static JsonNode read(String text) {
    return JSON.readTree(text);
  }
}
