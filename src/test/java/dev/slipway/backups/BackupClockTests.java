package dev.slipway.backups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.ClusterGateway;
import dev.slipway.testing.SlipwayTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// A portal whose own clock is wrong judges by the database's.
@SlipwayTest
class BackupClockTests {

  @Autowired ApplicationContext context;
  @Autowired BackupPlanning planning;
  @Autowired RunWatch watch;
  private BackupStage stage;

  @BeforeEach
  void prepare() {
    stage = new BackupStage(context);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aClockThatIsAMonthAheadTakesNoFreshLocationForForgotten() {
    var placement = stage.database();
    stage.yard.cluster().apply(BackupStage.manifests("kinds", ""));
    stage
        .yard
        .cluster()
        .apply(
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: velero}
            ---
            apiVersion: velero.io/v1
            kind: BackupStorageLocation
            metadata: {name: default, namespace: velero}
            spec: {provider: aws, objectStorage: {bucket: shop}}
            status: {phase: Available, lastValidationTime: '%2$s'}
            ---
            apiVersion: velero.io/v1
            kind: Schedule
            metadata: {name: %1$s-backup, namespace: velero}
            spec: {schedule: 17 3 1 1 *, template: {includedNamespaces: [default]}}
            """
                .formatted(stage.name, Instant.now().truncatedTo(ChronoUnit.SECONDS)));
    stage.look();
    var live = context.getBean(ClusterGateway.class).read(placement.workload()).orElseThrow();
    var ahead = Clock.offset(Clock.systemUTC(), Duration.ofDays(30));
    var prepared =
        new RunBackupAction(planning, watch, ahead)
            .prepare(stage.wish(stage.name), placement, live, null);
    assertThat(prepared.sentence()).startsWith("Run backup " + stage.name);
  }
}
