package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.RolloutVerdict;
import dev.slipway.clusters.Surroundings;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.clusters.WriteResult;
import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.NodePool;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;

/// One system of the demonstration on a simulated cluster, read and changed through the portal's
/// gateway.
final class SystemYard implements AutoCloseable {

  static final Map<String, String> MARKS = Map.of("slipway.dev/deployment", "0198-lines");

  final ClusterFixture cluster;
  private final SimulatedCluster simulated;
  private final Surroundings.Reader reader;

  SystemYard(String slug, NodePool... pools) {
    simulated = SimulatedCluster.start(ClusterOptions.named(slug).speed(20).pools(List.of(pools)));
    simulated.apply(
        (file("kinds") + file(slug))
            .replaceAll("in 9 days", "2026-12-01T00:00:00Z")
            .replaceAll("in \\d+ days", "2099-01-01T00:00:00Z"));
    cluster = new ClusterFixture(simulated.kubeconfig(), WatchTimes.NORMAL);
    reader = new SurroundingsReader(cluster.watches, Clock.systemUTC());
  }

  private static String file(String name) {
    try (var stream = SystemYard.class.getResourceAsStream("/sandbox/" + name + ".yaml")) {
      return new String(
          Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  WorkloadRef ref(WorkloadKind kind, String namespace, String name) {
    return new WorkloadRef(cluster.id, namespace, kind, name);
  }

  WorkloadRef deployment(String namespace, String name) {
    return ref(WorkloadKind.DEPLOYMENT, namespace, name);
  }

  WorkloadRef ordered(String namespace, String name) {
    return ref(WorkloadKind.STATEFUL_SET, namespace, name);
  }

  WorkloadState well(WorkloadRef ref) {
    return cluster.awaitState(
        ref,
        it ->
            it.rollout() == RolloutVerdict.COMPLETE
                && it.ready() == it.desired()
                && it.pods().size() == it.desired());
  }

  /// What the portal shows around a workload, as `Kind name / label` and its value.
  Map<String, String> around(WorkloadRef ref) {
    var found = new HashMap<String, String>();
    for (var topic : reader.around(ref).orElseThrow().topics()) {
      assertThat(topic.gaps()).as(topic.title()).isEmpty();
      for (var item : topic.items()) {
        var name = item.kind() + " " + item.name();
        found.merge(name, String.join(" ", item.remarks()), (one, two) -> one + " " + two);
        for (var fact : item.facts()) {
          found.merge(name + " / " + fact.label(), fact.value(), (one, two) -> one + "; " + two);
        }
      }
    }
    return found;
  }

  /// Sets an image and waits for it, puts the old template back and waits for that.
  void releasedAndBack(WorkloadRef ref, String container, String image) {
    var before = well(ref);
    var old = cluster.read(ref).spec().path("template");
    write(ref, new WorkloadPatch.SetImages(Map.of(container, image), MARKS));
    var released =
        cluster.awaitState(
            ref,
            it ->
                it.rollout() == RolloutVerdict.COMPLETE
                    && it.ready() == it.desired()
                    && !it.templateHash().equals(before.templateHash()));
    assertThat(released.images()).extracting("image").contains(image);
    write(ref, new WorkloadPatch.ReplaceTemplate(old, false, MARKS));
    cluster.awaitState(
        ref,
        it ->
            it.rollout() == RolloutVerdict.COMPLETE
                && it.ready() == it.desired()
                && it.templateHash().equals(before.templateHash()));
  }

  void restarted(WorkloadRef ref) {
    var before = well(ref);
    write(ref, new WorkloadPatch.Restart("2026-11-22T14:00:00Z", MARKS));
    cluster.awaitState(
        ref,
        it ->
            it.rollout() == RolloutVerdict.COMPLETE
                && it.ready() == it.desired()
                && !it.templateHash().equals(before.templateHash()));
  }

  /// Under an autoscaler a count is not set; its bounds are.
  void bounds(WorkloadRef ref, int least, int most) {
    var autoscaler =
        Objects.requireNonNull(cluster.awaitState(ref, it -> it.autoscaler() != null).autoscaler());
    write(
        ref,
        new WorkloadPatch.ScaleBounds(autoscaler.name(), autoscaler.uid(), least, most, MARKS));
    cluster.awaitState(ref, it -> it.autoscaler() != null && it.autoscaler().maxReplicas() == most);
  }

  /// A count of its status may move between the read and the write; then it is read again.
  void write(WorkloadRef ref, WorkloadPatch patch) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() ->
            assertThat(cluster.gateway.write(cluster.read(ref), patch))
                .isInstanceOf(WriteResult.Accepted.class));
  }

  @Override
  public void close() {
    cluster.close();
    simulated.close();
  }
}
