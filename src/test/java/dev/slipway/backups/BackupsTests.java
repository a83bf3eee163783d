package dev.slipway.backups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.clusters.BackupObjects;
import dev.slipway.clusters.BackupObjects.Kind;
import dev.slipway.clusters.BackupObjects.Listing;
import dev.slipway.clusters.BackupObjects.Told;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.Clusters;
import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// From objects in a cluster to what people read, and what stays when the cluster forgets.
@SlipwayTest
class BackupsTests {

  @Autowired ApplicationContext context;
  @Autowired Backups backups;
  @Autowired BackupNotes notes;
  @Autowired BackupObjects.Reader reader;
  @Autowired JdbcClient jdbc;

  private final String name = "mysql" + UuidV7.next().toString().substring(26);
  private final Instant lately = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);
  private Shipyard yard;
  private ClusterId cluster;

  @BeforeEach
  void start() {
    yard = new Shipyard(context);
    cluster = yard.bean(Clusters.class).require(yard.slug()).id();
  }

  @AfterEach
  void stop() {
    yard.close();
  }

  @Test
  void aStoreIsNotCoveredUntilSomethingCopiesIt() {
    var placement = yard.launch(name, "mysql:8.0.36");
    look();
    assertThat(uncovered())
        .singleElement()
        .satisfies(store -> {
          assertThat(store.workload()).isEqualTo("Deployment default/" + name);
          assertThat(store.why()).contains("keeps no volume");
        });

    yard.cluster().apply(cron(name + "-backup", false));
    look();
    assertThat(uncovered()).isEmpty();
    var view = only();
    assertThat(view.services()).extracting(it -> it.id()).containsExactly(placement.service());
    assertThat(view.state()).isEqualTo(BackupState.PENDING);
    assertThat(view.zoneNote()).contains("assumed");
    assertThat(backups.ofService(placement.service()))
        .extracting(BackupView::id)
        .containsExactly(view.id());

    yard.cluster().apply(cron(name + "-backup", true));
    look();
    assertThat(only().state()).isEqualTo(BackupState.PAUSED);
  }

  @Test
  void aJobThatNamesNoStoreIsOfTheOneThatItsLabelNames() {
    var placement = yard.launch(name, "mysql:8.0.36");
    var labelled =
        cron("all-backup", false)
            .replace(
                "namespace: default}", "namespace: default, labels: {app: %s}}".formatted(name));
    yard.cluster().apply(labelled);
    look();
    assertThat(backups.ofService(placement.service()))
        .extracting(BackupView::name)
        .containsExactly("all-backup");
    assertThat(uncovered()).isEmpty();
  }

  @Test
  void aCopyThatLabelsNarrowCoversOnlyWhatCarriesThem() {
    var placement = yard.launch(name, "mysql:8.0.36");
    for (var app : List.of(name, "another")) {
      notes.told(cluster, schedule(app));
      var isIn = app.equals(name);
      assertThat(backups.ofService(placement.service())).hasSize(isIn ? 1 : 0);
      assertThat(uncovered())
          .singleElement()
          .satisfies(store ->
              assertThat(store.why())
                  .startsWith(isIn ? "Velero covers its namespace" : "Nothing copies it"));
    }
    var narrowed = VeleroSources.of(schedule("another"), Instant.now()).getFirst();
    assertThat(narrowed.facts().cautions()).anyMatch(caution -> caution.contains("app=another"));
  }

  /// What the cluster tells, and a schedule of Velero for what carries one label.
  private BackupObjects schedule(String app) {
    var template =
        """
        {"metadata": {"name": "daily", "namespace": "velero", "uid": "s"},
         "spec": {"schedule": "0 1 * * *", "template": {"labelSelector": {"matchLabels": {"app": "%s"}}}},
         "status": {"phase": "Enabled"}}
        """
            .formatted(app);
    Map<Kind, Listing> listings = new EnumMap<>(reader.read(cluster).listings());
    listings.put(
        Kind.VELERO_SCHEDULE,
        new Listing(Told.ALL, "", List.of(JsonMapper.shared().readTree(template))));
    return new BackupObjects(Instant.now(), listings);
  }

  @Test
  void aRunStaysKnownWhenTheClusterForgetsIt() {
    yard.cluster().apply(cron(name + "-backup", false));
    var uid = uid(name + "-backup");
    yard.cluster()
        .apply(job(uid, "Complete", "completionTime: '%s'".formatted(lately.plusSeconds(20))));
    look();
    var view = only();
    assertThat(view.state()).isEqualTo(BackupState.GOOD);
    assertThat(view.standing().lastGood()).isEqualTo(lately);

    notes.told(cluster, without(reader.read(cluster), Kind.JOB));
    assertThat(only().standing().lastGood()).isEqualTo(lately);
    assertThat(backups.runs(view.id(), Duration.ofDays(1), 10))
        .singleElement()
        .satisfies(run -> assertThat(run.took()).isEqualTo(Duration.ofSeconds(20)));
    notes.told(cluster, reader.read(cluster));
    assertThat(backups.runs(view.id(), Duration.ofDays(1), 10)).hasSize(1);
  }

  @Test
  void whatAClusterWillNotTellGoesNowhere() {
    yard.cluster().apply(cron(name + "-backup", false));
    look();
    var refused = new EnumMap<>(reader.read(cluster).listings());
    refused.put(Kind.CRON_JOB, new Listing(Told.FORBIDDEN, "May not read CronJobs.", List.of()));
    notes.told(cluster, new BackupObjects(Instant.now(), refused));
    var view = only();
    assertThat(view.state()).isEqualTo(BackupState.UNKNOWN);
    assertThat(view.standing().reason()).isEqualTo("May not read CronJobs.");
    assertThat(backups.overview().troubles()).contains(yard.slug() + ": May not read CronJobs.");

    notes.told(cluster, without(reader.read(cluster), Kind.CRON_JOB));
    assertThat(only().state()).isEqualTo(BackupState.NOT_COVERED);
    look();
    assertThat(only().state()).isEqualTo(BackupState.PENDING);
  }

  @Test
  void nothingIsGreenFiveMinutesAfterTheLastProof() {
    yard.cluster().apply(cron(name + "-backup", false));
    yard.cluster()
        .apply(job(uid(name + "-backup"), "Complete", "completionTime: '%s'".formatted(lately)));
    look();
    jdbc.sql("update backup_source set seen_at = seen_at - interval '6 minutes' where id = ?")
        .param(only().id())
        .update();
    notes.silent(cluster, "connection refused");
    assertThat(only().state()).isEqualTo(BackupState.UNKNOWN);
    assertThat(only().standing().reason())
        .contains("Not seen since")
        .contains("connection refused");
    assertThat(only().standing().lastGood()).isEqualTo(lately);
  }

  @Test
  void aFailedRunIsFailingAndTellsWhy() {
    yard.cluster().apply(cron(name + "-backup", false));
    yard.cluster().apply(job(uid(name + "-backup"), "Failed", "failed: 3"));
    look();
    assertThat(only().state()).isEqualTo(BackupState.FAILING);
    assertThat(only().standing().reason()).contains("BackoffLimitExceeded");
  }

  @Test
  void noRunIsEverChanged() {
    yard.cluster().apply(cron(name + "-backup", false));
    yard.cluster().apply(job(uid(name + "-backup"), "Failed", "failed: 3"));
    look();
    assertThat(
            jdbc.sql("select has_table_privilege('slipway_app', 'backup_run', 'update')")
                .query(Boolean.class)
                .single())
        .isFalse();
    assertThatThrownBy(() ->
            jdbc.sql(
                    "insert into backup_run (source, run, title, outcome, started_at) select source, run, title, 'succeeded', started_at from backup_run where source = ?")
                .param(only().id())
                .update())
        .hasMessageContaining("backup_run_pkey");
  }

  @Test
  void anotherScheduleCountsFromNow() {
    yard.cluster().apply(cron(name + "-backup", false));
    look();
    jdbc.sql("update backup_source set anchor_at = '2026-01-01T00:00:00Z' where id = ?")
        .param(only().id())
        .update();
    look();
    assertThat(only().state()).isEqualTo(BackupState.STALE);
    yard.cluster().apply(cron(name + "-backup", false).replace("17 3 * * *", "18 3 * * *"));
    look();
    assertThat(only().state()).isEqualTo(BackupState.PENDING);
  }

  private void look() {
    notes.told(cluster, reader.read(cluster));
  }

  private BackupView only() {
    return backups.overview().backups().stream()
        .filter(view -> view.name().equals(name + "-backup"))
        .findFirst()
        .orElseThrow();
  }

  private List<UncoveredStore> uncovered() {
    return backups.overview().uncovered().stream()
        .filter(store -> store.clusterSlug().equals(yard.slug()))
        .toList();
  }

  private static BackupObjects without(BackupObjects objects, Kind kind) {
    Map<Kind, Listing> listings = new EnumMap<>(objects.listings());
    listings.put(kind, new Listing(Told.ALL, "", List.of()));
    return new BackupObjects(objects.asOf(), listings);
  }

  private String uid(String cron) {
    return yard.cluster()
        .read("cronjobs.batch", "default", cron)
        .orElseThrow()
        .at("/metadata/uid")
        .asString();
  }

  private static String cron(String name, boolean suspended) {
    return """
    apiVersion: batch/v1
    kind: CronJob
    metadata: {name: %s, namespace: default}
    spec:
      schedule: 17 3 * * *
      suspend: %s
      jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: dump, image: 'mysql:8.0.36'}]}}}}
    """
        .formatted(name, suspended);
  }

  private String job(String uid, String condition, String status) {
    return """
    apiVersion: batch/v1
    kind: Job
    metadata:
      name: %1$s-backup-1
      namespace: default
      ownerReferences: [{apiVersion: batch/v1, kind: CronJob, name: %1$s-backup, uid: %2$s, controller: true}]
    spec: {template: {spec: {restartPolicy: Never, containers: [{name: dump, image: 'mysql:8.0.36'}]}}}
    status:
      startTime: '%3$s'
      %5$s
      conditions: [{type: %4$s, status: 'True', reason: BackoffLimitExceeded, lastTransitionTime: '%3$s'}]
    """
        .formatted(name, uid, lately, condition, status);
  }
}
