package dev.slipway.backups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.kernel.UuidV7;
import dev.slipway.plans.spi.Action.Sent;
import dev.slipway.plans.spi.Progress;
import dev.slipway.plans.spi.Progress.Step;
import dev.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.node.JsonNodeFactory;

/// A run that was tidied away ended as the portal saw it end, or nobody knows how.
@SlipwayTest
class RunWatchTests {

  @Autowired ApplicationContext context;
  @Autowired RunWatch watch;
  @Autowired RunRows runs;

  private final Instant sent = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final String run = "nightly-" + UuidV7.next().toString().substring(24);
  private BackupStage stage;

  @BeforeEach
  void prepare() {
    stage = new BackupStage(context);
    // Its own schedule succeeded after the portal's run was sent: that says nothing of this one.
    stage
        .yard
        .cluster()
        .apply(
            """
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: %s-backup, namespace: default}
            spec:
              schedule: 17 3 1 1 *
              suspend: true
              jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: dump, image: 'mysql:8.0.36'}]}}}}
            status: {lastSuccessfulTime: '%s'}
            """
                .formatted(stage.name, sent.plusSeconds(240)));
    stage.look();
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void phasesOfVeleroAreToldInWords() {
    assertThat(RunWatch.atWork("InProgress")).isEqualTo("is under way");
    assertThat(RunWatch.atWork("Queued")).isEqualTo("is Queued");
  }

  @Test
  void anotherRunThatSucceededSaysNothingOfOneThatIsGone() {
    assertThat(stage.view().standing().lastGood()).isEqualTo(sent.plusSeconds(240));
    var progress = progress();
    assertThat(progress.step()).isEqualTo(Step.FOREIGN);
    assertThat(progress.text()).isEqualTo("Job " + run + " is gone, and how it ended is not known");
  }

  @Test
  void aRunThatIsGoneEndedAsItWasSeenToEnd() {
    keep(RunOutcome.SUCCEEDED, "");
    assertThat(progress().step()).isEqualTo(Step.DONE);
  }

  @Test
  void aRunThatFailedAndIsGoneStaysFailed() {
    keep(RunOutcome.FAILED, "BackoffLimitExceeded");
    var progress = progress();
    assertThat(progress.step()).isEqualTo(Step.BROKEN);
    assertThat(progress.said()).isEqualTo("BackoffLimitExceeded");
  }

  private void keep(RunOutcome outcome, String detail) {
    runs.keep(
        stage.view().id(),
        new BackupRun("uid-" + run, run, outcome, sent, sent.plusSeconds(5), null, null, detail));
  }

  private Progress progress() {
    var cron = stage.yard.cluster().read("cronjobs.batch", "default", stage.name + "-backup");
    var content = JsonNodeFactory.instance.objectNode();
    content
        .put("source", stage.view().id().toString())
        .put("kind", "CRON_JOB")
        .put("namespace", "default")
        .put("name", stage.name + "-backup")
        .put("sourceUid", cron.orElseThrow().at("/metadata/uid").asString())
        .put("run", run);
    return watch.of(content, stage.cluster, new Sent(1, sent, Duration.ofMinutes(5)));
  }
}
