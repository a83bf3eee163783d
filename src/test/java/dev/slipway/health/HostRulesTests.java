package dev.slipway.health;

import static dev.slipway.health.ResourceLevel.CRITICAL;
import static dev.slipway.health.ResourceLevel.OK;
import static dev.slipway.health.ResourceLevel.UNKNOWN;
import static dev.slipway.health.ResourceLevel.WARNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.resources.ClusterResources.Certificate;
import dev.slipway.clusters.resources.ClusterResources.Name;
import dev.slipway.clusters.resources.ClusterResources.Node;
import dev.slipway.clusters.resources.ClusterResources.Pod;
import dev.slipway.clusters.resources.ClusterResources.Pod.Trouble;
import dev.slipway.clusters.resources.ClusterResources.Size;
import dev.slipway.clusters.resources.ClusterResources.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// From what Kubernetes and cert-manager say of nodes, pods and certificates to a level and a
/// sentence.
class HostRulesTests {

  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Name NAME = new Name("platform-edu-staging", "platform-tls-staging");

  @ParameterizedTest
  @CsvSource({
    "P60D, OK, It ends in 60 days.",
    "P14D, OK, It ends in 14 days.",
    "PT335H59M59S, WARNING, It ends in 13 days.",
    "P3D, WARNING, It ends in 3 days.",
    "PT71H59M, CRITICAL, It ends in 2 days.",
    "PT23H, CRITICAL, It ends in 23 hours.",
    "PT59M, CRITICAL, It ends within the hour.",
    "PT0S, CRITICAL, It has ended; browsers refuse it.",
    "PT-1H, CRITICAL, It has ended; browsers refuse it."
  })
  void aCertificateIsJudgedByWhatIsLeftOfIt(Duration left, ResourceLevel level, String reason) {
    var found = CertificateRules.of(certificate(NOON.plus(left), null), NOON);
    assertThat(found.level()).isEqualTo(level);
    assertThat(found.reason()).isEqualTo(reason);
    // Only one that has ended keeps users out.
    assertThat(found.felt()).isEqualTo(!left.isPositive());
  }

  @Test
  void aCertificateThatWasNotIssuedOrNotRenewedSaysWhy() {
    var failed = new State("Ready", "False", "Failed", "The order was refused.", NOON);
    var never = CertificateRules.of(certificate(null, null, failed), NOON);
    assertThat(never.level()).isEqualTo(CRITICAL);
    assertThat(never.reason()).contains("not issued", "The order was refused.");
    assertThat(CertificateRules.of(certificate(null, null), NOON).level()).isEqualTo(UNKNOWN);
    var valid = NOON.plus(Duration.ofDays(40));
    assertThat(CertificateRules.of(certificate(valid, null, failed), NOON).level())
        .isEqualTo(WARNING);
    var due = certificate(valid, NOON.minus(Duration.ofHours(25)));
    assertThat(CertificateRules.of(due, NOON).level()).isEqualTo(WARNING);
    assertThat(CertificateRules.of(due, NOON).reason()).contains("due to be renewed");
    assertThat(
            CertificateRules.of(certificate(valid, NOON.minus(Duration.ofHours(24))), NOON).level())
        .isEqualTo(OK);
  }

  @Test
  void aNodeThatDoesNotAnswerIsCriticalAndOneUnderPressureAWarning() {
    var ready = new State("Ready", "True", "KubeletReady", "", NOON.minusSeconds(900));
    var silent = new State("Ready", "Unknown", "NodeStatusUnknown", "Kubelet stopped.", NOON);
    var broken = new State("Ready", "False", "KubeletNotReady", "PLEG is not healthy.", NOON);
    var pressed = new State("MemoryPressure", "True", "", "", NOON.minusSeconds(60));
    var full = new State("DiskPressure", "True", "", "", NOON);
    var relaxed = new State("PIDPressure", "False", "", "", NOON);
    assertThat(node(ready, relaxed).level()).isEqualTo(OK);
    assertThat(node(silent).level()).isEqualTo(CRITICAL);
    assertThat(node(silent).reason()).contains("does not answer");
    assertThat(node(broken).reason()).contains("not ready", "PLEG");
    var found = node(ready, full, pressed, relaxed);
    assertThat(found.level()).isEqualTo(WARNING);
    assertThat(found.reason()).contains("DiskPressure, MemoryPressure").doesNotContain("PID");
    assertThat(found.since()).isEqualTo(NOON.minusSeconds(60));
    assertThat(node().level()).isEqualTo(UNKNOWN);
    assertThat(judged(new Node("n", true, Size.UNKNOWN, List.of(ready))).reason())
        .contains("cordoned");
  }

  @Test
  void podsOfOneOwnerAreOneLineWithTheNewestInFront() {
    var found =
        PodRules.of(
            List.of(
                pod("a", Trouble.OUT_OF_MEMORY, NOON.minusSeconds(500)),
                pod("b", Trouble.OUT_OF_MEMORY, NOON.minusSeconds(50)),
                pod("c", Trouble.EVICTED, NOON.minus(Duration.ofHours(25)))),
            NOON);
    assertThat(found).singleElement().matches(one -> one.name().name().equals("b"));
    assertThat(found.getFirst().finding().level()).isEqualTo(WARNING);
    assertThat(found.getFirst().finding().reason()).contains("2 pods", "OOMKilled");
    assertThat(found.getFirst().pods()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"299, WARNING", "300, CRITICAL", "90000, CRITICAL"})
  void aPodThatNoNodeTakesIsCriticalAfterFiveMinutesAndForAsLongAsItWaits(
      long seconds, ResourceLevel level) {
    var found =
        PodRules.of(List.of(pod("a", Trouble.UNSCHEDULABLE, NOON.minusSeconds(seconds))), NOON);
    assertThat(found).singleElement().matches(one -> one.finding().level() == level);
  }

  private static ResourceFinding node(State... states) {
    return judged(new Node("worker-1", false, Size.UNKNOWN, List.of(states)));
  }

  private static ResourceFinding judged(Node node) {
    return NodeRules.of(node, null, NOON);
  }

  private static Pod pod(String name, Trouble trouble, Instant since) {
    return new Pod(new Name("prod", name), trouble, "owner", "0/3 nodes are available.", since);
  }

  private static Certificate certificate(
      @Nullable Instant notAfter, @Nullable Instant renewalTime, State... states) {
    return new Certificate(
        NAME,
        "platform-tls",
        List.of("staging.platform.edu"),
        notAfter,
        renewalTime,
        List.of(states));
  }
}
