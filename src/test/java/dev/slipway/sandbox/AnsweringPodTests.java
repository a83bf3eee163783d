package dev.slipway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.sandbox.metrics.Replica;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Which pods take traffic, and which of them answer badly.
class AnsweringPodTests {

  private static JsonNode pod(String name, String image, String ready, String more) {
    return JsonMapper.shared()
        .readTree(
            """
            {"metadata":{"name":"%s"%s},
             "spec":{"containers":[{"name":"vote","image":"%s"}]},
             "status":{"conditions":[{"type":"Ready","status":"%s"}]}}\
            """
                .formatted(name, more, image, ready));
  }

  @Test
  void aReadyPodOfTheWorkloadAnswers() {
    var image = "registry.voting.local/vote:1.4.1";
    assertThat(AnsweringPod.of(pod("vote-5d8f-a", image, "True", ""), "vote", "vote"))
        .hasValue(new Replica("vote-5d8f-a", false));
    assertThat(AnsweringPod.of(pod("vote-5d8f-a", image, "False", ""), "vote", "vote")).isEmpty();
    assertThat(AnsweringPod.of(pod("result-5d8f-a", image, "True", ""), "vote", "vote")).isEmpty();
    assertThat(AnsweringPod.of(pod("vote-5d8f-a", image, "True", ""), "vote", "app")).isEmpty();
    assertThat(
            AnsweringPod.of(
                pod(
                    "vote-5d8f-a",
                    image,
                    "True",
                    ",\"deletionTimestamp\":\"2026-03-10T09:30:00Z\""),
                "vote",
                "vote"))
        .isEmpty();
  }

  @Test
  void aVersionWhoseTagBeginsWithErrorsAnswersBadly() {
    assertThat(
            AnsweringPod.of(
                pod("vote-7c9b-c", "registry.voting.local/vote:errors-1.4.3", "True", ""),
                "vote",
                "vote"))
        .hasValue(new Replica("vote-7c9b-c", true));
  }
}
