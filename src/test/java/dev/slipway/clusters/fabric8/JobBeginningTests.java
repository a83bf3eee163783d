package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whether a Job ran decides whether its end is a verdict, so only its own containers count.
class JobBeginningTests {

  private static final JsonNode JOB =
      json(
          """
          {"spec":{"template":{"spec":{
            "containers":[{"name":"smoke"}],"initContainers":[{"name":"prepare"}]}}}}
          """);
  private static final String WAITS = "\"state\":{\"waiting\":{\"reason\":\"ImagePullBackOff\"}}";
  private static final String RUNS = "\"state\":{\"running\":{}}";

  @Test
  void aContainerThatRunsEndedOrBeganAnewIsABeginning() {
    assertThat(Jobs.began(JOB, pod("smoke", RUNS))).isTrue();
    assertThat(Jobs.began(JOB, pod("smoke", "\"state\":{\"terminated\":{\"exitCode\":1}}")))
        .isTrue();
    assertThat(Jobs.began(JOB, pod("smoke", WAITS + ",\"lastState\":{\"terminated\":{}}")))
        .isTrue();
    assertThat(Jobs.began(JOB, pod("smoke", WAITS))).isFalse();
  }

  @Test
  void whatAMeshPutsBesideItIsNone() {
    assertThat(Jobs.began(JOB, pod("istio-proxy", RUNS))).isFalse();
  }

  @Test
  void whatPreparesItIsOne() {
    var pod =
        pod("smoke", WAITS)
            .toString()
            .replace("}]}}", "}],\"initContainerStatuses\":[{\"name\":\"%s\",%s}]}}");
    assertThat(Jobs.began(JOB, json(pod.formatted("prepare", RUNS)))).isTrue();
    assertThat(Jobs.began(JOB, json(pod.formatted("istio-init", RUNS)))).isFalse();
  }

  private static JsonNode pod(String container, String state) {
    return json(
        "{\"status\":{\"containerStatuses\":[{\"name\":\"%s\",%s}]}}".formatted(container, state));
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
