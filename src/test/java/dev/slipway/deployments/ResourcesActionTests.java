package dev.slipway.deployments;

import static dev.slipway.deployments.DeploymentMother.deployment;
import static dev.slipway.deployments.DeploymentMother.placement;
import static dev.slipway.deployments.DeploymentMother.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.QuotaUse;
import dev.slipway.clusters.SizeRules;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.plans.ProposeChange;
import dev.slipway.plans.WantedAutoscaler;
import dev.slipway.plans.WantedResources;
import dev.slipway.plans.spi.DiffLine;
import dev.slipway.plans.spi.Prepared;
import dev.slipway.policies.spi.ChangeKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class ResourcesActionTests {

  private static final String IMAGE = "registry.emis.local/student-service:1.0.0";

  private final FakeGateway gateway = new FakeGateway();
  private final LiveObject live = sized();
  private final ResourcesAction action =
      new ResourcesAction(
          _ -> DeploymentMother.stage(), gateway, new QuotaRoom(gateway), new Stillness());

  /// 3 pods of 250m to 500m CPU and 256Mi to 512Mi.
  private static LiveObject sized() {
    var live = deployment(IMAGE);
    var container = (ObjectNode) live.spec().at("/template/spec/containers/0");
    container.putObject("resources");
    var resources = (ObjectNode) container.path("resources");
    resources.putObject("requests").put("cpu", "250m").put("memory", "256Mi");
    resources.putObject("limits").put("cpu", "500m").put("memory", "512Mi");
    return DeploymentMother.live(WorkloadKind.DEPLOYMENT, live.spec());
  }

  private Prepared prepare(@Nullable String cpu, @Nullable String most, @Nullable String memory) {
    return prepare(new WantedResources("", cpu, most, null, memory));
  }

  private Prepared prepare(WantedResources wanted) {
    return action.prepare(
        new ProposeChange(
            ChangeKind.RESOURCES,
            "student-service",
            "production",
            Map.of(),
            null,
            null,
            null,
            null,
            WantedAutoscaler.NONE,
            wanted,
            null,
            "It is killed for its memory.",
            null,
            false,
            Set.of(),
            null,
            null),
        placement(WorkloadKind.DEPLOYMENT),
        live,
        state(live).build());
  }

  @Test
  void onlyWhatChangesIsWrittenAndTold() {
    var prepared = prepare(null, "0.5", "1Gi");
    assertThat(prepared.sentence())
        .isEqualTo(
            "Set resources of student-service 1.0.0 in Production: memory limit 512Mi → 1Gi");
    assertThat(prepared.diff())
        .contains(
            new DiffLine('-', "          memory: 512Mi"),
            new DiffLine('+', "          memory: 1Gi"));
    assertThat(prepared.from()).isEqualTo(prepared.to()).isEqualTo("1.0.0");
    assertThat(action.patch(prepared.content(), live, Map.of()))
        .isEqualTo(new WorkloadPatch.SetResources("app", Map.of("limits.memory", "1Gi"), Map.of()));
    assertThat(action.holds(prepared.content(), live)).isFalse();
  }

  @Test
  void whatIsNoneIsTakenAway() {
    var prepared = prepare(null, "none", null);
    assertThat(prepared.sentence()).endsWith("CPU limit 500m → none");
    var patch = (WorkloadPatch.SetResources) action.patch(prepared.content(), live, Map.of());
    assertThat(patch.amounts()).containsKey("limits.cpu").containsValue(null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-1",
        "1e99",
        "1Gi",
        "1Gi;",
        "0",
        "0.0001",
        "5000",
        "NaN",
        "0x10",
        "+1",
        "1 000",
        "99999999999999999999999999",
        "1,5",
        "٣",
      })
  void whatIsNoCpuIsRefusedAtItsField(String text) {
    assertThatThrownBy(() -> prepare(text, null, null))
        .isInstanceOfSatisfying(
            FieldRefused.class, refused -> assertThat(refused.field()).isEqualTo("cpuRequest"))
        .hasMessageContaining("expected");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"-1Gi", "512m", "1e99", "1Gi;", "1gi", "0", "1Ki", "65Ti", "1Pi", "Gi", "1Gib"})
  void whatIsNoMemoryIsRefusedAtItsField(String text) {
    assertThatThrownBy(() -> prepare(null, null, text))
        .isInstanceOfSatisfying(
            FieldRefused.class, refused -> assertThat(refused.field()).isEqualTo("memoryLimit"))
        .hasMessageContaining("expected");
  }

  @Test
  void thousandthsOfAByteAreExplained() {
    assertThatThrownBy(() -> prepare(null, null, "512m"))
        .hasMessageContaining("thousandths of a byte, 512Mi are mebibytes");
  }

  @Test
  void aRequestAboveItsLimitIsRefused() {
    assertThatThrownBy(() -> prepare("750m", null, null))
        .isInstanceOfSatisfying(
            FieldRefused.class, refused -> assertThat(refused.field()).isEqualTo("cpuRequest"))
        .hasMessageContaining("750m is more than the limit, 500m");
    assertThatThrownBy(() -> prepare(null, null, "128Mi"))
        .isInstanceOfSatisfying(
            FieldRefused.class, refused -> assertThat(refused.field()).isEqualTo("memoryLimit"));
  }

  @Test
  void nothingNewIsNoPlan() {
    assertThatThrownBy(() -> prepare("0.25", null, "524288Ki"))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("has these already");
    assertThatThrownBy(() -> prepare(null, null, null))
        .isInstanceOf(FieldRefused.class)
        .hasMessageContaining("Say which");
  }

  @Test
  void anUnknownContainerIsNamedWithThoseThatThereAre() {
    assertThatThrownBy(() -> prepare(new WantedResources("sidecar", "1", null, null, null)))
        .hasMessageContaining("no container \"sidecar\"")
        .hasMessageContaining("There are: migrate, app, proxy");
  }

  @Test
  void aQuotaIsCountedWithTheSurge() {
    gateway.quotas.add(new QuotaUse("small", "limits.memory", "1536Mi", "2Gi"));
    // 3 pods of 1Gi and one old one of 512Mi, beside what the old ones have.
    assertThat(prepare(null, null, "1Gi").change().facts().quotaShort())
        .isEqualTo(
            "Quota small leaves 512Mi of limits.memory (1536Mi of 2Gi used); pods of that size need,"
                + " beyond what the old ones have, 2Gi");
    assertThat(prepare(null, null, "384Mi").change().facts().quotaShort()).isNull();
  }

  @Test
  void whatALimitRangeRefusesBlocks() {
    gateway.sizeRules =
        limits(new SizeRules.Limit("small", "memory", null, "768Mi", null, null, null));
    assertThat(prepare(null, null, "1Gi").change().facts().outOfRange())
        .isEqualTo("LimitRange small allows a memory limit of 768Mi or less, not 1Gi.");
    assertThat(prepare(null, null, "768Mi").change().facts().outOfRange()).isNull();
    gateway.sizeRules = limits(new SizeRules.Limit("small", "cpu", "100m", null, null, null, null));
    assertThat(prepare("50m", null, null).change().facts().outOfRange())
        .contains("asks for a CPU request of 100m or more, not 50m");
    gateway.sizeRules = limits(new SizeRules.Limit("small", "cpu", null, null, "2", null, null));
    assertThat(prepare("100m", null, null).change().facts().outOfRange())
        .contains("of 2 times the request or less, not 5 times");
    gateway.sizeRules =
        limits(new SizeRules.Limit("small", "cpu", null, null, null, "100m", "200m"));
    assertThat(prepare(null, "none", null).change().facts().outOfRange())
        .contains("gives a CPU limit of 200m to whoever names none, less than the request, 250m");
  }

  private static SizeRules limits(SizeRules.Limit limit) {
    return new SizeRules(List.of(), List.of(), List.of(limit));
  }

  @Test
  void othersWhoDecideAboutTheSizeAreNamed() {
    gateway.sizeRules =
        new SizeRules(
            List.of(new SizeRules.Vertical("student-vpa", "Auto", Set.of())),
            List.of(new SizeRules.Horizontal("student-hpa", Set.of("cpu"))),
            List.of());
    assertThat(prepare("300m", null, null).change().facts().cautions())
        .anyMatch(line -> line.contains("student-vpa (Auto)"))
        .anyMatch(line -> line.contains("student-hpa counts CPU in percent of the request"));
    assertThat(prepare(null, null, "1Gi").change().facts().cautions())
        .noneMatch(line -> line.contains("student-hpa"));
    gateway.sizeRules =
        new SizeRules(
            List.of(new SizeRules.Vertical("student-vpa", "Auto", Set.of("app"))),
            List.of(),
            List.of());
    assertThat(prepare("300m", null, null).change().facts().cautions()).isEmpty();
  }

  @Test
  void aPausedDeploymentIsResumedFirst() {
    live.spec().put("paused", true);
    assertThatThrownBy(() -> prepare(null, null, "1Gi")).hasMessageContaining("Resume it first");
  }
}
