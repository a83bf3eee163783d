package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.BackupObjects.Kind;
import dev.slipway.clusters.BackupObjects.Ref;
import dev.slipway.clusters.WorkloadPatch.SuspendBackups;
import dev.slipway.clusters.WriteResult;
import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The contract against the simulator, in every build, and the operators whose kinds it has.
class SimulatorBackupActTests extends BackupActContract {

  private final SimulatedCluster simulated =
      SimulatedCluster.start(ClusterOptions.named("backup-acts").speed(5));

  @Override
  String kubeconfig() {
    return simulated.kubeconfig();
  }

  @BeforeAll
  void install() {
    try (var kinds = SimulatorBackupActTests.class.getResourceAsStream("/sandbox/kinds.yaml")) {
      simulated.apply(
          new String(Objects.requireNonNull(kinds).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @AfterAll
  void end() {
    simulated.close();
  }

  @Test
  void aBackupOfVeleroIsMadeFromItsSchedulesTemplateAndCountsForIt() {
    simulated.apply(
        """
        apiVersion: velero.io/v1
        kind: Schedule
        metadata: {name: daily, namespace: %s, labels: {team: shop}, annotations: {note: own}}
        spec:
          schedule: 0 1 * * *
          template: {includedNamespaces: [shop], ttl: 720h0m0s, hooks: {resources: []}}
        """
            .formatted(cluster.namespace));
    var source = one(new Ref(cluster.id, Kind.VELERO_SCHEDULE, cluster.namespace, "daily"));
    assertThat(write(run(source, "daily-20261123020000"))).isInstanceOf(WriteResult.Accepted.class);
    assertThat(write(run(source, "daily-20261123020000"))).isInstanceOf(WriteResult.Conflict.class);
    var backup =
        simulated
            .read("backups.velero.io", cluster.namespace, "daily-20261123020000")
            .orElseThrow();
    assertThat(backup.at("/metadata/labels/velero.io~1schedule-name").asString())
        .isEqualTo("daily");
    assertThat(backup.at("/metadata/labels/team").asString()).isEqualTo("shop");
    assertThat(backup.at("/spec/ttl").asString()).isEqualTo("720h0m0s");
    assertThat(backup.at("/metadata/ownerReferences").isMissingNode()).isTrue();

    var stop = new SuspendBackups(source.ref(), source.uid(), true, MARKS);
    assertThat(write(stop)).isInstanceOf(WriteResult.Accepted.class);
    var paused = simulated.read("schedules.velero.io", cluster.namespace, "daily").orElseThrow();
    assertThat(paused.at("/spec/paused").asBoolean()).isTrue();
    assertThat(paused.at("/metadata/annotations").has("slipway.dev/deployment"))
        .as("Velero copies the annotations of a schedule to every backup")
        .isFalse();
  }
}
