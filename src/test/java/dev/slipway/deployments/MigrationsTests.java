package dev.slipway.deployments;

import static dev.slipway.deployments.DeploymentMother.NEW;
import static dev.slipway.deployments.DeploymentMother.NOON;
import static dev.slipway.deployments.DeploymentMother.deployment;
import static dev.slipway.deployments.DeploymentMother.json;
import static dev.slipway.deployments.DeploymentMother.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.PodState;
import dev.slipway.plans.spi.Action.Sent;
import dev.slipway.plans.spi.Milestone;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// Which migrations of a change are recorded, and how they ended.
class MigrationsTests {

  private static final List<String> NONE = List.of();
  private final LiveObject live = deployment(NEW);
  private final Sent sent = new Sent(live.generation(), NOON, Duration.ofSeconds(30));

  private ObjectNode content() {
    var content = json("{\"migrations\": [\"schema\", \"seed\", \"index\"]}");
    return content.put("templateHash", live.templateHash());
  }

  private static PodState pod(
      String reason, boolean newest, boolean terminating, List<String> well, List<String> badly) {
    return new PodState(
        "student-1",
        "uid-1",
        reason,
        null,
        false,
        newest,
        !badly.isEmpty(),
        terminating,
        0,
        "node-1",
        NOON,
        null,
        List.of("app"),
        List.of(NEW),
        List.of(""),
        new PodState.Inits(well, badly));
  }

  private List<String> seen(PodState... pods) {
    return Migrations.seen(content(), state(live).pods(pods).build(), sent).stream()
        .map(Milestone::step)
        .toList();
  }

  @Test
  void ofSeveralOnlyTheOneThatEndedBadlyIsRecordedAsFailed() {
    var pod = pod("Init:Error", true, false, List.of("schema"), List.of("seed"));
    assertThat(seen(pod)).containsExactly("migrated:schema", "migration-failed:seed");
    assertThat(Migrations.seen(content(), state(live).pods(pod).build(), sent))
        .extracting(Milestone::text)
        .last()
        .isEqualTo("Migration seed has not ended well in pod student-1: Init:Error");
  }

  @Test
  void whatIsRecordedReadsAsTheMigrationItTellsOf() {
    assertThat(seen(pod("Init:Error", true, false, List.of("schema"), List.of("seed"))))
        .map(step -> new DeploymentDetails.Step(new UUID(0, 1), NOON, step, "").migration())
        .containsExactly(
            new DeploymentDetails.Migration("schema", true),
            new DeploymentDetails.Migration("seed", false));
    assertThat(new DeploymentDetails.Step(new UUID(0, 1), NOON, "held", "").migration()).isNull();
  }

  @Test
  void aSchemaThatMovedIsRecordedWhateverThenKeepsThePodFromRunning() {
    for (var reason : List.of("ErrImagePull", "CreateContainerConfigError", "OOMKilled")) {
      assertThat(seen(pod(reason, true, false, List.of("schema", "seed", "index"), NONE)))
          .as(reason)
          .containsExactly("migrated:schema", "migrated:seed", "migrated:index");
    }
  }

  @Test
  void whatNeverBeganIsNotRecorded() {
    assertThat(seen(pod("Init:ImagePullBackOff", true, false, NONE, NONE))).isEmpty();
    assertThat(seen(pod("OutOfcpu", true, false, NONE, NONE))).isEmpty();
  }

  @Test
  void podsOfOtherTemplatesAndThoseThatGoTellNothing() {
    var all = List.of("schema", "seed", "index");
    assertThat(seen(pod("Running", false, false, all, NONE))).isEmpty();
    assertThat(seen(pod("Terminating", true, true, all, NONE))).isEmpty();

    var ours = pod("Running", true, false, all, NONE);
    assertThat(seen(ours)).hasSize(3);
    var early = state(live).pods(ours).generation(live.generation() - 1).build();
    assertThat(Migrations.seen(content(), early, sent)).isEmpty();
    var other = state(live).pods(ours).template("other").build();
    assertThat(Migrations.seen(content(), other, sent)).isEmpty();
  }
}
