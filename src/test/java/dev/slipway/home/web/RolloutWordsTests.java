package dev.slipway.home.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RolloutWordsTests {

  private static LiveObject live(WorkloadKind kind, String spec) {
    var json = (ObjectNode) JsonMapper.builder().build().readTree(spec.replace('\'', '"'));
    return new LiveObject(
        new WorkloadRef(ClusterId.next(), "emis-data", kind, "mysql"),
        "uid",
        "namespace",
        "cluster",
        1,
        "1",
        json,
        json,
        "base",
        "template");
  }

  @Test
  void aPartitionSaysWhichOrdinalsTakeANewTemplate() {
    var words =
        RolloutWords.of(
            live(
                WorkloadKind.STATEFUL_SET,
                "{'replicas': 3, 'updateStrategy': {'rollingUpdate': {'partition': 2}}}"));
    assertThat(words)
        .contains("Partition 2: only ordinals 2 take a new template; 0 to 1 keep theirs.")
        .anyMatch(sentence -> sentence.contains("highest ordinal first"))
        .anyMatch(sentence -> sentence.contains("also the repair"));
  }

  @Test
  void aPartitionAboveEveryOrdinalHoldsAll() {
    var words =
        RolloutWords.of(
            live(
                WorkloadKind.STATEFUL_SET,
                "{'replicas': 3, 'updateStrategy': {'rollingUpdate': {'partition': 3}}}"));
    assertThat(words).anyMatch(sentence -> sentence.startsWith("Partition 3: no pod takes"));
  }

  @Test
  void recreateMeansThatItIsDownMeanwhile() {
    assertThat(RolloutWords.of(live(WorkloadKind.DEPLOYMENT, "{'strategy': {'type': 'Recreate'}}")))
        .singleElement()
        .asString()
        .contains("down meanwhile");
  }
}
