package dev.slipway.health;

import static dev.slipway.health.ResourceLevel.OK;
import static dev.slipway.health.ResourceLevel.UNKNOWN;
import static dev.slipway.health.ResourceLevel.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.resources.ClusterResources.Name;
import dev.slipway.clusters.resources.ClusterResources.Node;
import dev.slipway.clusters.resources.ClusterResources.Size;
import dev.slipway.clusters.resources.ClusterResources.State;
import dev.slipway.clusters.resources.ClusterResources.Template;
import dev.slipway.clusters.resources.ClusterResources.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// From samples of metrics.k8s.io to a level and a sentence.
class UsageRulesTests {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final BigDecimal GIBIBYTE = BigDecimal.valueOf(1L << 30);
  private static final Size REQUESTS =
      new Size(new BigDecimal("0.25"), BigDecimal.valueOf(512L << 20));

  @Test
  void aPodNearTheLimitOfItsMemoryIsAWarning() {
    var near =
        UsageRules.of(
            workload(new Size(BigDecimal.ONE, GIBIBYTE)),
            List.of(taken("966367642", NOON), taken("100000000", NOON)),
            NOON);
    assertThat(near.level()).isEqualTo(WARNING);
    assertThat(near.percent()).isEqualTo(90);
    assertThat(near.reason())
        .isEqualTo(
            "2 pods: 0.24 CPU of 0.5 requested, 1017 MiB of memory of 1 GiB requested. The fullest"
                + " has 90 % of the 1 GiB that it may take; at all of it it is ended.");
    assertThat(
            UsageRules.of(
                    workload(new Size(BigDecimal.ONE, GIBIBYTE)),
                    List.of(taken("966367641", NOON)),
                    NOON)
                .level())
        .isEqualTo(OK);
  }

  @Test
  void withoutALimitThereIsNothingToBeNear() {
    var found = UsageRules.of(workload(Size.UNKNOWN), List.of(taken("966367642", NOON)), NOON);
    assertThat(found.level()).isEqualTo(OK);
    assertThat(found.percent()).isNull();
    assertThat(found.reason()).contains("Nothing limits its memory");
  }

  @Test
  void aPodWithoutSampleOrWithAnOldOneIsUnknown() {
    var limited = workload(new Size(BigDecimal.ONE, GIBIBYTE));
    assertThat(UsageRules.of(limited, List.of(), NOON).level()).isEqualTo(UNKNOWN);
    assertThat(
            UsageRules.of(limited, List.of(taken("966367642", NOON.minusSeconds(301))), NOON)
                .level())
        .isEqualTo(UNKNOWN);
  }

  @Test
  void aNodeWhoseMemoryIsNearlyTakenIsAWarningAndItsProcessorNeverIs() {
    var node =
        new Node(
            "general-1",
            false,
            new Size(BigDecimal.TEN, GIBIBYTE.multiply(BigDecimal.TEN)),
            List.of(new State("Ready", "True", "", "", NOON)));
    var full = new Usage(new Name("", "general-1"), BigDecimal.ONE, nine(), NOON);
    var found = NodeRules.of(node, full, NOON);
    assertThat(found.level()).isEqualTo(WARNING);
    assertThat(found.percent()).isEqualTo(90);
    assertThat(found.reason())
        .isEqualTo("Ready. Pods and system take 10 % of its CPU and 90 % of its memory.");
    var busy = new Usage(new Name("", "general-1"), BigDecimal.valueOf(99), GIBIBYTE, NOON);
    assertThat(NodeRules.of(node, busy, NOON).level()).isEqualTo(OK);
    // An old sample says nothing, the node itself still does.
    assertThat(NodeRules.of(node, full, NOON.plusSeconds(301)).percent()).isNull();
    assertThat(NodeRules.of(node, full, NOON.plusSeconds(301)).level()).isEqualTo(OK);
  }

  private static BigDecimal nine() {
    return GIBIBYTE.multiply(BigDecimal.valueOf(9));
  }

  private static Usage taken(String memory, Instant at) {
    return new Usage(new Name("prod", "any"), new BigDecimal("0.12"), new BigDecimal(memory), at);
  }

  private static Template workload(Size limits) {
    return new Template(
        WorkloadKind.DEPLOYMENT,
        new Name("prod", "any"),
        2,
        Map.of(),
        REQUESTS,
        limits,
        Set.of(),
        Set.of());
  }
}
