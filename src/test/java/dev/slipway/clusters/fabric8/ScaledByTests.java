package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Field managers as an API server 1.36 writes them down.
class ScaledByTests {

  private static final String TEMPLATE_BY_SLIPWAY =
      """
      {"manager": "slipway", "operation": "Update", "time": "2026-11-23T03:00:00Z",
       "fieldsV1": {"f:spec": {"f:template": {}%s}}}\
      """;
  private static final String SCALED_BY_KUBECTL =
      """
      {"manager": "kubectl", "operation": "Update", "subresource": "scale",
       "fieldsV1": {"f:spec": {"f:replicas": {}}}}\
      """;

  @Test
  void theCountIsWhoeversItIsAndNotTheLastWritersOfTheTemplate() {
    var metadata = metadata(TEMPLATE_BY_SLIPWAY.formatted("") + "," + SCALED_BY_KUBECTL);

    assertThat(ReadWorkload.scaledBy(metadata)).isEqualTo("kubectl");
  }

  @Test
  void aCountThatTwoOwnIsThatOfTheOneWithoutATime() {
    var both = TEMPLATE_BY_SLIPWAY.formatted(", \"f:replicas\": {}");

    assertThat(ReadWorkload.scaledBy(metadata(SCALED_BY_KUBECTL + "," + both)))
        .isEqualTo("kubectl");
    assertThat(ReadWorkload.scaledBy(metadata(both))).isEqualTo("slipway");
  }

  @Test
  void nobodySetIt() {
    assertThat(ReadWorkload.scaledBy(metadata(TEMPLATE_BY_SLIPWAY.formatted("")))).isNull();
  }

  private static JsonNode metadata(String entries) {
    return JsonMapper.builder().build().readTree("{\"managedFields\": [" + entries + "]}");
  }
}
