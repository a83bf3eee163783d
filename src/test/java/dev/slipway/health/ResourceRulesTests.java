package dev.slipway.health;

import static dev.slipway.health.ResourceLevel.CRITICAL;
import static dev.slipway.health.ResourceLevel.OK;
import static dev.slipway.health.ResourceLevel.UNKNOWN;
import static dev.slipway.health.ResourceLevel.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.resources.ClusterResources.Claim;
import dev.slipway.clusters.resources.ClusterResources.Name;
import dev.slipway.clusters.resources.ClusterResources.Quota;
import dev.slipway.clusters.resources.ClusterResources.Scaler;
import dev.slipway.clusters.resources.ClusterResources.State;
import dev.slipway.health.VolumeRules.Mounted;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
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
        ScalingRules.of(
            scaler(10, state("ScalingLimited", "True", "TooManyReplicas", NOON)));
    assertThat(found.level()).isEqualTo(WARNING);
    assertThat(found.percent()).isEqualTo(100);
    assertThat(found.since()).isEqualTo(NOON);
    assertThat(found.reason()).contains("10 of at most 10", "ask for more");
  }

  @Test
  void anAutoscalerAtItsMaximumThatNeedsNoMoreIsWell() {
    var found =
        ScalingRules.of(
            scaler(10, state("ScalingLimited", "False", "DesiredWithinRange", NOON)));
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
    assertThat(VolumeRules.of(old, Mounted.NO, NOON).level()).isEqualTo(OK);
    assertThat(VolumeRules.of(old, Mounted.UNKNOWN, NOON).level()).isEqualTo(UNKNOWN);
    var needed = VolumeRules.of(old, Mounted.YES, NOON);
    assertThat(needed.level()).isEqualTo(WARNING);
    assertThat(needed.since()).isEqualTo(NOON.minusSeconds(3600));
    assertThat(needed.reason()).contains("50Gi", "nfs");
    var young = claim("Pending", NOON.minusSeconds(299));
    assertThat(VolumeRules.of(young, Mounted.YES, NOON).level()).isEqualTo(OK);
    assertThat(VolumeRules.of(claim("Pending", NOON.minusSeconds(300)), Mounted.YES, NOON).level())
        .isEqualTo(WARNING);
  }

  @Test
  void aLostVolumeIsCriticalAndABoundOneSaysThatItsFillIsNotKnown() {
    assertThat(VolumeRules.of(claim("Lost", NOON), Mounted.YES, NOON).level()).isEqualTo(CRITICAL);
    var bound = VolumeRules.of(claim("Bound", NOON), Mounted.NO, NOON);
    assertThat(bound.level()).isEqualTo(OK);
    assertThat(bound.percent()).isNull();
    assertThat(bound.reason()).contains("not known", "No workload mounts it");
    assertThat(VolumeRules.of(claim("Odd", NOON), Mounted.YES, NOON).level()).isEqualTo(UNKNOWN);
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
