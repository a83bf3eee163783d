package dev.slipway.deployments;

import static dev.slipway.deployments.DeploymentMother.deployment;
import static dev.slipway.deployments.DeploymentMother.placement;
import static dev.slipway.deployments.DeploymentMother.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.clusters.Autoscaler;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.SizeRules;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.plans.ProposeChange;
import dev.slipway.plans.WantedAutoscaler;
import dev.slipway.plans.spi.Prepared;
import dev.slipway.policies.spi.ChangeFacts.What;
import dev.slipway.policies.spi.ChangeKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoscalerActsTests {

  private final FakeGateway gateway = new FakeGateway();
  private final LiveObject live = deployment("registry.emis.local/student-service:1.0.0");
  private final QuotaRoom quota = new QuotaRoom(gateway);
  private final DeploymentsProperties properties = new DeploymentsProperties(200);
  private final ScaleAction action =
      new ScaleAction(
          _ -> DeploymentMother.stage(),
          gateway,
          _ -> true,
          quota,
          new AutoscalerActs(gateway, _ -> true, quota, properties),
          properties);

  private Prepared prepare(
      @Nullable Integer replicas,
      @Nullable Integer min,
      @Nullable Integer max,
      @Nullable Integer cpu,
      boolean remove) {
    return action.prepare(
        new ProposeChange(
            ChangeKind.SCALE,
            "student-service",
            "production",
            Map.of(),
            replicas,
            null,
            min,
            max,
            new WantedAutoscaler(cpu, remove),
            null,
            null,
            "Evening peaks",
            null,
            false,
            Set.of(),
            null,
            null),
        placement(WorkloadKind.DEPLOYMENT),
        live,
        state(live).build());
  }

  private static Autoscaler autoscaler(boolean ours) {
    return new Autoscaler("student-service", "hpa-uid", 3, 10, 3, 3, null, 70, ours);
  }

  @Test
  void oneIsMadeWithTheNameOfItsWorkload() {
    var prepared = prepare(3, 3, 10, 70, false);
    assertThat(action.patch(prepared.content(), live, Map.of()))
        .isEqualTo(new WorkloadPatch.CreateAutoscaler("student-service", 3, 10, 70, Map.of()));
    assertThat(Objects.requireNonNull(prepared.change().facts().beside()).what())
        .isEqualTo(What.NEW_AUTOSCALER);
    assertThat(action.holds(prepared.content(), live)).isFalse();
    gateway.autoscaler = autoscaler(true);
    assertThat(action.holds(prepared.content(), live)).isTrue();
    gateway.autoscaler = new Autoscaler("student-service", "x", 3, 10, 3, 3, null, 50, false);
    assertThat(action.holds(prepared.content(), live)).as("another target").isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 10, 70, minReplicas",
    "3, 201, 70, maxReplicas",
    "5, 3, 70, minReplicas",
    "3, , 70, maxReplicas",
    "3, 10, 0, targetCpuUtilization",
    "3, 10, -1, targetCpuUtilization",
    "3, 10, 501, targetCpuUtilization",
    "3, 10, , targetCpuUtilization",
  })
  void nonsenseIsRefusedAtItsField(
      @Nullable Integer min, @Nullable Integer max, @Nullable Integer cpu, String field) {
    assertThatThrownBy(() -> prepare(null, min, max, cpu, false))
        .isInstanceOfSatisfying(
            FieldRefused.class, refused -> assertThat(refused.field()).isEqualTo(field));
  }

  @Test
  void aCountBesideItIsRefused() {
    assertThatThrownBy(() -> prepare(5, 3, 10, 70, false))
        .isInstanceOf(FieldRefused.class)
        .hasMessageContaining("not both");
  }

  @Test
  void whereOneIsItsBoundsAreOffered() {
    gateway.autoscaler = autoscaler(false);
    assertThatThrownBy(() -> prepare(null, 3, 12, 70, false))
        .hasMessageContaining("owns the count already")
        .hasMessageContaining("now 3 to 10");
  }

  @Test
  void onlyOneOfOursIsTakenAway() {
    assertThatThrownBy(() -> prepare(null, null, null, null, true))
        .hasMessageContaining("none to remove");
    gateway.autoscaler = autoscaler(false);
    assertThatThrownBy(() -> prepare(null, null, null, null, true))
        .hasMessageContaining("was not made by Slipway");
    gateway.autoscaler = autoscaler(true);
    var prepared = prepare(null, null, null, null, true);
    assertThat(action.patch(prepared.content(), live, Map.of()))
        .isEqualTo(new WorkloadPatch.DeleteAutoscaler("student-service", "hpa-uid", Map.of()));
    assertThat(action.holds(prepared.content(), live)).isFalse();
    gateway.autoscaler = null;
    assertThat(action.holds(prepared.content(), live)).isTrue();
  }

  @Test
  void whatItCannotCountByAndWhoWorksAgainstItIsSaid() {
    gateway.sizeRules =
        new SizeRules(
            List.of(new SizeRules.Vertical("student-vpa", "Auto", Set.of())), List.of(), List.of());
    assertThat(prepare(null, 4, 10, 70, false).change().facts().cautions())
        .anyMatch(line -> line.contains("student-vpa (Auto)"))
        .anyMatch(line -> line.contains("No CPU is requested by proxy"))
        .anyMatch(line -> line.contains("takes it up to 4 at once"));
  }
}
