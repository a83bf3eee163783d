package dev.slipway.deployments;

import static dev.slipway.deployments.DeploymentMother.NEW;
import static dev.slipway.deployments.DeploymentMother.NOON;
import static dev.slipway.deployments.DeploymentMother.deployment;
import static dev.slipway.deployments.DeploymentMother.live;
import static dev.slipway.deployments.DeploymentMother.placement;
import static dev.slipway.deployments.DeploymentMother.scale;
import static dev.slipway.deployments.DeploymentMother.state;
import static dev.slipway.deployments.DeploymentMother.statefulSetSpec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.plans.ProposeChange;
import dev.slipway.plans.spi.Action.Sent;
import dev.slipway.plans.spi.Prepared;
import dev.slipway.plans.spi.Progress.Step;
import dev.slipway.testing.Line;
import dev.slipway.testing.Negative;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleActionTests {

  private final FakeGateway gateway = new FakeGateway();
  private LiveObject live = deployment(NEW);
  private boolean autoscalersShown = true;
  private WorkloadState state = state(live).build();
  private final ScaleAction action =
      new ScaleAction(
          _ -> DeploymentMother.stage(),
          gateway,
          _ -> autoscalersShown,
          new QuotaRoom(gateway),
          new AutoscalerActs(
              gateway,
              _ -> autoscalersShown,
              new QuotaRoom(gateway),
              new DeploymentsProperties(200)),
          new DeploymentsProperties(200));

  private Prepared prepare(ProposeChange wish) {
    return action.prepare(wish, placement(live.ref().kind()), live, state);
  }

  private void autoscaled(int min, int max) {
    state = state(live).autoscaler(min, max).build();
    gateway.autoscaler = state.autoscaler();
  }

  @Test
  void theCountThatWasSeenIsThePrecondition() {
    var prepared = prepare(scale(5, 3, null, null));
    assertThat(prepared.sentence()).isEqualTo("Scale student-service 3 → 5 in Production");
    assertThat(action.patch(prepared.content(), live, Map.of()))
        .isEqualTo(new WorkloadPatch.Scale(3, 5, Map.of()));
  }

  @Test
  void whoScalesWhereAutoscalersAreHiddenIsToldThatOneMayOwnTheCount() {
    assertThat(prepare(scale(5, 3, null, null)).change().facts().cautions()).isEmpty();
    autoscalersShown = false;
    assertThat(prepare(scale(5, 3, null, null)).change().facts().cautions())
        .singleElement()
        .asString()
        .contains("does not show its autoscalers");
    assertThatThrownBy(() -> prepare(scale(null, null, 2, 4)))
        .hasMessageContaining("list and watch horizontalpodautoscalers");
  }

  @Test
  @Negative(61)
  void aCountThatMovedMeanwhileIsAConflictThatNamesTheLiveOne() {
    assertThatThrownBy(() -> prepare(scale(5, 2, null, null)))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("you saw 2, now it is 3");
  }

  @ParameterizedTest
  @Negative(61)
  @ValueSource(ints = {-1, 201, Integer.MAX_VALUE, Integer.MIN_VALUE, 3})
  void aCountOutOfBoundsOrWithoutEffectIsRefused(int count) {
    assertThatThrownBy(() -> prepare(scale(count, 3, null, null)))
        .isInstanceOf(DomainFailure.class);
  }

  @Test
  void aCountUnderAnAutoscalerIsAFactForThePoliciesToBlock() {
    autoscaled(2, 6);
    var change = prepare(scale(5, 3, null, null)).change();
    assertThat(change.facts().autoscaler()).isEqualTo("student-hpa");
    assertThat(change.facts().replicas()).isEqualTo(5);
    assertThat(change.facts().bounds()).isFalse();
  }

  @Test
  @Line("emis-4")
  void boundsAreOfferedInstead() {
    autoscaled(2, 6);
    var prepared = prepare(scale(null, null, 3, 10));
    assertThat(prepared.change().facts().bounds()).isTrue();
    assertThat(prepared.from()).isEqualTo("2 to 6");
    assertThat(action.patch(prepared.content(), live, Map.of()))
        .isEqualTo(new WorkloadPatch.ScaleBounds("student-hpa", "hpa-uid", 3, 10, Map.of()));
  }

  @Test
  void aMoveOfTheAutoscalerDoesNotVoidNewBoundsButOthersBoundsDo() {
    autoscaled(2, 6);
    var content = prepare(scale(null, null, 3, 10)).content();
    var base = action.baseHash(content, live);
    live.spec().put("replicas", 5);
    assertThat(action.baseHash(content, live)).isEqualTo(base);
    autoscaled(2, 7);
    assertThat(action.baseHash(content, live)).isNotEqualTo(base);
  }

  @Test
  void afterARestartTheClusterIsAskedForTheAutoscalerThatTheWatchHasNotSeenYet() {
    autoscaled(2, 6);
    var content = prepare(scale(null, null, 3, 10)).content();
    var base = action.baseHash(content, state);
    state = state(live).build();
    assertThat(action.baseHash(content, live)).isEqualTo(base);
    assertThat(action.holds(content, live)).isFalse();

    gateway.autoscaler = state(live).autoscaler(3, 10).build().autoscaler();
    assertThat(action.holds(content, live)).isTrue();
    assertThat(prepare(scale(5, 3, null, null)).change().facts().autoscaler())
        .isEqualTo("student-hpa");
  }

  @Test
  void theBaseIsTheSameFromTheObjectAndFromTheProjection() {
    var content = prepare(scale(5, 3, null, null)).content();
    assertThat(action.baseHash(content, live)).isEqualTo(action.baseHash(content, state));
    var again = state(live).uid("another").build();
    assertThat(action.baseHash(content, again)).isNotEqualTo(action.baseHash(content, state));
  }

  @Test
  void volumesThatWouldBeDeletedAreWarnedOf() {
    live = live(WorkloadKind.STATEFUL_SET, statefulSetSpec(NEW));
    state = state(live).build();
    var prepared = prepare(scale(1, 3, null, null));
    assertThat(prepared.change().facts().cautions())
        .singleElement()
        .asString()
        .contains("volumes of the 2");
    assertThat(prepared.notUndone()).anyMatch(line -> line.contains("for good"));
  }

  @Test
  void aDaemonSetHasNoCount() {
    live = live(WorkloadKind.DAEMON_SET, statefulSetSpec(NEW));
    assertThatThrownBy(() -> prepare(scale(5, 3, null, null))).hasMessageContaining("DaemonSet");
  }

  @Test
  void podsThatNeverGetReadyBreakTheScaleAndNoneAreWaitedForAtZero() {
    var late = new Sent(8, NOON, Duration.ofHours(1));
    var content = prepare(scale(5, 3, null, null)).content();
    var never = state(live).counts(5, 5, 5).ready(3).generation(8).build();
    assertThat(action.progress(content, never, late).step()).isEqualTo(Step.BROKEN);

    var none = prepare(scale(0, 3, null, null)).content();
    var sent = new Sent(8, NOON, Duration.ofSeconds(2));
    var left = state(live).counts(0, 0, 1).generation(8).build();
    assertThat(action.progress(none, left, sent).step()).isEqualTo(Step.GOING);
    var gone = state(live).counts(0, 0, 0).generation(8).build();
    assertThat(action.progress(none, gone, sent).step()).isEqualTo(Step.DONE);
  }

  @Test
  void newBoundsAreDoneWhenTheAutoscalerShowsThem() {
    autoscaled(2, 6);
    var content = prepare(scale(null, null, 3, 10)).content();
    var sent = new Sent(8, NOON, Duration.ofSeconds(2));
    assertThat(action.progress(content, state(live).autoscaler(2, 6).build(), sent).step())
        .isEqualTo(Step.GOING);
    assertThat(action.progress(content, state(live).autoscaler(3, 10).build(), sent).step())
        .isEqualTo(Step.DONE);
  }

  @Test
  void doneMeansThatThePodsExistAndAreReady() {
    var content = prepare(scale(5, 3, null, null)).content();
    var sent = new Sent(8, NOON, Duration.ofSeconds(20));
    assertThat(
            action
                .progress(
                    content,
                    DeploymentMother.state(live).counts(5, 5, 4).generation(8).build(),
                    sent)
                .step())
        .isEqualTo(Step.GOING);
    assertThat(
            action
                .progress(content, state(live).counts(5, 5, 5).generation(8).build(), sent)
                .step())
        .isEqualTo(Step.DONE);
    var unready =
        action.progress(content, state(live).counts(5, 5, 5).ready(3).generation(8).build(), sent);
    assertThat(unready.step()).isEqualTo(Step.GOING);
    assertThat(unready.percent()).isZero();
    assertThat(unready.text()).isEqualTo("5 of 5 pods, 3 ready");
    var other = action.progress(content, state(live).counts(4, 4, 4).generation(9).build(), sent);
    assertThat(other.step()).isEqualTo(Step.FOREIGN);
    assertThat(other.text()).contains("to 4");
  }
}
