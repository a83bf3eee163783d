package dev.slipway.deployments;

import static dev.slipway.deployments.DeploymentMother.DIGEST;
import static dev.slipway.deployments.DeploymentMother.NEW;
import static dev.slipway.deployments.DeploymentMother.NOON;
import static dev.slipway.deployments.DeploymentMother.deployment;
import static dev.slipway.deployments.DeploymentMother.live;
import static dev.slipway.deployments.DeploymentMother.pod;
import static dev.slipway.deployments.DeploymentMother.ready;
import static dev.slipway.deployments.DeploymentMother.state;
import static dev.slipway.deployments.DeploymentMother.statefulSetSpec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.RolloutVerdict;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.plans.spi.Action.Sent;
import dev.slipway.plans.spi.Progress;
import dev.slipway.plans.spi.Progress.Step;
import dev.slipway.testing.Negative;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class SettlingTests {

  private final LiveObject written = deployment(NEW);
  private final ObjectNode content =
      TemplateAction.content(written, PodTemplate.of(written), DeploymentMother.stage());

  private StateBuilder moving() {
    return state(written).rollout(RolloutVerdict.PROGRESSING).counts(3, 1, 4);
  }

  private Progress after(int seconds, WorkloadState state) {
    return after(seconds, state, Duration.ZERO);
  }

  private Progress after(int seconds, WorkloadState state, Duration still) {
    var sent = new Sent(written.generation(), NOON, Duration.ofSeconds(seconds));
    return new Settling(content, state, sent, still).judge();
  }

  @Test
  void countsAreWordedWhileItMoves() {
    var progress = after(10, moving().pods(ready("a", true), ready("b", false)).build());
    assertThat(progress.step()).isEqualTo(Step.GOING);
    assertThat(progress.text()).isEqualTo("1 of 3 new pods ready, 1 old pod left");
    assertThat(progress.percent()).isEqualTo(33);
  }

  @Test
  void itStartsAtZeroWhileTheStatusStillCountsThePodsOfBefore() {
    var seen = moving().counts(3, 3, 3).pods(ready("a", false), ready("b", false)).build();
    assertThat(after(1, seen).percent()).isZero();
    assertThat(after(1, seen).text()).isEqualTo("0 of 3 new pods ready, 2 old pods left");
  }

  @Test
  void aNewPodThatIsNotReadyIsNoProgress() {
    var waits = pod("a", true, false, "ImagePullBackOff", 0, NOON);
    var seen = state(written).rollout(RolloutVerdict.PROGRESSING).counts(1, 1, 2).pods(waits);
    assertThat(Headway.of(seen.build()).percent()).isZero();
  }

  @Test
  void anOlderPictureOfTheClusterProvesNothing() {
    var progress = after(3, state(written).generation(written.generation() - 1).build());
    assertThat(progress.step()).isEqualTo(Step.GOING);
    assertThat(progress.percent()).isZero();
  }

  @Test
  void aGenerationRaisedByAnAnnotationIsNotForeign() {
    assertThat(after(20, state(written).generation(99).build()).step()).isEqualTo(Step.DONE);
  }

  @Test
  void anotherTemplateUnderANewerGenerationSupersedes() {
    var progress = after(20, moving().generation(99).template("other").build());
    assertThat(progress.step()).isEqualTo(Step.FOREIGN);
    assertThat(progress.text()).contains("by kubectl");
  }

  @Test
  void anObjectCreatedAgainIsForeign() {
    assertThat(after(20, moving().uid("another").build()).step()).isEqualTo(Step.FOREIGN);
  }

  @Test
  void aDeadlineThatCannotBeOursIsIgnored() {
    var stalled = moving().rollout(RolloutVerdict.STALLED).build();
    assertThat(after(5, stalled).step()).isEqualTo(Step.GOING);
    assertThat(after(121, stalled).step()).isEqualTo(Step.BROKEN);
  }

  @Test
  void withoutADeadlineTheStallTimerOfThePolicyHolds() {
    ((ObjectNode) content.path("patience")).remove("deadlineSeconds");
    assertThat(after(500, moving().build(), Duration.ofSeconds(500)).step()).isEqualTo(Step.GOING);
    assertThat(after(700, moving().build(), Duration.ofSeconds(601)).step()).isEqualTo(Step.BROKEN);
  }

  @Test
  void anImageThatCannotBePulledBreaksAfterSixtySeconds() {
    var pulling =
        moving().pods(pod("a", true, false, "ImagePullBackOff", 0, NOON.plusSeconds(4))).build();
    assertThat(after(62, pulling).step()).isEqualTo(Step.GOING);
    var progress = after(64, pulling);
    assertThat(progress.step()).isEqualTo(Step.BROKEN);
    assertThat(progress.text()).endsWith("could not be pulled");
    assertThat(progress.said()).contains("ImagePullBackOff");
  }

  @Test
  void twoCrashesOfANewPodBreakIt() {
    assertThat(after(9, moving().pods(pod("a", true, false, "Error", 1, NOON)).build()).step())
        .isEqualTo(Step.GOING);
    assertThat(
            after(9, moving().pods(pod("a", true, false, "CrashLoopBackOff", 2, NOON)).build())
                .step())
        .isEqualTo(Step.BROKEN);
  }

  @Test
  void crashesFromBeforeOurWriteAndOfOldPodsDoNotCount() {
    var before = NOON.minusSeconds(900);
    var old = pod("a", true, false, "Running", 9, null, before);
    var other = pod("b", false, false, "CrashLoopBackOff", 9, before);
    assertThat(after(9, moving().pods(old, other).build()).step()).isEqualTo(Step.GOING);
  }

  @Test
  @Negative(21)
  void runningDigestsMustBeAmongTheApproved() {
    content.putObject("digests").putArray("app").add(DIGEST);
    assertThat(after(30, state(written).digest(DIGEST).build()).step()).isEqualTo(Step.DONE);
    assertThat(after(30, state(written).build()).text()).contains("digest not reported");
    var other = after(30, state(written).digest("sha256:" + "c".repeat(64)).build());
    assertThat(other.step()).isEqualTo(Step.BROKEN);
    assertThat(other.text()).contains("not the approved content");
  }

  @Test
  void aPartitionedStatefulSetIsDoneAlthoughItsRevisionsDiffer() {
    var set = live(WorkloadKind.STATEFUL_SET, statefulSetSpec(NEW));
    var target = TemplateAction.content(set, PodTemplate.of(set), DeploymentMother.stage());
    var sent = new Sent(set.generation(), NOON, Duration.ofSeconds(30));
    var partitioned = state(set).counts(3, 1, 3).pods(ready("a", true), ready("b", false)).build();
    assertThat(new Settling(target, partitioned, sent, Duration.ZERO).judge().step())
        .isEqualTo(Step.DONE);
  }

  @Test
  void anOrderedSetAsksForTheBrokenPodOfTheBadRevisionOnly() {
    var set = live(WorkloadKind.STATEFUL_SET, statefulSetSpec(NEW));
    var target = TemplateAction.content(set, PodTemplate.of(set), DeploymentMother.stage());
    var broken = pod("mysql-2", false, false, "CrashLoopBackOff", 5, NOON);
    var state =
        state(set)
            .rollout(RolloutVerdict.PROGRESSING)
            .pods(ready("mysql-0", true), ready("mysql-1", false), broken)
            .build();
    assertThat(OrderedTrap.podsInTheWay(target, state, sentFor(set, 30))).containsExactly(broken);
    assertThat(OrderedTrap.podsInTheWay(target, state, sentFor(set, 2))).isEmpty();
    target.put("ordered", false);
    assertThat(OrderedTrap.podsInTheWay(target, state, sentFor(set, 30))).isEmpty();
  }

  private static Sent sentFor(LiveObject live, int seconds) {
    return new Sent(live.generation(), NOON, Duration.ofSeconds(seconds));
  }
}
