package dev.slipway.backups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.BackupObjects;
import dev.slipway.clusters.BackupObjects.Kind;
import dev.slipway.clusters.BackupObjects.Listing;
import dev.slipway.clusters.BackupObjects.Told;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What objects of a cluster become: sources and runs that ended. Odd objects become less, never
/// more.
class SourcesTests {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private final Map<Kind, Listing> listings = new EnumMap<>(Kind.class);

  @Test
  void aJobEndedWellOnlyByItsConditionComplete() {
    told(Kind.CRON_JOB, cron("mysql-backup"));
    told(
        Kind.JOB,
        job(
            "a",
            "'status':{'startTime':'2026-11-23T02:00:00Z','conditions':[{'type':'SuccessCriteriaMet','status':'True'}]}"),
        job(
            "b",
            "'status':{'startTime':'2026-11-22T02:00:00Z','completionTime':'2026-11-22T02:04:00Z','conditions':[{'type':'Complete','status':'True'}]}"),
        job(
            "c",
            "'status':{'startTime':'2026-11-21T02:00:00Z','conditions':[{'type':'Complete','status':'False'},{'type':'Failed','status':'True','reason':'BackoffLimitExceeded','message':'Job has reached the specified backoff limit','lastTransitionTime':'2026-11-21T02:02:00Z'}]}"));
    var source = CronJobSources.of(objects(), NOW).getFirst();
    assertThat(source.purpose()).isTrue();
    assertThat(source.runs())
        .extracting(BackupRun::title, BackupRun::outcome)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("b", RunOutcome.SUCCEEDED),
            org.assertj.core.groups.Tuple.tuple("c", RunOutcome.FAILED));
    assertThat(source.runs())
        .filteredOn(run -> run.title().equals("c"))
        .extracting(BackupRun::detail)
        .containsExactly("BackoffLimitExceeded Job has reached the specified backoff limit");
    assertThat(Objects.requireNonNull(source.facts().running()).key()).isEqualTo("a");
  }

  @ParameterizedTest
  @CsvSource({
    "mysql-backup, true",
    "nightly-mysqldump, true",
    "session-cleanup, false",
    "db-dump, true",
  })
  void aNameTellsWhatACronJobIsFor(String name, boolean backup) {
    told(Kind.CRON_JOB, cron(name));
    assertThat(CronJobSources.of(objects(), NOW).getFirst().purpose()).isEqualTo(backup);
  }

  @Test
  void velerosLastBackupIsNeverReadAndTheTimeOfACopyNeither() {
    told(
        Kind.VELERO_SCHEDULE,
        "{'metadata':{'name':'daily','namespace':'velero','uid':'s','creationTimestamp':'2026-01-01T00:00:00Z'},'spec':{'schedule':'0 1 * * *','template':{'ttl':'720h0m0s','excludedResources':['secrets','configmaps']}},'status':{'phase':'Enabled','lastBackup':'2026-11-23T01:00:00Z'}}");
    told(
        Kind.VELERO_BACKUP,
        backup("daily-1", "Completed", "2026-11-20T01:00:00Z"),
        backup("daily-2", "FailedValidation", "2026-11-23T01:00:00Z"));
    told(Kind.VELERO_LOCATION);
    var source = VeleroSources.of(objects(), NOW).getFirst();
    assertThat(source.runs())
        .filteredOn(run -> run.outcome() == RunOutcome.SUCCEEDED)
        .extracting(BackupRun::startedAt)
        .containsExactly(Instant.parse("2026-11-20T01:00:00Z"));
    assertThat(source.facts().cautions()).anyMatch(it -> it.contains("secrets, configmaps"));
    assertThat(source.facts().kept()).containsExactly("daily-1");
    assertThat(Objects.requireNonNull(source.facts().location()).phase()).isEqualTo("Missing");
    assertThat(source.facts().covers("anything")).isTrue();
    assertThat(source.facts().ttlSeconds()).isEqualTo(2_592_000L);
  }

  @ParameterizedTest
  @CsvSource({
    "WaitingForPluginOperations, true, false",
    "Finalizing, true, false",
    "FinalizingPartiallyFailed, true, false",
    "Deleting, false, false",
    "Levitating, false, true",
  })
  void aPhaseThatIsNotTheEndIsNoBackup(String phase, boolean running, boolean unread) {
    told(
        Kind.VELERO_SCHEDULE,
        "{'metadata':{'name':'daily','namespace':'velero'},'spec':{'schedule':'0 1 * * *'}}");
    told(Kind.VELERO_BACKUP, backup("daily-1", phase, "2026-11-23T01:00:00Z"));
    var source = VeleroSources.of(objects(), NOW).getFirst();
    assertThat(source.runs()).isEmpty();
    assertThat(source.facts().running() != null).isEqualTo(running);
    assertThat(source.facts().unread().isEmpty()).isEqualTo(!unread);
  }

  @Test
  void aBaseBackupWithoutItsLogIsFailing() {
    told(
        Kind.CNPG_SCHEDULE,
        "{'metadata':{'name':'daily','namespace':'shop','uid':'s'},'spec':{'schedule':'0 0 2 * * *','cluster':{'name':'orders'}}}");
    told(
        Kind.CNPG_BACKUP,
        "{'metadata':{'name':'daily-1','namespace':'shop','uid':'b1','labels':{'cnpg.io/scheduled-backup':'daily'}},'status':{'phase':'completed','startedAt':'2026-11-23T02:00:00Z','stoppedAt':'2026-11-23T02:01:00Z'}}");
    told(
        Kind.CNPG_CLUSTER,
        "{'metadata':{'name':'orders','namespace':'shop'},'status':{'conditions':[{'type':'ContinuousArchiving','status':'False','message':'bucket is gone'}]}}");
    var source = CnpgSources.of(objects(), NOW).getFirst();
    assertThat(source.runs()).hasSize(1);
    assertThat(source.facts().broken())
        .contains("orders is not archived")
        .contains("bucket is gone");
  }

  @Test
  void aSnapshotThatDoesNotSayWhetherItIsReadyIsUnknown() {
    told(
        Kind.SNAPSHOT,
        snapshot(
            "a",
            "'status':{'creationTime':'2026-11-23T02:00:00Z','boundVolumeSnapshotContentName':'x'}"),
        snapshot(
            "b",
            "'status':{'readyToUse':true,'creationTime':'2026-11-22T02:00:00Z','boundVolumeSnapshotContentName':'y'}"),
        snapshot("c", "'status':{'readyToUse':true,'creationTime':'2026-11-23T02:00:00Z'}"),
        snapshot(
            "d",
            "'status':{'readyToUse':false,'error':{'time':'2026-11-23T09:59:00Z','message':'busy'}}"),
        snapshot(
            "e",
            "'status':{'readyToUse':false,'error':{'time':'2026-11-23T09:00:00Z','message':'no space'}}"));
    var source = SnapshotSources.of(objects(), NOW).getFirst();
    assertThat(source.runs())
        .extracting(BackupRun::title, BackupRun::outcome)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("b", RunOutcome.SUCCEEDED),
            org.assertj.core.groups.Tuple.tuple("e", RunOutcome.FAILED));
  }

  @Test
  void hostileObjectsBecomeLessAndBreakNothing() {
    told(
        Kind.VELERO_SCHEDULE,
        "{'metadata':{'name':'daily','namespace':'velero'},'spec':{'schedule':'* * * * * * *\\u0000','template':{'ttl':'99999999999999h','includedNamespaces':'not a list'}}}");
    told(
        Kind.VELERO_BACKUP,
        backup("daily-1", "Completed", "NaN"),
        backup("daily-2", "Completed", "9999-12-31T23:59:59Z"),
        backup("daily-3", "Completed", "2026-11-23T01:00:00Z")
            .replace(
                "'status':{",
                "'status':{'expiration':'never','errors':'many','completionTimestamp':'1970-01-01T00:00:00Z',"));
    var source = VeleroSources.of(objects(), NOW).getFirst();
    assertThat(source.runs()).extracting(BackupRun::key).containsExactly("daily-3");
    assertThat(source.runs().getFirst().took()).isNull();
    assertThat(source.facts().schedule()).doesNotContain("\u0000");
    assertThat(source.facts().ttlSeconds()).isEqualTo(2_592_000L);
  }

  private static String cron(String name) {
    return "{'metadata':{'name':'%s','namespace':'emis-data','uid':'cron'},'spec':{'schedule':'0 2 * * *'}}"
        .formatted(name);
  }

  private static String job(String name, String status) {
    return "{'metadata':{'name':'%s','namespace':'emis-data','uid':'%s','ownerReferences':[{'controller':true,'uid':'cron'}]},'spec':{},%s}"
        .formatted(name, name, status);
  }

  private static String backup(String name, String phase, String started) {
    return "{'metadata':{'name':'%s','namespace':'velero','creationTimestamp':'2026-11-23T09:00:00Z','labels':{'velero.io/schedule-name':'daily'}},'spec':{},'status':{'phase':'%s','startTimestamp':'%s'}}"
        .formatted(name, phase, started);
  }

  private static String snapshot(String name, String status) {
    return "{'metadata':{'name':'%s','namespace':'shop','uid':'%s','creationTimestamp':'2026-11-23T08:00:00Z'},'spec':{'source':{'persistentVolumeClaimName':'data'}},%s}"
        .formatted(name, name, status);
  }

  private void told(Kind kind, String... objects) {
    List<JsonNode> nodes =
        List.of(objects).stream().map(object -> JSON.readTree(object.replace('\'', '"'))).toList();
    listings.put(kind, new Listing(Told.ALL, "", nodes));
  }

  private BackupObjects objects() {
    return new BackupObjects(NOW, listings);
  }
}
