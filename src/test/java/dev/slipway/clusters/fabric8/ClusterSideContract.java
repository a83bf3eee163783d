package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.RolloutVerdict;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.clusters.WorkloadPatch.CreateAutoscaler;
import dev.slipway.clusters.WorkloadPatch.DeleteAutoscaler;
import dev.slipway.clusters.WriteResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the portal relies on when it sets sizes, and when it makes and takes away an autoscaler.
abstract class ClusterSideContract extends ClusterWriteContract {

  @Test
  void sizesAreSetAndTakenAwayAndNothingElseOfTheContainer() {
    var ref = cluster.deployment("sized", ONE, 1);
    complete(ref);
    var image = container(ref).path("image");

    Map<String, @Nullable String> amounts = new HashMap<>();
    amounts.put("requests.cpu", "100m");
    amounts.put("limits.memory", "256Mi");
    amounts.put("requests.memory", "64Mi");
    size(ref, amounts);
    var sized = container(ref);
    assertThat(sized.path("image")).isEqualTo(image);
    assertThat(sized.at("/resources/requests/cpu").asString()).isEqualTo("100m");
    assertThat(sized.at("/resources/limits/memory").asString()).isEqualTo("256Mi");
    cluster.awaitState(
        ref, it -> it.rollout() == RolloutVerdict.COMPLETE && "2".equals(it.revision()));

    amounts.clear();
    amounts.put("limits.memory", null);
    size(ref, amounts);
    var open = container(ref);
    assertThat(open.at("/resources/limits/memory").isMissingNode()).isTrue();
    assertThat(open.at("/resources/requests/memory").asString()).isEqualTo("64Mi");
  }

  @ParameterizedTest
  @CsvSource({
    "requests.cpu, -1",
    "requests.cpu, 1Gi;",
    "limits.memory, a lot",
    "requests.memory, 1Ti",
    "limits.memory, ''",
  })
  void whatIsNoSizeIsRefusedAndNothingIsWritten(String place, String amount) {
    var ref = cluster.deployment("unsized-" + Integer.toHexString(amount.hashCode()), ONE, 1);
    complete(ref);
    Map<String, @Nullable String> first = new HashMap<>();
    first.put("limits.memory", "256Mi");
    size(ref, first);
    cluster.awaitState(
        ref, it -> it.rollout() == RolloutVerdict.COMPLETE && "2".equals(it.revision()));
    var before = cluster.read(ref).templateHash();
    Map<String, @Nullable String> amounts = new HashMap<>();
    amounts.put(place, amount);
    // A count of its status may move between the read and the write.
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(
                    cluster.gateway.write(
                        cluster.read(ref), new WorkloadPatch.SetResources("app", amounts, MARKS)))
                .isInstanceOf(WriteResult.Refused.class));
    assertThat(cluster.read(ref).templateHash()).isEqualTo(before);
  }

  @Test
  void anAutoscalerIsMadeOnceSeenAndTakenAwayByItsUid() {
    var ref = cluster.deployment("elastic", ONE, 2);
    complete(ref);
    var make = new CreateAutoscaler("elastic", 2, 5, 70, MARKS);
    accepted(cluster.gateway.tryOut(cluster.read(ref), make));
    assertThat(cluster.gateway.autoscaler(ref)).isEmpty();

    accepted(cluster.gateway.write(cluster.read(ref), make));
    var made =
        Objects.requireNonNull(cluster.awaitState(ref, it -> it.autoscaler() != null).autoscaler());
    assertThat(made.name()).isEqualTo("elastic");
    assertThat(made.ours()).isTrue();
    assertThat(made.cpu()).isEqualTo(70);
    assertThat(made.maxReplicas()).isEqualTo(5);
    assertThat(cluster.gateway.write(cluster.read(ref), make))
        .isInstanceOf(WriteResult.Conflict.class);

    var other = cluster.deployment("not-elastic", ONE, 1);
    assertThat(cluster.gateway.write(cluster.read(other), make))
        .isInstanceOfSatisfying(
            WriteResult.Refused.class,
            refused -> assertThat(refused.message()).contains("scales something else"));

    assertThat(
            cluster.gateway.write(
                cluster.read(ref), new DeleteAutoscaler("elastic", "another", MARKS)))
        .isInstanceOf(WriteResult.Conflict.class);
    accepted(
        cluster.gateway.write(
            cluster.read(ref), new DeleteAutoscaler("elastic", made.uid(), MARKS)));
    cluster.awaitState(ref, it -> it.autoscaler() == null);
    assertThat(cluster.gateway.autoscaler(ref)).isEmpty();
  }

  private void size(dev.slipway.clusters.WorkloadRef ref, Map<String, @Nullable String> amounts) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(
                    cluster.gateway.write(
                        cluster.read(ref),
                        new WorkloadPatch.SetResources("app", new HashMap<>(amounts), MARKS)))
                .isInstanceOf(WriteResult.Accepted.class));
  }

  private tools.jackson.databind.JsonNode container(dev.slipway.clusters.WorkloadRef ref) {
    return cluster.read(ref).spec().at("/template/spec/containers/0");
  }
}
