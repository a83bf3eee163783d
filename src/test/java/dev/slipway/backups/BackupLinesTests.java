package dev.slipway.backups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.PlaceService;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.deployments.DeploymentState;
import dev.slipway.deployments.DeploymentSummary;
import dev.slipway.kernel.Actor;
import dev.slipway.testing.Line;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Lines of the five systems about backups, with the demonstration's own objects, through a night
/// that was missed and a bucket that is away.
@SlipwayTest
@Tag("slow")
class BackupLinesTests {

  @Autowired ApplicationContext context;
  @Autowired JdbcClient jdbc;
  @LocalServerPort int port;
  private BackupStage stage;
  private Visitor kofi;

  @BeforeEach
  void prepare() {
    stage = new BackupStage(context);
    BackupStage.awaitFirstLook(context, stage.cluster);
    kofi = Visitor.signedIn(port, "kofi");
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  @Line("emis-15")
  void theDumpOfMySqlShowsItsLastSuccessIsRunNowAndTurnsStaleInItsOwnZone() {
    place("emis-data", "mysql", "mysql:8.0.36");
    var nightly = BackupStage.manifests("emis", "name: mysql-backup");
    assertThat(nightly).contains("schedule: 0 2 * * *", "aws s3 cp");
    stage.yard.cluster().apply(claim("emis-data", "backup-pvc"));
    stage.yard.cluster().apply(nightly.replace("schedule:", "timeZone: Asia/Kolkata\n  schedule:"));
    var began = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(50, ChronoUnit.HOURS);
    stage.yard.cluster().apply(succeeded("emis-data", "mysql-backup", began));
    stage.look();
    var page = "/backups/" + source("mysql-backup").id();
    assertThat(Visitor.page(kofi.get(page)).select("[aria-labelledby=h-state]").text())
        .contains("Last good 2 d ago", "every day at 02:00", "0 2 * * *", "Asia/Kolkata");
    assertThat(Visitor.page(kofi.get(page)).select("[aria-labelledby=h-runs]").text())
        .contains("Succeeded", "mysql-backup-1", "2 min 20 s");

    // The portal has watched it for three days: two nights were missed, by the clock of Kolkata.
    jdbc.sql("update backup_source set anchor_at = anchor_at - interval '3 days' where id = ?")
        .param(source("mysql-backup").id())
        .update();
    var standing = source("mysql-backup").standing();
    assertThat(standing.state()).isEqualTo(BackupState.STALE);
    assertThat(standing.reason())
        .contains("02:00:00, Asia/Kolkata", "the last good one began 2 d ago");

    var defect = run("mysql-backup", "Does the upload work?");
    assertThat(defect.state()).isEqualTo(DeploymentState.FAILED);
    assertThat(defect.why()).contains("failed (BackoffLimitExceeded)");
    var ended = Visitor.page(kofi.get("/deployments/" + defect.id()));
    assertThat(ended.select("#deployment-pods")).as("a run has no pods of the service").isEmpty();
    assertThat(ended.select(".steps").text()).doesNotContain("Steady");
    assertThat(ended.select("[aria-labelledby=h-next]").text())
        .contains("kubectl -n emis-data logs job/mysql-backup-", "Page of the backup");
    stage.look();
    assertThat(source("mysql-backup").state()).isEqualTo(BackupState.FAILING);

    // `aws` is not in the image of MySQL; without it the dump works.
    stage
        .yard
        .cluster()
        .apply(
            nightly
                .replace("schedule:", "timeZone: Asia/Kolkata\n  schedule:")
                .replaceAll(" && aws [^\n]*", ""));
    stage.look();
    var mended = run("mysql-backup", "The upload is a step of its own now");
    assertThat(mended.state()).as(mended.why()).isEqualTo(DeploymentState.SUCCEEDED);
    assertThat(steps(mended.id().toString()))
        .contains("Starting a run by CronJob emis-data/mysql-backup; the plan stands on");
    stage.look();
    assertThat(source("mysql-backup").state()).isEqualTo(BackupState.GOOD);
  }

  @Test
  @Line("emis-16")
  void theDumpOfMongoDbIsRunNowIntoTheClaimThatItShares() {
    place("emis-data", "mongodb", "mongo:7.0.5");
    stage.yard.cluster().apply(claim("emis-data", "backup-pvc"));
    stage.yard.cluster().apply(BackupStage.manifests("emis", "name: mongodb-backup"));
    stage.look();
    assertThat(Visitor.page(kofi.get(source("mongodb-backup").href())).text())
        .contains("every day at 03:00", "0 3 * * *");
    var done = run("mongodb-backup", "Before the sharding");
    assertThat(done.state()).as(done.why()).isEqualTo(DeploymentState.SUCCEEDED);
    var job = stage.yard.cluster().list("jobs.batch", "emis-data").getFirst();
    assertThat(job.at("/metadata/name").asString()).startsWith("mongodb-backup-");
    assertThat(job.at("/spec/template/spec/volumes/0/persistentVolumeClaim/claimName").asString())
        .isEqualTo("backup-pvc");
    stage.look();
    assertThat(source("mongodb-backup").state()).isEqualTo(BackupState.GOOD);
  }

  @Test
  @Line({"edu-25", "edu-26", "edu-27"})
  void theNightlyCopyOfPlatformEduNamesWhatItLeavesOutRunsNowAndTurnsRedWithItsBucket() {
    stage.yard.cluster().apply(BackupStage.manifests("kinds", ""));
    stage.yard.cluster().apply("{apiVersion: v1, kind: Namespace, metadata: {name: velero}}");
    var velero = BackupStage.manifests("platform-edu", "apiVersion: velero.io/v1");
    stage.yard.cluster().apply(velero);
    place("platform-edu", "postgresql", "postgres:14-alpine");
    await()
        .atMost(BackupStage.LONGEST)
        .until(() ->
            stage
                .yard
                .cluster()
                .read("backupstoragelocations.velero.io", "velero", "default")
                .filter(found -> found.at("/status").has("lastValidationTime"))
                .isPresent());
    stage.look();
    var daily = source("daily-backup");
    var page = Visitor.page(kofi.get(daily.href())).select("[aria-labelledby=h-state]").text();
    assertThat(page)
        .contains("Not in it: secrets, configmaps.", "every day at 02:00")
        .contains("platform-edu-backups (azure), available; snapshots of volumes: default (azure)");
    var weekly = source("weekly-full-backup");
    assertThat(Visitor.page(kofi.get(weekly.href())).select("[aria-labelledby=h-state]").text())
        .contains("Sunday at 03:00", "0 3 * * 0");
    assertThat(weekly.standing().cautions()).isEmpty();

    var done = run("daily-backup", "Before the migration");
    assertThat(done.state()).as(done.why()).isEqualTo(DeploymentState.SUCCEEDED);
    assertThat(done.why()).contains("Velero Backup daily-backup-", "is complete", "0 errors");
    stage.look();
    assertThat(source("daily-backup").state()).isEqualTo(BackupState.WARNING);
    assertThat(source("daily-backup").standing().reason()).startsWith("Not in it: secrets");
    assertThat(Visitor.page(kofi.get(daily.href())).select("[aria-labelledby=h-runs]").text())
        .contains("Succeeded", "in 29 d");

    stage
        .yard
        .cluster()
        .apply(
            BackupStage.manifests("platform-edu", "kind: BackupStorageLocation")
                .replace("phase: Available", "phase: Unavailable\n  message: container not found"));
    stage.look();
    assertThat(source("daily-backup").state()).isEqualTo(BackupState.FAILING);
    assertThat(Visitor.page(kofi.get("/backups?q=daily-backup")).select("main").text())
        .contains("Failing", "storage location default is unavailable: container not found");
    assertThat(Visitor.page(kofi.get(daily.href())).select("header .actions").text())
        .contains("has nowhere to go");
  }

  private BackupView source(String name) {
    return stage.yard.bean(Backups.class).overview().backups().stream()
        .filter(view -> view.clusterSlug().equals(stage.yard.slug()) && view.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private DeploymentSummary run(String name, String reason) {
    var answer = stage.ask(kofi, source(name).id(), "backup-run", Map.of("reason", reason));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    return stage.ended(BackupStage.deployment(answer));
  }

  private String steps(String deployment) {
    return String.join(
        "\n",
        jdbc.sql("select text from operation_step where operation = cast(? as uuid) order by at")
            .param(deployment)
            .query(String.class)
            .list());
  }

  /// The store under a service of its own name: several tests share the portal.
  private void place(String namespace, String workload, String image) {
    stage
        .yard
        .cluster()
        .apply("{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(namespace));
    stage
        .yard
        .cluster()
        .apply(
            Shipyard.manifest(workload, image)
                .replace("namespace: default", "namespace: " + namespace));
    var yard = stage.yard;
    var service =
        yard.bean(Services.class)
            .register(
                new RegisterService(
                    stage.name,
                    stage.name,
                    "",
                    yard.slug(),
                    yard.slug(),
                    2,
                    Lifecycle.PRODUCTION,
                    List.of()),
                Actor.SYSTEM);
    var ref = new WorkloadRef(stage.cluster, namespace, WorkloadKind.DEPLOYMENT, workload);
    yard.bean(Placements.class)
        .place(
            new PlaceService(
                service.id(), yard.bean(Environments.class).require(yard.slug()).id(), ref, "app"),
            Actor.SYSTEM);
    await()
        .atMost(BackupStage.LONGEST)
        .until(() ->
            yard.bean(LiveWorkloads.class)
                .state(ref)
                .filter(state -> state.ready() == 2)
                .isPresent());
  }

  private static String claim(String namespace, String name) {
    return """
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: {name: %s, namespace: %s}
    spec: {accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}
    """
        .formatted(name, namespace);
  }

  private String succeeded(String namespace, String cron, Instant began) {
    var uid =
        stage
            .yard
            .cluster()
            .read("cronjobs.batch", namespace, cron)
            .orElseThrow()
            .at("/metadata/uid")
            .asString();
    return """
    apiVersion: batch/v1
    kind: Job
    metadata:
      name: %1$s-1
      namespace: %2$s
      ownerReferences: [{apiVersion: batch/v1, kind: CronJob, name: %1$s, uid: %3$s, controller: true}]
    spec: {template: {spec: {restartPolicy: Never, containers: [{name: dump, image: 'mysql:8.0.36'}]}}}
    status:
      startTime: '%4$s'
      completionTime: '%5$s'
      conditions: [{type: Complete, status: 'True', lastTransitionTime: '%5$s'}]
    """
        .formatted(cron, namespace, uid, began, began.plusSeconds(140));
  }
}
