package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.clusters.Health;
import dev.slipway.clusters.PodState;
import dev.slipway.clusters.RolloutVerdict;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.clusters.WriteResult;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the portal relies on in DaemonSets and quotas.
abstract class ClusterKindsContract extends ClusterSideContract {

  @Test
  void aDaemonSetIsUpdatedRestartedAndPutBack() {
    var ref = daemonSet("collector", ONE, "");
    var first = everywhere(ref);
    var nodes = first.desired();
    assertThat(nodes).isPositive();
    assertThat(first.rolloutReason()).isEqualTo("All " + nodes + " nodes run this version");
    accepted(
        cluster.gateway.write(
            cluster.read(ref), new WorkloadPatch.SetImages(Map.of("app", TWO), MARKS)));
    var second =
        cluster.awaitState(
            ref, it -> isEverywhere(it) && !it.templateHash().equals(first.templateHash()));
    assertThat(second.images()).singleElement().extracting("image").isEqualTo(TWO);
    assertThat(second.annotations()).containsAllEntriesOf(MARKS);
    accepted(
        cluster.gateway.write(
            cluster.read(ref), new WorkloadPatch.Restart("2026-11-22T13:00:00Z", MARKS)));
    cluster.awaitState(
        ref, it -> isEverywhere(it) && !it.templateHash().equals(second.templateHash()));
    var revisions = cluster.gateway.revisions(ref);
    assertThat(revisions).extracting("revision").containsExactly("3", "2", "1");
    assertThat(revisions.getLast().templateHash()).isEqualTo(first.templateHash());
    accepted(
        cluster.gateway.write(
            cluster.read(ref),
            new WorkloadPatch.ReplaceTemplate(revisions.getLast().template(), false, MARKS)));
    cluster.awaitState(
        ref, it -> isEverywhere(it) && it.templateHash().equals(first.templateHash()));
    assertThat(cluster.gateway.revisions(ref).getFirst().revision()).isEqualTo("4");
  }

  @Test
  void aFailingImageStopsADaemonSetAtItsFirstNode() {
    var ref = daemonSet("stopped", ONE, "");
    var nodes = everywhere(ref).desired();
    accepted(
        cluster.gateway.write(
            cluster.read(ref), new WorkloadPatch.SetImages(Map.of("app", MISSING), MARKS)));
    var state =
        cluster.awaitState(
            ref, it -> it.pods().stream().anyMatch(PodState::failing) && it.ready() == nodes - 1);
    assertThat(state.rollout()).isEqualTo(RolloutVerdict.PROGRESSING);
    assertThat(state.pods()).filteredOn(PodState::newest).hasSize(1).allMatch(PodState::failing);
  }

  @Test
  void aDaemonSetHasNoCountAndNoPause() {
    var ref = daemonSet("plain", ONE, "");
    everywhere(ref);
    var read = cluster.read(ref);
    for (var patch :
        new WorkloadPatch[] {
          new WorkloadPatch.Scale(1, 2, MARKS), new WorkloadPatch.SetPaused(true, MARKS)
        }) {
      assertThat(cluster.gateway.write(read, patch)).isInstanceOf(WriteResult.Refused.class);
    }
  }

  @Test
  void aDaemonSetWithoutANodeIsNoFault() {
    var ref = daemonSet("nowhere", ONE, "\"nodeSelector\": {\"disk\": \"tape\"},");
    var state = cluster.awaitState(ref, it -> it.rollout() == RolloutVerdict.COMPLETE);
    assertThat(state.rolloutReason()).isEqualTo("No node matches");
    assertThat(state.health()).isEqualTo(Health.SUSPENDED);
  }

  @Test
  void aQuotaRefusesOneObjectTooMany() {
    var name = cluster.namespace + "-full";
    cluster.create(
        "/api/v1/namespaces",
        "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"" + name + "\"}}");
    var path = "/api/v1/namespaces/" + name;
    cluster.create(
        path + "/resourcequotas",
        "{\"apiVersion\":\"v1\",\"kind\":\"ResourceQuota\",\"metadata\":{\"name\":\"small\"},"
            + "\"spec\":{\"hard\":{\"services\":\"1\",\"pods\":\"2\"}}}");
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(20))
        .until(() -> cluster.gateway.quotas(cluster.id, name).size() == 2);
    cluster.create(path + "/services", service("one"));
    assertThatThrownBy(() -> cluster.create(path + "/services", service("two")))
        .hasMessageContaining("exceeded quota: small, requested: services=1");
    cluster.send("DELETE", path, "application/json", "{}");
  }

  @Test
  void whatStandsAroundAWorkloadIsReadInOneGo() {
    var ref = cluster.deployment("around", ONE, 1);
    cluster.create(
        "/api/v1/namespaces/" + cluster.namespace + "/services",
        service("around").replace("\"ports\"", "\"selector\":{\"app\":\"around\"},\"ports\""));
    complete(ref);
    var reader = new SurroundingsReader(cluster.watches, Clock.systemUTC());
    var around =
        org.awaitility.Awaitility.await()
            .atMost(java.time.Duration.ofSeconds(20))
            .until(() -> reader.around(ref).orElseThrow(), it -> it.toString().contains("1 of 1"));
    assertThat(around.topics()).extracting("id").contains("containers", "network", "namespace");
    assertThat(around.topics()).allMatch(topic -> topic.gaps().isEmpty());
    assertThat(around.toString())
        .contains("No readiness probe", "GREETING")
        .doesNotContain("hello");
    assertThat(reader.around(cluster.ref(WorkloadKind.DEPLOYMENT, "nobody"))).isEmpty();
  }

  private static String service(String name) {
    return "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\""
        + name
        + "\"},\"spec\":{\"ports\":[{\"port\":80}]}}";
  }

  private WorkloadRef daemonSet(String name, String image, String where) {
    cluster.create(
        "/apis/apps/v1/namespaces/" + cluster.namespace + "/daemonsets",
        Manifests.daemonSet(name, image, where));
    return cluster.ref(WorkloadKind.DAEMON_SET, name);
  }

  private WorkloadState everywhere(WorkloadRef ref) {
    return cluster.awaitState(ref, ClusterKindsContract::isEverywhere);
  }

  private static boolean isEverywhere(WorkloadState state) {
    return state.rollout() == RolloutVerdict.COMPLETE
        && state.desired() > 0
        && state.pods().size() == state.desired()
        && state.pods().stream().allMatch(pod -> pod.ready() && pod.newest());
  }
}
