package dev.slipway.backups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.deployments.DeploymentState;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.testing.SlipwayTest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// What is not put back: copies that are not good, into places that are not free; and what happens
/// when the world moved between the plan and its start.
@SlipwayTest
@Tag("slow")
class RestoreRefusalTests {

  @Autowired ApplicationContext context;
  private RestoreStage stage;

  @BeforeEach
  void prepare() {
    stage = new RestoreStage(context);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aTrialGoesIntoNoNamespaceThatIsThereOrThatAnybodyExpects() {
    stage.namespace("there");
    stage.expect("expected-" + stage.name());
    for (var into :
        List.of(
            "there", "expected-" + stage.name(), "velero", "kube-public", "default", "No_Name")) {
      assertThat(refusal(stage.copy, into))
          .as(into)
          .containsIgnoringCase("namespace")
          .contains("trial");
    }
    assertThat(refusal(stage.copy, "there")).contains("there is there already");
    assertThat(refusal(stage.copy, "expected-" + stage.name()))
        .contains("is that of other-" + stage.name() + " in " + stage.slug());
    assertThat(stage.preview(stage.copy, "free-" + stage.name()).isBlocked()).isFalse();
  }

  @Test
  void aCopyThatIsNotGoodOrHasExpiredIsNotPutBack() {
    var later = Instant.now().plus(2, ChronoUnit.DAYS);
    stage.backup(stage.name() + "-backup-1", "PartiallyFailed", later);
    stage.backup(stage.name() + "-backup-2", "Completed", Instant.now().minusSeconds(60));
    stage.backup(stage.name() + "-backup-3", "FinalizingPartiallyFailed", later);
    assertThat(refusal(stage.name() + "-backup-1", "free")).contains("is PartiallyFailed, not");
    assertThat(refusal(stage.name() + "-backup-2", "free")).contains("has expired");
    assertThat(refusal(stage.name() + "-backup-3", "free")).contains("not Completed");
    assertThat(refusal("../../" + stage.copy, "free")).contains("Say which of its copies");
    assertThat(refusal("..", "free")).contains("Say which of its copies");
  }

  @Test
  void aCopyThatIsGoneByTheStartPutsNothingBack() {
    var plan = stage.planned("free-" + stage.name());
    stage.delete("/apis/velero.io/v1/namespaces/velero/backups/" + stage.copy);
    var done = stage.backups.ended(stage.start(plan, UUID.randomUUID().toString()));
    assertThat(done.state()).isEqualTo(DeploymentState.FAILED);
    assertThat(done.why()).contains("it was planned on base");
    stage.assertNothingAsked();
  }

  @Test
  void aNamespaceThatIsTakenByTheStartIsLeftAlone() {
    var plan = stage.planned("late-" + stage.name());
    stage.namespace("late-" + stage.name());
    var done = stage.backups.ended(stage.start(plan, UUID.randomUUID().toString()));
    assertThat(done.state()).isEqualTo(DeploymentState.FAILED);
    assertThat(done.why()).contains("it was planned on base");
    stage.assertNothingAsked();
  }

  @Test
  void aStartThatIsSentTwicePutsBackOnceAndATrialThatFailsIsAFailedDrillDueAgainAtOnce() {
    var plan = stage.planned("broken-" + stage.name());
    stage
        .backups
        .yard
        .cluster()
        .apply(
            """
            apiVersion: velero.io/v1
            kind: BackupStorageLocation
            metadata: {name: default, namespace: velero}
            spec: {provider: aws, objectStorage: {bucket: shop}}
            status: {phase: Unavailable, message: no such bucket}
            """);
    var key = UUID.randomUUID().toString();
    var operation = stage.start(plan, key);
    assertThat(stage.start(plan, key)).isEqualTo(operation);
    var done = stage.backups.ended(operation);
    assertThat(done.state()).as(done.why()).isEqualTo(DeploymentState.FAILED);
    assertThat(done.why()).contains("ended as Failed", "the object store does not answer");
    assertThat(stage.backups.yard.cluster().list("restores.velero.io", "velero")).hasSize(1);
    assertThat(stage.bean(Drills.class).of(stage.source()))
        .singleElement()
        .satisfies(drill -> {
          assertThat(drill.passed()).isFalse();
          assertThat(drill.nextDue()).isEqualTo(drill.doneOn());
          assertThat(drill.note()).contains("the object store does not answer");
        });
  }

  private String refusal(String run, String into) {
    try {
      return "Nothing refused: " + stage.preview(run, into).sentence();
    } catch (DomainFailure refused) {
      return refused.detail();
    }
  }
}
