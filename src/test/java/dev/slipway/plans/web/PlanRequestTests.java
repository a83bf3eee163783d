package dev.slipway.plans.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.policies.spi.ChangeClass;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PlanRequestTests {

  private static PlanRequest request(String images) {
    return JsonMapper.builder()
        .build()
        .readValue(
            """
            {"service": "learning-orchestrator", "environment": "production", "kind": "rollout",
             "reason": "Harder questions", %s}
            """
                .formatted(images),
            PlanRequest.class);
  }

  @Test
  void oneImageNeedsNoContainer() {
    assertThat(request("\"image\": \"quiz:2\"").wish().images()).isEqualTo(Map.of("", "quiz:2"));
  }

  @Test
  void severalContainersAreNamedOneByOne() {
    var wish =
        request(
                """
                "images": [{"container": "app", "image": "quiz:2"},
                           {"container": "migrations", "image": ":2"}]
                """)
            .wish();
    assertThat(wish.images()).isEqualTo(Map.of("app", "quiz:2", "migrations", ":2"));
  }

  @Test
  void aContainerNamedTwiceIsRefused() {
    var request =
        request(
            "\"images\": [{\"container\":\"a\",\"image\":\"x\"},{\"container\":\"a\",\"image\":\"y\"}]");
    assertThatThrownBy(request::wish).hasMessageContaining("\"a\" is named twice");
  }

  @Test
  void imageAndImagesTogetherAreRefused() {
    var request = request("\"image\": \"q\", \"images\": [{\"container\":\"a\",\"image\":\"x\"}]");
    assertThatThrownBy(request::wish).hasMessageContaining("not both");
  }

  @Test
  void anImageWithoutItsContainerIsRefused() {
    assertThatThrownBy(request("\"images\": [{\"image\":\"x\"}]")::wish)
        .hasMessageContaining("images[].container is missing");
  }

  @Test
  void whatIsAcknowledgedHasNamesOfPolicies() {
    for (var odd : List.of("null", '"' + "x".repeat(1000) + '"')) {
      assertThatThrownBy(request("\"acknowledged\": [" + odd + "]")::wish)
          .hasMessageContaining("acknowledged takes");
    }
  }

  @Test
  void aFormKeepsWhatWasTypedForEachContainer() {
    var wish =
        request(
                "\"images\": [{\"container\":\"a\",\"image\":\"x:1\"},{\"container\":\"b\",\"image\":\"y:1\"}]")
            .wish();
    var form = PlanForm.of(wish);
    assertThat(form.typedFor("b", false)).isEqualTo("y:1");
    assertThat(form.wish().images()).isEqualTo(wish.images());
    assertThat(form.errors(true)).isEmpty();
  }

  @Test
  void aVersionThatWasPickedGoesToEveryContainerItIsMeantFor() {
    var picked = PlanForm.of(request("\"image\": \"quiz:2\"").wish());
    assertThat(picked.namesOneImage()).isTrue();
    var form = picked.inAllOf(List.of("migrations", "app"));
    assertThat(form.typedFor("migrations", false)).isEqualTo("quiz:2");
    assertThat(form.wish().images()).isEqualTo(Map.of("migrations", "quiz:2", "app", "quiz:2"));
    assertThat(form.namesOneImage()).as("each has its own by now").isFalse();

    var named = request("\"image\": \"quiz:2\", \"container\": \"app\"").wish();
    assertThat(PlanForm.of(named).namesOneImage()).as("somebody chose where").isFalse();
  }

  @Test
  void whatItIsForIsTakenInTheWordsOfTheContract() {
    var wish = request("\"image\": \"q\", \"changeClass\": \"critical-feature\"").wish();
    assertThat(wish.changeClass()).isEqualTo(ChangeClass.CRITICAL_FEATURE);
    assertThat(request("\"image\": \"q\", \"changeClass\": \" \"").wish().changeClass()).isNull();
  }

  @Test
  void nobodyCallsAChangeARollback() {
    assertThatThrownBy(request("\"image\": \"q\", \"changeClass\": \"rollback\"")::wish)
        .hasMessageContaining("security, fix, critical-feature, feature, chore")
        .hasMessageContaining("told by the portal itself");
    assertThatThrownBy(request("\"image\": \"q\", \"changeClass\": \"urgent\"")::wish)
        .hasMessageContaining("changeClass must be one of");
  }
}
