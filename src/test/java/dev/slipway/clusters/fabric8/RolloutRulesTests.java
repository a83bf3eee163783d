package dev.slipway.clusters.fabric8;

import static dev.slipway.clusters.RolloutVerdict.BLOCKED;
import static dev.slipway.clusters.RolloutVerdict.COMPLETE;
import static dev.slipway.clusters.RolloutVerdict.PAUSED;
import static dev.slipway.clusters.RolloutVerdict.PROGRESSING;
import static dev.slipway.clusters.RolloutVerdict.SCALED_TO_ZERO;
import static dev.slipway.clusters.RolloutVerdict.STALLED;
import static dev.slipway.clusters.fabric8.Recorded.NOW;
import static dev.slipway.clusters.fabric8.Recorded.spec;
import static dev.slipway.clusters.fabric8.Recorded.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.WorkloadKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class RolloutRulesTests {

  private final ObjectNode deployment = Recorded.object("deployment-complete");
  private final ObjectNode rolling = Recorded.object("deployment-progressing");
  private final ObjectNode statefulSet = Recorded.object("statefulset-complete");
  private final ObjectNode daemonSet = Recorded.object("daemonset-complete");

  @Test
  void aDeploymentIsCompleteWhenAllPodsAreNewAndAvailable() {
    assertThat(judge(deployment).verdict()).isEqualTo(COMPLETE);
    assertThat(judge(rolling).verdict()).isEqualTo(PROGRESSING);
    assertThat(judge(rolling).reason()).isEqualTo("1 of 3 new pods created");
  }

  @Test
  void anUnseenGenerationSaysNothingYetAlsoAfterAnAnnotationOnly() {
    ((ObjectNode) deployment.path("metadata")).put("generation", 2);
    assertThat(judge(deployment).verdict()).isEqualTo(PROGRESSING);
    assertThat(judge(deployment).reason()).contains("not seen");
  }

  @Test
  void pausedIsAStateOfItsOwnEvenPastTheDeadline() {
    spec(rolling).put("paused", true);
    Recorded.progressing(rolling, "False", "ProgressDeadlineExceeded", "2026-11-21T15:22:05Z");
    assertThat(judge(rolling).verdict()).isEqualTo(PAUSED);
  }

  @Test
  void aDeadlineThatRanOutAfterTheWriteIsAStall() {
    Recorded.progressing(rolling, "False", "ProgressDeadlineExceeded", "2026-11-21T15:32:05Z");
    assertThat(judge(rolling).verdict()).isEqualTo(STALLED);
  }

  @Test
  void aDeadlineThatRanOutBeforeTheTemplateWasWrittenSaysNothing() {
    Recorded.progressing(rolling, "False", "ProgressDeadlineExceeded", "2026-11-21T15:21:00Z");
    assertThat(judge(rolling).verdict()).isEqualTo(PROGRESSING);
  }

  @Test
  void withoutADeadlineTheTimerIsOurs() {
    spec(rolling).remove("progressDeadlineSeconds");
    var record = Recorded.deployment(rolling);
    var moved = NOW.minus(Duration.ofMinutes(11));
    assertThat(RolloutRules.judge(record, moved, NOW).verdict()).isEqualTo(STALLED);
    assertThat(RolloutRules.judge(record, NOW.minusSeconds(60), NOW).verdict())
        .isEqualTo(PROGRESSING);
  }

  @Test
  void podsThatMayNotBeMadeBlockTheRollout() {
    ((ArrayNode) status(rolling).path("conditions"))
        .addObject()
        .put("type", "ReplicaFailure")
        .put("status", "True")
        .put("reason", "FailedCreate")
        .put("message", "exceeded quota: small");
    assertThat(judge(rolling).verdict()).isEqualTo(BLOCKED);
    assertThat(judge(rolling).reason()).contains("exceeded quota");
  }

  @Test
  void oldPodsThatLingerAndNewOnesThatAreNotAvailableKeepItGoing() {
    status(rolling).put("updatedReplicas", 3);
    assertThat(judge(rolling).reason()).isEqualTo("1 old pod waits to end");
    status(rolling).put("replicas", 3).put("availableReplicas", 2);
    assertThat(judge(rolling).reason()).isEqualTo("2 of 3 new pods available");
  }

  @Test
  void aRolloutStaysCompleteWhenItsPodsCrashLater() {
    status(deployment).put("availableReplicas", 0).put("readyReplicas", 0);
    assertThat(judge(deployment).verdict()).isEqualTo(COMPLETE);
  }

  @Test
  void zeroReplicasAreNotSuccess() {
    spec(deployment).put("replicas", 0);
    status(deployment).put("replicas", 0).put("updatedReplicas", 0).put("availableReplicas", 0);
    assertThat(judge(deployment).verdict()).isEqualTo(SCALED_TO_ZERO);
  }

  @Test
  void aPartitionedStatefulSetIsCompleteWithTwoRevisions() {
    var partitioned = Recorded.statefulSet(Recorded.object("statefulset-partitioned"));
    assertThat(partitioned.currentRevision()).isNotEqualTo(partitioned.updateRevision());
    var rollout = RolloutRules.judge(partitioned, NOW, NOW);
    assertThat(rollout.verdict()).isEqualTo(COMPLETE);
    assertThat(rollout.reason()).contains("partitioned");
  }

  @Test
  void aStatefulSetHasNoDeadlineOfItsOwn() {
    status(statefulSet)
        .put("updateRevision", "db-new")
        .put("updatedReplicas", 1)
        .put("readyReplicas", 2);
    var record = Recorded.statefulSet(statefulSet);
    assertThat(RolloutRules.judge(record, NOW, NOW).verdict()).isEqualTo(PROGRESSING);
    assertThat(RolloutRules.judge(record, NOW.minus(Duration.ofHours(1)), NOW).verdict())
        .isEqualTo(STALLED);
  }

  @Test
  void replacingByHandIsNeverAStall() {
    ((ObjectNode) spec(statefulSet).path("updateStrategy")).put("type", "OnDelete");
    status(statefulSet).put("updateRevision", "db-new").put("updatedReplicas", 1);
    var record = Recorded.statefulSet(statefulSet);
    var rollout = RolloutRules.judge(record, NOW.minus(Duration.ofHours(1)), NOW);
    assertThat(rollout.verdict()).isEqualTo(COMPLETE);
    assertThat(rollout.reason()).isEqualTo("1 of 3 pods replaced by hand (OnDelete)");
  }

  @Test
  void aDaemonSetWithoutNodesSaysSo() {
    status(daemonSet)
        .put("desiredNumberScheduled", 0)
        .put("updatedNumberScheduled", 0)
        .put("numberAvailable", 0);
    var rollout =
        RolloutRules.judge(ReadWorkload.from(WorkloadKind.DAEMON_SET, daemonSet), NOW, NOW);
    assertThat(rollout.reason()).isEqualTo("No node matches");
  }

  @Test
  void whatIsBeingDeletedIsNotComplete() {
    ((ObjectNode) deployment.path("metadata")).put("deletionTimestamp", "2026-11-21T15:22:00Z");
    assertThat(judge(deployment).reason()).isEqualTo("Being deleted");
  }

  private static Rollout judge(ObjectNode object) {
    return RolloutRules.judge(Recorded.deployment(object), NOW, NOW);
  }
}
