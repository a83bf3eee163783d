package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.BackupObjects.Kind;
import dev.slipway.clusters.BackupObjects.Told;
import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import dev.slipway.sandbox.kubernetes.failures.Failure;
import dev.slipway.sandbox.kubernetes.failures.Failure.Effect;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The contract against the simulator, in every build, and what only it can be made to do.
class SimulatorBackupReaderTests extends BackupReaderContract {

  private final SimulatedCluster simulated =
      SimulatedCluster.start(ClusterOptions.named("backups").speed(5));

  @Override
  String kubeconfig() {
    return simulated.kubeconfig();
  }

  @AfterEach
  void mend() {
    simulated.failures().clear();
  }

  @AfterAll
  void end() {
    simulated.close();
  }

  @Test
  void oneKindThatIsRefusedLeavesTheOthersAsTheyAre() {
    simulated.failures().add(Failure.always("*", "/batch/v1/jobs", Effect.FORBIDDEN));
    simulated.failures().add(Failure.always("*", "/persistentvolumeclaims", Effect.UNAVAILABLE));
    var read = reader.read(cluster.id);
    assertThat(read.of(Kind.JOB).told()).isEqualTo(Told.FORBIDDEN);
    assertThat(read.of(Kind.JOB).why()).contains("may not read Jobs").contains("read.yaml");
    assertThat(read.of(Kind.CLAIM).told()).isEqualTo(Told.FAILED);
    assertThat(read.of(Kind.CLAIM).objects()).isEmpty();
    assertThat(read.of(Kind.CRON_JOB).told()).isEqualTo(Told.ALL);
    assertThat(read.of(Kind.SNAPSHOT).told()).isEqualTo(Told.NOT_INSTALLED);
  }

  @Test
  void aClusterWithoutTimeIsAskedForNothingMore() {
    var hasty = new BackupReader(cluster.watches, Clock.systemUTC(), Duration.ZERO, 10);
    var read = hasty.read(cluster.id);
    for (var kind : Kind.values()) {
      if (kind.isListed()) {
        assertThat(read.of(kind).told()).as(kind.name()).isEqualTo(Told.FAILED);
        assertThat(read.of(kind).why()).contains("answers slowly");
      }
    }
  }

  @Test
  void moreJobsThanAreReadAreSaidToBeAPart() {
    var jobs = new ArrayList<String>();
    for (var number = 0; number < 501; number++) {
      jobs.add(
          """
          apiVersion: batch/v1
          kind: Job
          metadata:
            name: many-%d
            namespace: %s
            ownerReferences: [{apiVersion: batch/v1, kind: CronJob, name: many, uid: of-many, controller: true}]
          spec: {suspend: true, template: {spec: {restartPolicy: Never, containers: [{name: dump, image: 'mysql:8.0.36'}]}}}
          """
              .formatted(number, cluster.namespace));
    }
    simulated.apply(String.join("---\n", jobs));
    var listing =
        new BackupReader(cluster.watches, Clock.systemUTC(), Duration.ofMinutes(5), 100)
            .read(cluster.id)
            .of(Kind.JOB);
    assertThat(listing.told()).isEqualTo(Told.PART);
    assertThat(listing.why()).startsWith("Only the first 500 Jobs were read");
    assertThat(reader.read(cluster.id).of(Kind.JOB).told()).isEqualTo(Told.ALL);
  }
}
