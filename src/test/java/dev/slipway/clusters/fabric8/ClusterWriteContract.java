package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.Health;
import dev.slipway.clusters.Owner;
import dev.slipway.clusters.PodState;
import dev.slipway.clusters.RolloutVerdict;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.clusters.WriteResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.node.ObjectNode;

/// What the portal relies on when it writes: preconditions, marks, one effect, and what a conflict
/// looks like.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ClusterWriteContract {

  static final String ONE = "registry.example/shop/cart:1.0";
  static final String TWO = "registry.example/shop/cart:2.0";
  static final String MISSING = "registry.example/shop/cart:missing-3.0";
  static final Map<String, String> MARKS =
      Map.of("slipway.dev/deployment", "0198-test", "slipway.dev/fence", "7");

  ClusterFixture cluster;

  /// Credentials of the cluster under test.
  abstract String kubeconfig();

  @BeforeAll
  void connect() {
    cluster = new ClusterFixture(kubeconfig(), WatchTimes.NORMAL);
  }

  @AfterAll
  void leave() {
    cluster.close();
  }

  @Test
  void anImageIsSetOnceAndMarked() {
    var ref = cluster.deployment("imaged", ONE, 2);
    complete(ref);
    var read = cluster.read(ref);
    var patch = new WorkloadPatch.SetImages(Map.of("app", TWO), MARKS);
    var accepted = accepted(cluster.gateway.write(read, patch));
    assertThat(accepted.uid()).isEqualTo(read.uid());
    assertThat(accepted.generation()).isEqualTo(read.generation() + 1);
    var state =
        cluster.awaitState(
            ref, it -> it.rollout() == RolloutVerdict.COMPLETE && "2".equals(it.revision()));
    assertThat(state.images()).singleElement().extracting("image").isEqualTo(TWO);
    assertThat(state.annotations()).containsAllEntriesOf(MARKS);
    assertThat(state.changedBy()).isEqualTo("slipway");
    var template = cluster.read(ref).spec().path("template");
    assertThat(template.path("metadata").has("annotations")).isFalse();
    var again = cluster.gateway.write(read, patch);
    assertThat(again).isInstanceOf(WriteResult.Conflict.class);
  }

  @Test
  void anUnknownContainerIsRefused() {
    var ref = cluster.deployment("unknown-container", ONE, 1);
    var result =
        cluster.gateway.write(
            cluster.read(ref), new WorkloadPatch.SetImages(Map.of("nobody", TWO), MARKS));
    assertThat(result).isInstanceOf(WriteResult.Refused.class);
  }

  @Test
  void tryingOutHasNoEffect() {
    var ref = cluster.deployment("tried", ONE, 1);
    complete(ref);
    var read = cluster.read(ref);
    accepted(cluster.gateway.tryOut(read, new WorkloadPatch.SetImages(Map.of("app", TWO), MARKS)));
    accepted(cluster.gateway.tryOut(read, new WorkloadPatch.Scale(1, 4, MARKS)));
    var after = cluster.read(ref);
    assertThat(after.generation()).isEqualTo(read.generation());
    assertThat(after.templateHash()).isEqualTo(read.templateHash());
  }

  @Test
  void goingBackToARecordedTemplateReusesItsReplicaSet() {
    var ref = cluster.deployment("back", ONE, 2);
    var first = complete(ref);
    written(ref, new WorkloadPatch.SetImages(Map.of("app", TWO), MARKS));
    cluster.awaitState(
        ref, it -> it.rollout() == RolloutVerdict.COMPLETE && "2".equals(it.revision()));
    var revisions = cluster.gateway.revisions(ref);
    assertThat(revisions).extracting("revision").containsExactly("2", "1");
    var old = revisions.get(1);
    assertThat(old.templateHash()).isEqualTo(first.templateHash());
    var read = cluster.read(ref);
    written(ref, new WorkloadPatch.ReplaceTemplate(old.template(), false, MARKS));
    var back =
        cluster.awaitState(
            ref, it -> it.rollout() == RolloutVerdict.COMPLETE && "3".equals(it.revision()));
    assertThat(back.templateHash()).isEqualTo(first.templateHash());
    assertThat(cluster.gateway.revisions(ref)).extracting("revision").containsExactly("3", "2");
    var late =
        cluster.gateway.write(
            read, new WorkloadPatch.ReplaceTemplate(old.template(), false, MARKS));
    assertThat(late).isInstanceOf(WriteResult.Conflict.class);
  }

  @Test
  void aCountIsSetOnlyWhileTheExpectedOneHolds() {
    var ref = cluster.deployment("scaled", ONE, 2);
    complete(ref);
    var read = cluster.read(ref);
    var result = accepted(cluster.gateway.write(read, new WorkloadPatch.Scale(2, 4, MARKS)));
    assertThat(result.generation()).isGreaterThan(read.generation());
    var scaled = cluster.awaitState(ref, it -> it.desired() == 4 && it.ready() == 4);
    assertThat(scaled.scaledBy()).isEqualTo("slipway");
    var second = cluster.gateway.write(read, new WorkloadPatch.Scale(2, 3, MARKS));
    assertThat(second).isInstanceOf(WriteResult.Conflict.class);
    assertThat(((WriteResult.Conflict) second).message()).contains("4");
    accepted(cluster.gateway.write(read, new WorkloadPatch.Scale(4, 0, MARKS)));
    var zero = cluster.awaitState(ref, it -> it.rollout() == RolloutVerdict.SCALED_TO_ZERO);
    assertThat(zero.health()).isEqualTo(Health.SUSPENDED);
    assertThat(zero.baseHash()).isEqualTo(read.baseHash());
  }

  @Test
  void aRestartIsTheStampThatWasStored() {
    var ref = cluster.deployment("restarted", ONE, 1);
    var before = complete(ref);
    var stamp = new WorkloadPatch.Restart("2026-11-21T10:00:00Z", MARKS);
    written(ref, stamp);
    var state =
        cluster.awaitState(
            ref, it -> it.rollout() == RolloutVerdict.COMPLETE && "2".equals(it.revision()));
    assertThat(state.templateHash()).isNotEqualTo(before.templateHash());
    var read = cluster.read(ref);
    // The next worker repeats the effect under its own fence: new marks, no new pods.
    var next = new HashMap<>(MARKS);
    next.replaceAll((key, value) -> key.endsWith("/fence") ? value + "1" : value);
    assertThat(next).isNotEqualTo(MARKS);
    accepted(cluster.gateway.write(read, new WorkloadPatch.Restart("2026-11-21T10:00:00Z", next)));
    var again = cluster.read(ref);
    assertThat(again.templateHash()).isEqualTo(read.templateHash());
    assertThat(again.baseHash()).isEqualTo(read.baseHash());
  }

  @Test
  void aPausedDeploymentWaitsUntilItIsResumed() {
    var ref = cluster.deployment("paused", ONE, 1);
    complete(ref);
    written(ref, new WorkloadPatch.SetPaused(true, MARKS));
    cluster.awaitState(ref, it -> it.rollout() == RolloutVerdict.PAUSED);
    assertThat(
            cluster.gateway.write(
                cluster.read(ref), new WorkloadPatch.Restart("2026-11-21T10:00:00Z", MARKS)))
        .isInstanceOf(WriteResult.Refused.class);
    written(ref, new WorkloadPatch.SetImages(Map.of("app", TWO), MARKS));
    var held = cluster.awaitState(ref, it -> it.images().getFirst().image().equals(TWO));
    assertThat(held.rollout()).isIn(RolloutVerdict.PAUSED, RolloutVerdict.PROGRESSING);
    written(ref, new WorkloadPatch.SetPaused(false, MARKS));
    cluster.awaitState(
        ref, it -> it.rollout() == RolloutVerdict.COMPLETE && "2".equals(it.revision()));
  }

  @Test
  void theBoundsOfAnAutoscalerAreItsOwn() {
    var ref = cluster.deployment("autoscaled", ONE, 2);
    cluster.create(
        "/apis/autoscaling/v2/namespaces/" + cluster.namespace + "/horizontalpodautoscalers",
        Manifests.autoscaler("autoscaled", 2, 4));
    var state = cluster.awaitState(ref, it -> it.autoscaler() != null);
    var autoscaler = java.util.Objects.requireNonNull(state.autoscaler());
    assertThat(state.owners()).extracting(Owner::kind).contains(Owner.Kind.HPA);
    var patch = new WorkloadPatch.ScaleBounds(autoscaler.name(), autoscaler.uid(), 2, 6, MARKS);
    accepted(cluster.gateway.write(cluster.read(ref), patch));
    var read = cluster.gateway.autoscaler(ref).orElseThrow();
    assertThat(read.uid()).isEqualTo(autoscaler.uid());
    assertThat(read.maxReplicas()).isEqualTo(6);
    assertThat(cluster.gateway.autoscaler(cluster.deployment("unscaled", ONE, 1))).isEmpty();
    cluster.awaitState(ref, it -> it.autoscaler() != null && it.autoscaler().maxReplicas() == 6);
    var wrong = new WorkloadPatch.ScaleBounds(autoscaler.name(), "another", 1, 9, MARKS);
    assertThat(cluster.gateway.write(cluster.read(ref), wrong))
        .isInstanceOf(WriteResult.Conflict.class);
  }

  @Test
  void aRecreatedObjectIsNotTheOneThatWasRead() {
    var ref = cluster.deployment("recreated", ONE, 1);
    complete(ref);
    var read = cluster.read(ref);
    cluster.send("DELETE", Paths.of(ref), "application/json", "{}");
    await().atMost(Duration.ofSeconds(20)).until(() -> cluster.gateway.read(ref).isEmpty());
    cluster.deployment("recreated", ONE, 1);
    for (var patch :
        List.of(
            new WorkloadPatch.SetImages(Map.of("app", TWO), MARKS),
            new WorkloadPatch.Scale(1, 2, MARKS),
            new WorkloadPatch.ReplaceTemplate(read.spec().path("template"), false, MARKS))) {
      assertThat(cluster.gateway.write(read, patch)).isInstanceOf(WriteResult.Conflict.class);
    }
  }

  @Test
  void aTemplateThatTheSelectorDoesNotMatchIsRefused() {
    var ref = cluster.deployment("mismatched", ONE, 1);
    complete(ref);
    var read = cluster.read(ref);
    var template = (ObjectNode) read.spec().path("template").deepCopy();
    ((ObjectNode) template.path("metadata").path("labels")).put("app", "other");
    var result =
        cluster.gateway.write(read, new WorkloadPatch.ReplaceTemplate(template, false, MARKS));
    assertThat(result).isInstanceOf(WriteResult.Refused.class);
    assertThat(((WriteResult.Refused) result).status()).isEqualTo(422);
  }

  @Test
  void aStatefulSetIsUpdatedAndPutBack() {
    var ref = cluster.statefulSet("stateful", ONE, 2);
    var first =
        cluster.awaitState(ref, it -> it.rollout() == RolloutVerdict.COMPLETE && it.ready() == 2);
    written(ref, new WorkloadPatch.SetImages(Map.of("app", TWO), MARKS));
    cluster.awaitState(
        ref,
        it ->
            it.rollout() == RolloutVerdict.COMPLETE
                && it.updated() == 2
                && it.pods().stream().allMatch(PodState::newest)
                && !it.templateHash().equals(first.templateHash()));
    var revisions = cluster.gateway.revisions(ref);
    assertThat(revisions).extracting("revision").containsExactly("2", "1");
    assertThat(revisions).extracting("replicas").containsExactly(2, 0);
    assertThat(revisions.get(1).templateHash()).isEqualTo(first.templateHash());
    written(ref, new WorkloadPatch.ReplaceTemplate(revisions.get(1).template(), false, MARKS));
    cluster.awaitState(
        ref,
        it ->
            it.rollout() == RolloutVerdict.COMPLETE
                && it.templateHash().equals(first.templateHash())
                && it.pods().stream().allMatch(PodState::newest));
  }

  @Test
  void aBrokenOrderedPodIsDeletedByItsUid() {
    var ref = cluster.statefulSet("stuck", ONE, 1);
    cluster.awaitState(ref, it -> it.ready() == 1);
    var read = cluster.read(ref);
    written(ref, new WorkloadPatch.SetImages(Map.of("app", MISSING), MARKS));
    var broken = cluster.awaitState(ref, it -> it.pods().stream().anyMatch(PodState::failing));
    var pod = broken.pods().getFirst();
    written(ref, new WorkloadPatch.ReplaceTemplate(read.spec().path("template"), false, MARKS));
    assertThat(cluster.gateway.deletePod(ref, pod.name(), "another-uid"))
        .isInstanceOf(WriteResult.Conflict.class);
    accepted(cluster.gateway.deletePod(ref, pod.name(), pod.uid()));
    cluster.awaitState(
        ref, it -> it.ready() == 1 && it.pods().stream().noneMatch(PodState::failing));
  }

  /// Waits for the rollout and for its pods: they come by a watch of their own, so the workload may
  /// be complete here before the news of its last pod is.
  final WorkloadState complete(WorkloadRef ref) {
    return cluster.awaitState(
        ref,
        it ->
            it.rollout() == RolloutVerdict.COMPLETE
                && it.ready() == it.desired()
                && it.pods().size() == it.desired()
                && it.pods().stream().allMatch(PodState::ready));
  }

  /// A controller may have written its status since it was read: then it is read again.
  private void written(WorkloadRef ref, WorkloadPatch patch) {
    accepted(
        await()
            .until(
                () -> cluster.gateway.write(cluster.read(ref), patch),
                result -> !(result instanceof WriteResult.Conflict)));
  }

  static WriteResult.Accepted accepted(WriteResult result) {
    assertThat(result).isInstanceOf(WriteResult.Accepted.class);
    return (WriteResult.Accepted) result;
  }
}
