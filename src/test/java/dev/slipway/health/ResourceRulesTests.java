package dev.slipway.health;

import static dev.slipway.health.ResourceLevel.CRITICAL;
import static dev.slipway.health.ResourceLevel.OK;
import static dev.slipway.health.ResourceLevel.UNKNOWN;
import static dev.slipway.health.ResourceLevel.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.PlacementId;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.resources.ClusterResources.Claim;
import dev.slipway.clusters.resources.ClusterResources.Name;
import dev.slipway.clusters.resources.ClusterResources.Quota;
import dev.slipway.clusters.resources.ClusterResources.Scaler;
import dev.slipway.clusters.resources.ClusterResources.State;
import dev.slipway.health.VolumeRules.Mounted;
import dev.slipway.slo.volumes.VolumeFill;
import dev.slipway.slo.volumes.VolumeReading;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// From what Kubernetes says of autoscalers, quotas and claims to a level and a sentence.
class ResourceRulesTests {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Name NAME = new Name("iot-system", "any");

  @Test
  void anAutoscalerAtItsMaximumThatWantsMoreIsAWarningSinceThen() {
    var found =
        ScalingRules.of(scaler(10, state("ScalingLimited", "True", "TooManyReplicas", NOON)));
    assertThat(found.level()).isEqualTo(WARNING);
    assertThat(found.percent()).isEqualTo(100);
    assertThat(found.since()).isEqualTo(NOON);
    assertThat(found.reason()).contains("10 of at most 10", "ask for more");
  }

  @Test
  void anAutoscalerAtItsMaximumThatNeedsNoMoreIsWell() {
    var found =
        ScalingRules.of(scaler(10, state("ScalingLimited", "False", "DesiredWithinRange", NOON)));
    assertThat(found.level()).isEqualTo(OK);
    assertThat(found.percent()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({
    "AbleToScale, FailedGetScale",
    "AbleToScale, FailedUpdateScale",
    "ScalingActive, FailedGetResourceMetric",
    "ScalingActive, FailedGetExternalMetric",
    "ScalingActive, FailedComputeMetricsReplicas",
    "ScalingActive, InvalidSelector",
    "ScalingActive, AmbiguousSelector"
  })
  void anAutoscalerThatCannotScaleIsCritical(String type, String reason) {
    var found = ScalingRules.of(scaler(3, state(type, "False", reason, NOON)));
    assertThat(found.level()).isEqualTo(CRITICAL);
    assertThat(found.reason()).contains(reason);
    assertThat(found.since()).isEqualTo(NOON);
    // The same reason of a condition that holds is none.
    assertThat(ScalingRules.of(scaler(3, state(type, "True", reason, NOON))).level()).isEqualTo(OK);
  }

  @Test
  void anAutoscalerWithoutReplicasIsOffAndOneWithoutWordIsUnknown() {
    assertThat(ScalingRules.of(scaler(0, state("ScalingActive", "False", "ScalingDisabled", NOON))))
        .extracting(ResourceFinding::level)
        .isEqualTo(OK);
    assertThat(ScalingRules.of(scaler(0)).level()).isEqualTo(UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "89.999999999, 100, OK, 89",
    "90, 100, WARNING, 90",
    "99.999999999999999999, 100, WARNING, 99",
    "100, 100, CRITICAL, 100",
    "130, 100, CRITICAL, 130",
    "0, 0, OK,",
    "1, 0, CRITICAL,",
    "569083166720, 601295421440, WARNING, 94",
    "17.999, 20, OK, 89",
    "18, 20, WARNING, 90",
    "123456789012345, 1, CRITICAL, 999"
  })
  void aQuotaIsComparedToTheLastDigit(
      BigDecimal used, BigDecimal hard, ResourceLevel level, @Nullable Integer percent) {
    var found = QuotaRules.of(quota(line("requests.storage", used, hard)));
    assertThat(found.level()).isEqualTo(level);
    assertThat(found.percent()).isEqualTo(percent);
  }

  @Test
  void aQuotaIsAsItsWorstLineAndNamesAllThatAreScarce() {
    var found =
        QuotaRules.of(
            quota(
                line("limits.cpu", new BigDecimal("1"), new BigDecimal("40")),
                line("pods", new BigDecimal("20"), new BigDecimal("20")),
                line("services", new BigDecimal("19"), new BigDecimal("20"))));
    assertThat(found.level()).isEqualTo(CRITICAL);
    assertThat(found.reason())
        .contains("pods 20 of 20", "services 19 of 20", "refused")
        .doesNotContain("limits.cpu");
  }

  @Test
  void aQuotaThatNobodyCountedOrCanCompareIsUnknown() {
    assertThat(QuotaRules.of(quota()).level()).isEqualTo(UNKNOWN);
    assertThat(QuotaRules.of(quota(new Quota.Line("cpu", "1e99999999", "4", null, null))).level())
        .isEqualTo(UNKNOWN);
  }

  @Test
  void aClaimWithoutVolumeWaitsUntilAPodNeedsIt() {
    var old = claim("Pending", NOON.minusSeconds(3600));
    assertThat(VolumeRules.of(old, Mounted.NO, null, NOON).level()).isEqualTo(OK);
    assertThat(VolumeRules.of(old, Mounted.UNKNOWN, null, NOON).level()).isEqualTo(UNKNOWN);
    var needed = VolumeRules.of(old, Mounted.YES, null, NOON);
    assertThat(needed.level()).isEqualTo(WARNING);
    assertThat(needed.since()).isEqualTo(NOON.minusSeconds(3600));
    assertThat(needed.reason()).contains("50Gi", "nfs");
    var young = claim("Pending", NOON.minusSeconds(299));
    assertThat(VolumeRules.of(young, Mounted.YES, null, NOON).level()).isEqualTo(OK);
    assertThat(
            VolumeRules.of(claim("Pending", NOON.minusSeconds(300)), Mounted.YES, null, NOON)
                .level())
        .isEqualTo(WARNING);
  }

  @Test
  void aLostVolumeIsCriticalAndABoundOneSaysThatItsFillIsNotKnown() {
    assertThat(VolumeRules.of(claim("Lost", NOON), Mounted.YES, null, NOON).level())
        .isEqualTo(CRITICAL);
    var bound = VolumeRules.of(claim("Bound", NOON), Mounted.NO, null, NOON);
    assertThat(bound.level()).isEqualTo(OK);
    assertThat(bound.percent()).isNull();
    assertThat(bound.reason())
        .contains("not known", "No Deployment, StatefulSet or DaemonSet mounts it");
    assertThat(VolumeRules.of(claim("Odd", NOON), Mounted.YES, null, NOON).level())
        .isEqualTo(UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "84.99, OK, 84",
    "85, WARNING, 85",
    "94.99999, WARNING, 94",
    "95, CRITICAL, 95",
    "100, CRITICAL, 100"
  })
  void aVolumeIsJudgedByHowFullItWasMeasured(BigDecimal used, ResourceLevel level, int percent) {
    var gibibyte = BigDecimal.valueOf(1L << 30);
    var fill =
        new VolumeFill(
            "iot-system",
            "any",
            used.multiply(gibibyte),
            BigDecimal.valueOf(100).multiply(gibibyte));
    var found = VolumeRules.of(claim("Bound", NOON), Mounted.YES, fill, NOON);
    assertThat(found.level()).isEqualTo(level);
    assertThat(found.percent()).isEqualTo(percent);
    assertThat(found.reason()).contains("of 100 GiB used").doesNotContain("not known");
  }

  @Test
  void aFillBelongsToTheOneClusterInWhoseNamespaceItsEnvironmentsArePlaced() {
    var iot = ClusterId.next();
    var other = ClusterId.next();
    var production = EnvironmentId.next();
    var staging = EnvironmentId.next();
    var reading =
        new VolumeReading(
            "prometheus",
            Set.of(production.value()),
            List.of(
                new VolumeFill("iot-system", "logs-pvc", BigDecimal.ONE, BigDecimal.TEN),
                new VolumeFill("shared", "data", BigDecimal.ONE, BigDecimal.TEN)),
            NOON,
            null);
    var placements =
        List.of(
            placement(iot, "iot-system", production),
            placement(other, "iot-system", staging),
            placement(iot, "shared", production),
            placement(other, "shared", production));
    assertThat(Fills.in(iot, List.of(reading), placements, NOON))
        .containsOnlyKeys(new Name("iot-system", "logs-pvc"));
    assertThat(Fills.in(other, List.of(reading), placements, NOON)).isEmpty();
    assertThat(Fills.in(iot, List.of(reading), placements, NOON.plusSeconds(301))).isEmpty();
  }

  private static Placement placement(
      ClusterId cluster, String namespace, EnvironmentId environment) {
    return new Placement(
        PlacementId.next(),
        ServiceId.next(),
        environment,
        new WorkloadRef(cluster, namespace, WorkloadKind.DEPLOYMENT, "any"),
        "app");
  }

  private static Scaler scaler(int current, State... states) {
    return new Scaler(NAME, "Deployment", "mlflow", 1, 10, current, current, List.of(states));
  }

  private static State state(String type, String status, String reason, Instant since) {
    return new State(type, status, reason, "Because.", since);
  }

  private static Quota quota(Quota.Line... lines) {
    return new Quota(NAME, Stream.of(lines).toList());
  }

  private static Quota.Line line(String resource, BigDecimal used, BigDecimal hard) {
    return new Quota.Line(resource, used.toString(), hard.toString(), used, hard);
  }

  private static Claim claim(String phase, Instant createdAt) {
    return new Claim(NAME, phase, "50Gi", "nfs", createdAt);
  }
}
