package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.ClusterNodes.Node;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How nodes are sorted into pools, and what is read of one.
class NodePoolsTests {

  private static final NodeBounds NONE = new NodeBounds(List.of());

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private static JsonNode node(String name, String labels, String conditions) {
    return json(
        """
        {"metadata":{"name":"%s","labels":{%s}},
         "status":{"capacity":{"cpu":"4","memory":"16Gi","pods":"110"},
                   "allocatable":{"cpu":"3900m","memory":"13Gi","pods":"110"},
                   "conditions":[%s]}}
        """
            .formatted(name, labels, conditions));
  }

  private static String condition(String type, String status) {
    return """
    {"type":"%s","status":"%s","lastTransitionTime":"2026-11-22T09:00:00Z"}\
    """
        .formatted(type, status)
        .strip();
  }

  private static Node only(String conditions) {
    return NodePools.of(List.of(node("n", "", conditions)), Map.of(), NONE)
        .getFirst()
        .nodes()
        .getFirst();
  }

  @Test
  void cloudsNameTheirPoolsInLabelsAndBareMachinesByTheirRole() {
    var pools =
        NodePools.of(
            List.of(
                node("a", "\"eks.amazonaws.com/nodegroup\":\"spot\"", ""),
                node("b", "\"agentpool\":\"apps\"", ""),
                node("c", "\"cloud.google.com/gke-nodepool\":\"pool-1\"", ""),
                node("d", "\"node-role.kubernetes.io/control-plane\":\"\"", ""),
                node("e", "\"node-role.kubernetes.io/ingress\":\"\"", ""),
                node("f", "", "")),
            Map.of(),
            NONE);
    assertThat(pools)
        .extracting("name")
        .containsExactlyInAnyOrder("spot", "apps", "pool-1", "control-plane", "ingress", "worker");
  }

  @Test
  void aNodeThatDoesNotAnswerIsNotReady() {
    var silent = only(condition("Ready", "Unknown"));
    assertThat(silent.ready()).isFalse();
    assertThat(silent.readiness()).isEqualTo("Does not answer");
    assertThat(silent.since()).hasToString("2026-11-22T09:00:00Z");
    assertThat(only("").readiness()).isEqualTo("Unknown");
    assertThat(only(condition("Ready", "False")).readiness()).isEqualTo("Not ready");
  }

  @Test
  void pressureIsNamedAndWhatIsReadyIsNot() {
    var pressed =
        only(
            String.join(
                ",",
                condition("Ready", "True"),
                condition("MemoryPressure", "True"),
                condition("DiskPressure", "False"),
                condition("KernelReady", "True"),
                condition("StorageReady", "False")));
    assertThat(pressed.pressure()).containsExactly("MemoryPressure", "StorageReady");
    assertThat(pressed.isWell()).isFalse();
  }

  @Test
  void theOneToLookAtComesFirst() {
    var pool =
        NodePools.of(
                List.of(
                    node("a", "", condition("Ready", "True")),
                    node("b", "", condition("Ready", "False"))),
                Map.of(),
                NONE)
            .getFirst();
    assertThat(pool.nodes()).extracting(Node::name).containsExactly("b", "a");
    assertThat(pool.words()).isEqualTo("1 of 2 nodes ready");
  }

  @Test
  void whatIsRequestedIsToldOfWhatTheNodeGives() {
    var node =
        NodePools.of(
                List.of(node("n", "", condition("Ready", "True"))),
                Map.of("n", new Requested(1950, 1L << 30, 7)),
                NONE)
            .getFirst()
            .nodes()
            .getFirst();
    assertThat(node.cpu().words()).isEqualTo("2 of 3.9");
    assertThat(node.cpu().percent()).isEqualTo(50);
    assertThat(node.memory().capacity()).isEqualTo("16Gi");
    assertThat(node.pods().words()).isEqualTo("7 of 110");
  }

  @Test
  void aPodAsksForTheMoreOfItsContainersAndItsStart() {
    var spec =
        json(
            """
            {"containers":[{"resources":{"requests":{"cpu":"100m","memory":"1Gi"}}}],
             "initContainers":[
               {"restartPolicy":"Always","resources":{"requests":{"cpu":"50m"}}},
               {"resources":{"requests":{"cpu":"1","memory":"128Mi"}}}],
             "overhead":{"cpu":"10m"}}
            """);
    assertThat(Requested.by(spec)).isEqualTo(new Requested(1060, 1L << 30, 1));
  }

  @Test
  void boundsBelongToThePoolWhoseNameIsAWordOfTheGroup() {
    var bounds =
        NodeBounds.parse(
            """
            nodeGroups:
            - name: aks-apps-31415926-vmss
              health: {minSize: 2, maxSize: 20}
            - name: aks-appsgpu-1-vmss
              health: {minSize: 0, maxSize: 4}
            """);
    assertThat(bounds.of("apps")).isEqualTo("2 to 20");
    assertThat(bounds.of("app")).isEmpty();
    assertThat(bounds.of("aks")).isEmpty();
    assertThat(NodeBounds.parse("Cluster-autoscaler status at 2024: Health: Healthy").of("apps"))
        .isEmpty();
    assertThat(NodeBounds.parse("a: [").of("apps")).isEmpty();
  }
}
