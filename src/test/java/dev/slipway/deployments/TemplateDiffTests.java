package dev.slipway.deployments;

import static dev.slipway.deployments.DeploymentMother.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.plans.spi.DiffLine;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateDiffTests {

  private static final String TEMPLATE =
      """
      {"spec": {"containers": [{"name": "app", "image": "auth-token:1",
        "command": ["run", "--db-password=%1$s", "--token", "%1$s", "--level=info"],
        "env": [{"name": "A", "value": "%1$s"}, {"name": "B", "valueFrom": {"secretKeyRef": {"name": "s", "key": "k"}}}]}],
        "volumes": [{"name": "v", "secret": {"secretName": "keystore"}}]}}
      """;

  private static List<DiffLine> diff(String before, String after) {
    return TemplateDiff.between(json(TEMPLATE.formatted(before)), json(TEMPLATE.formatted(after)));
  }

  @Test
  void changedSecretsAreSeenToChangeAndNeverShown() {
    var diff = diff("canary-one", "canary-two");
    assertThat(diff).noneMatch(line -> line.text().contains("canary"));
    assertThat(diff.stream().filter(line -> line.sign() == '+')).hasSize(3);
    assertThat(diff).anyMatch(line -> line.text().contains("--db-password=(hidden)"));
  }

  @Test
  void imagesAndNamesAreShown() {
    var diff = TemplateDiff.between(json("{}"), json(TEMPLATE.formatted("canary")));
    assertThat(diff)
        .extracting(DiffLine::text)
        .contains("      image: auth-token:1")
        .anyMatch(line -> line.contains("secretName: keystore"))
        .noneMatch(line -> line.contains("canary"));
  }

  @Test
  void equalTemplatesHaveNoDiffWhateverTheOrderOfTheirKeys() {
    assertThat(TemplateDiff.between(json("{\"a\": 1, \"b\": 2}"), json("{\"b\": 2, \"a\": 1}")))
        .isEmpty();
  }

  @Test
  void longStretchesWithoutChangeAreLeftOut() {
    var before = new StringBuilder("{");
    for (int i = 10; i < 60; i++) {
      before.append("\"k").append(i).append("\": ").append(i).append(i < 59 ? "," : "}");
    }
    var diff =
        TemplateDiff.between(
            json(before.toString()), json(before.toString().replace("\"k30\": 30", "\"k30\": 31")));
    assertThat(diff).hasSize(9);
    assertThat(diff.getFirst().text()).isEqualTo("...");
  }
}
