package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.BackupObjects.Kind;
import dev.slipway.clusters.BackupObjects.One;
import dev.slipway.clusters.BackupObjects.Ref;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.clusters.WorkloadPatch.StartBackup;
import dev.slipway.clusters.WorkloadPatch.SuspendBackups;
import dev.slipway.clusters.WriteResult;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/// What the portal relies on when it starts a backup, when it stops what makes them, and when it
/// puts one back.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BackupActContract {

  private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

  static final Map<String, String> MARKS = Map.of("slipway.dev/deployment", "0198-contract");

  ClusterFixture cluster;
  BackupReader reader;

  /// A write is proved by a workload; what it is of does not matter here.
  LiveObject live;

  abstract String kubeconfig();

  @BeforeAll
  void start() {
    cluster = new ClusterFixture(kubeconfig(), WatchTimes.NORMAL);
    reader = new BackupReader(cluster.watches, Clock.systemUTC());
    var ref = cluster.deployment("store", "mysql:8.0.36", 0);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> cluster.watches.sight(cluster.id).version() != null);
    live = cluster.read(ref);
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @Test
  void aRunMakesOneJobAsKubectlWouldAndTheSameNameMakesNoSecond() {
    var source = cronJob("nightly", "Forbid");
    var start = run(source, "nightly-1");

    assertThat(cluster.gateway.tryOut(live, start)).isInstanceOf(WriteResult.Accepted.class);
    assertThat(jobs("nightly-")).as("tried out, not made").isEmpty();

    assertThat(write(start)).isInstanceOf(WriteResult.Accepted.class);
    assertThat(write(start)).isInstanceOf(WriteResult.Conflict.class);
    var job = jobs("nightly-").getFirst();
    assertThat(jobs("nightly-")).hasSize(1);
    var metadata = job.path("metadata");
    assertThat(metadata.at("/annotations/cronjob.kubernetes.io~1instantiate").asString())
        .isEqualTo("manual");
    assertThat(metadata.at("/annotations/note").asString()).isEqualTo("kept");
    assertThat(metadata.at("/annotations/slipway.dev~1deployment").asString())
        .isEqualTo("0198-contract");
    assertThat(metadata.at("/labels/of").asString()).isEqualTo("backup");
    assertThat(metadata.at("/ownerReferences/0/uid").asString()).isEqualTo(source.uid());
    assertThat(metadata.at("/ownerReferences/0").has("blockOwnerDeletion")).isFalse();
    assertThat(job.at("/spec/backoffLimit").asInt()).isEqualTo(1);
    assertThat(job.at("/spec/template/spec/containers/0/command/0").asString())
        .isEqualTo("/bin/sleep");

    var read = reader.one(source.ref().sibling(Kind.JOB, "nightly-1")).orElseThrow();
    assertThat(read.object().toString()).doesNotContain("hunter2");
    assertThat(one(source.ref()).toString()).doesNotContain("hunter2");
    assertThat(reader.one(source.ref().sibling(Kind.JOB, "nightly-2"))).isEmpty();
  }

  @Test
  void anotherTemplateOrAnotherCronJobThanThePlannedOneRunsNothing() {
    var source = cronJob("moving", "Allow");
    patch("moving", "{\"spec\":{\"jobTemplate\":{\"spec\":{\"backoffLimit\":2}}}}");
    assertThat(one(source.ref()).base()).isNotEqualTo(source.base());
    assertThat(write(run(source, "moving-1"))).isInstanceOf(WriteResult.Conflict.class);
    var stranger =
        new StartBackup(source.ref(), "another", one(source.ref()).base(), "moving-1", MARKS);
    assertThat(write(stranger)).isInstanceOf(WriteResult.Conflict.class);
    assertThat(jobs("moving-")).isEmpty();
  }

  @Test
  void aSecondRunIsRefusedWhereOneAtATimeIsAllowed() {
    var source = cronJob("single", "Forbid");
    assertThat(write(run(source, "single-1"))).isInstanceOf(WriteResult.Accepted.class);
    assertThat(one(source.ref()).underWay()).containsExactly("single-1");
    assertThat(write(run(source, "single-2")))
        .isInstanceOfSatisfying(
            WriteResult.Refused.class,
            refused -> assertThat(refused.message()).contains("under way"));
    assertThat(jobs("single-")).hasSize(1);
  }

  @Test
  void aCronJobIsSuspendedAndResumedAndKeepsItsSchedule() {
    var source = cronJob("halted", "Forbid");
    var stop = new SuspendBackups(source.ref(), source.uid(), true, MARKS);
    assertThat(cluster.gateway.tryOut(live, stop)).isInstanceOf(WriteResult.Accepted.class);
    assertThat(spec("halted").path("suspend").asBoolean()).isFalse();

    assertThat(write(stop)).isInstanceOf(WriteResult.Accepted.class);
    assertThat(spec("halted").path("suspend").asBoolean()).isTrue();
    assertThat(one(source.ref()).base()).isEqualTo(source.base());
    assertThat(write(run(source, "halted-1"))).isInstanceOf(WriteResult.Accepted.class);

    assertThat(write(new SuspendBackups(source.ref(), source.uid(), false, MARKS)))
        .isInstanceOf(WriteResult.Accepted.class);
    assertThat(spec("halted").path("suspend").asBoolean()).isFalse();
    assertThat(spec("halted").path("schedule").asString()).isEqualTo("17 3 1 1 *");
    assertThat(write(new SuspendBackups(source.ref(), "another", true, MARKS)))
        .isInstanceOf(WriteResult.Conflict.class);
  }

  /// Where Velero is not installed, its two kinds are there for this test only, and nobody acts on
  /// them but the test.
  @Test
  void aRestoreIsOfOneNamespaceOfTheBackupThatWasProvedAndIsFollowedToItsEnd() {
    var made = List.of("Backup", "Restore").stream().filter(this::install).toList();
    try {
      cluster.create(
          path("backups"),
          """
          {"apiVersion":"velero.io/v1","kind":"Backup","metadata":{"name":"nightly-1"},
           "status":{"phase":"Completed"}}
          """);
      var backup = one(new Ref(cluster.id, Kind.VELERO_BACKUP, cluster.namespace, "nightly-1"));
      var trial = restore(backup, backup.uid(), "nightly-1-a", "shop-trial");
      assertThat(cluster.gateway.tryOut(live, trial)).isInstanceOf(WriteResult.Accepted.class);
      assertThat(reader.one(backup.ref().sibling(Kind.VELERO_RESTORE, "nightly-1-a"))).isEmpty();
      assertThat(write(trial)).isInstanceOf(WriteResult.Accepted.class);
      assertThat(write(trial)).isInstanceOf(WriteResult.Conflict.class);
      var spec = velero("restores/nightly-1-a").path("spec");
      assertThat(spec.path("backupName").asString()).isEqualTo("nightly-1");
      assertThat(spec.at("/includedNamespaces/0").asString()).isEqualTo("shop");
      assertThat(spec.at("/namespaceMapping/shop").asString()).isEqualTo("shop-trial");
      assertThat(spec.has("excludedResources")).as("a trial names what comes").isFalse();
      assertThat(spec.path("includedResources").valueStream().map(JsonNode::asString))
          .contains("persistentvolumeclaims", "persistentvolumes", "pods", "statefulsets.apps")
          .contains("volumesnapshots.snapshot.storage.k8s.io", "secrets", "configmaps")
          .doesNotContain("*", "services", "jobs.batch", "cronjobs.batch", "daemonsets.apps")
          .as("of Kubernetes itself, no routes")
          .allMatch(one -> !one.contains(".") || one.endsWith(".apps") || one.endsWith(".k8s.io"))
          .noneMatch(one -> one.contains("gateway") || one.startsWith("ingress"));
      assertThat(spec.at("/labelSelector/matchExpressions/0/key").asString()).isEqualTo("job-name");
      assertThat(spec.has("includeClusterResources")).as("the volumes of its claims").isFalse();

      assertThat(write(restore(backup, backup.uid(), "nightly-1-b", "shop")))
          .isInstanceOf(WriteResult.Accepted.class);
      var inPlace = velero("restores/nightly-1-b");
      assertThat(inPlace.path("spec").propertyNames())
          .containsExactlyInAnyOrder("backupName", "includedNamespaces");
      assertThat(inPlace.at("/metadata/annotations/slipway.dev~1deployment").asString())
          .isEqualTo("0198-contract");

      assertThat(write(restore(backup, "another", "nightly-1-c", "shop")))
          .isInstanceOf(WriteResult.Conflict.class);
      assertThat(reader.one(backup.ref().sibling(Kind.VELERO_RESTORE, "nightly-1-c"))).isEmpty();

      cluster.send(
          "PATCH",
          path("restores/nightly-1-b"),
          "application/merge-patch+json",
          """
          {"status":{"phase":"PartiallyFailed","errors":1,"warnings":2,
            "progress":{"totalItems":9,"itemsRestored":8}}}
          """);
      var told = one(backup.ref().sibling(Kind.VELERO_RESTORE, "nightly-1-b")).object();
      assertThat(told.at("/status/phase").asString()).isEqualTo("PartiallyFailed");
      assertThat(told.at("/status/warnings").asInt()).isEqualTo(2);
      assertThat(told.at("/status/progress/itemsRestored").asInt()).isEqualTo(8);
    } finally {
      made.forEach(
          kind -> cluster.send("DELETE", CRDS + "/" + plural(kind), "application/json", "{}"));
    }
  }

  private static WorkloadPatch restore(One backup, String uid, String name, String into) {
    return new WorkloadPatch.RestoreBackup(backup.ref(), uid, name, "shop", into, MARKS);
  }

  /// Whether the kind was not there before.
  private boolean install(String kind) {
    var path = CRDS + "/" + plural(kind);
    if (!cluster.get(path).at("/metadata/uid").isMissingNode()) {
      return false;
    }
    cluster.create(
        CRDS,
        """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
         "metadata":{"name":"%2$s"},
         "spec":{"group":"velero.io","scope":"Namespaced",
           "names":{"kind":"%1$s","listKind":"%1$sList","plural":"%3$s","singular":"%4$s"},
           "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":
             {"type":"object","x-kubernetes-preserve-unknown-fields":true}}}]}}
        """
            .formatted(
                kind,
                plural(kind),
                plural(kind).split("[.]", 2)[0],
                kind.toLowerCase(Locale.ROOT)));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            cluster
                .get("/apis/velero.io/v1/" + plural(kind).split("[.]", 2)[0])
                .path("kind")
                .asString("")
                .equals(kind + "List"));
    return true;
  }

  private static String plural(String kind) {
    return kind.toLowerCase(Locale.ROOT) + "s.velero.io";
  }

  private JsonNode velero(String object) {
    return cluster.get(path(object));
  }

  private String path(String object) {
    return "/apis/velero.io/v1/namespaces/" + cluster.namespace + "/" + object;
  }

  private One cronJob(String name, String policy) {
    cluster.create(
        "/apis/batch/v1/namespaces/" + cluster.namespace + "/cronjobs",
        """
        {"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"%s"},
         "spec":{"schedule":"17 3 1 1 *","concurrencyPolicy":"%s","jobTemplate":{
           "metadata":{"labels":{"of":"backup"},"annotations":{"note":"kept"}},
           "spec":{"backoffLimit":1,"suspend":true,"template":{"spec":{"restartPolicy":"Never",
             "containers":[{"name":"dump","image":"mysql:8.0.36","command":["/bin/sleep","600"],
               "env":[{"name":"MYSQL_PWD","value":"hunter2"}]}]}}}}}}
        """
            .formatted(name, policy));
    return one(new Ref(cluster.id, Kind.CRON_JOB, cluster.namespace, name));
  }

  One one(Ref ref) {
    return reader.one(ref).orElseThrow();
  }

  static StartBackup run(One source, String name) {
    return new StartBackup(source.ref(), source.uid(), source.base(), name, MARKS);
  }

  WriteResult write(WorkloadPatch patch) {
    return cluster.gateway.write(live, patch);
  }

  private JsonNode spec(String cronJob) {
    return cluster
        .get("/apis/batch/v1/namespaces/" + cluster.namespace + "/cronjobs/" + cronJob)
        .path("spec");
  }

  private void patch(String cronJob, String body) {
    cluster.send(
        "PATCH",
        "/apis/batch/v1/namespaces/" + cluster.namespace + "/cronjobs/" + cronJob,
        "application/merge-patch+json",
        body);
  }

  private List<JsonNode> jobs(String beginning) {
    return cluster
        .get("/apis/batch/v1/namespaces/" + cluster.namespace + "/jobs")
        .path("items")
        .valueStream()
        .filter(job -> job.at("/metadata/name").asString("").startsWith(beginning))
        .toList();
  }
}
