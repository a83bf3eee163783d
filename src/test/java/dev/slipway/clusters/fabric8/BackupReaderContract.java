package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.BackupObjects;
import dev.slipway.clusters.BackupObjects.Kind;
import dev.slipway.clusters.BackupObjects.Told;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/// What the portal relies on when it asks a cluster after its backups.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BackupReaderContract {

  private static final String CRD =
      """
      {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
       "metadata":{"name":"schedules.velero.io"},
       "spec":{"group":"velero.io","scope":"Namespaced",
         "names":{"kind":"Schedule","listKind":"ScheduleList","plural":"schedules","singular":"schedule"},
         "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":
           {"type":"object","x-kubernetes-preserve-unknown-fields":true}}}]}}
      """;
  private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

  ClusterFixture cluster;
  BackupReader reader;

  abstract String kubeconfig();

  @BeforeAll
  void start() {
    cluster = new ClusterFixture(kubeconfig(), WatchTimes.NORMAL);
    reader = new BackupReader(cluster.watches, Clock.systemUTC());
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> cluster.watches.sight(cluster.id).version() != null);
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @Test
  void aCronJobIsReadWithItsClaimsAndWithoutItsEnvironment() {
    cluster.create(
        "/apis/batch/v1/namespaces/" + cluster.namespace + "/cronjobs",
        """
        {"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"mysql-backup",
          "annotations":{"note":"password is hunter2"}},
         "spec":{"schedule":"0 2 * * *","timeZone":"Europe/Berlin","suspend":true,
           "jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never",
             "containers":[{"name":"dump","image":"mysql:8.0.36","args":["--password=hunter2"],
               "env":[{"name":"MYSQL_PWD","value":"hunter2"}]}],
             "volumes":[{"name":"to","persistentVolumeClaim":{"claimName":"backup-pvc"}}]}}}}}}
        """);
    var listing = reader.read(cluster.id).of(Kind.CRON_JOB);
    assertThat(listing.told()).isEqualTo(Told.ALL);
    var cron = ours(listing, "mysql-backup");
    assertThat(cron.at("/spec/schedule").asString()).isEqualTo("0 2 * * *");
    assertThat(cron.at("/spec/timeZone").asString()).isEqualTo("Europe/Berlin");
    assertThat(cron.at("/spec/suspend").asBoolean()).isTrue();
    assertThat(cron.at("/spec/claims/0").asString()).isEqualTo("backup-pvc");
    assertThat(cron.at("/metadata/uid").asString()).isNotEmpty();
    assertThat(cron.at("/metadata/creationTimestamp").asString()).isNotEmpty();
    assertThat(cron.toString()).doesNotContain("hunter2");
  }

  @Test
  void ofJobsOnlyThoseOfCronJobsAreRead() {
    var path = "/apis/batch/v1/namespaces/" + cluster.namespace;
    var uid =
        cluster
            .create(
                path + "/cronjobs",
                """
                {"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"weekly"},
                 "spec":{"schedule":"0 2 1 1 *","suspend":true,"jobTemplate":{"spec":{"template":{"spec":
                   {"restartPolicy":"Never","containers":[{"name":"dump","image":"mysql:8.0.36"}]}}}}}}
                """)
            .at("/metadata/uid")
            .asString();
    cluster.create(path + "/jobs", job("weekly-1", owner(uid)));
    cluster.create(path + "/jobs", job("weekly-2", owner(uid)));
    cluster.create(path + "/jobs", job("migration", "[]"));
    assertThat(names(reader.read(cluster.id).of(Kind.JOB)))
        .containsExactlyInAnyOrder("weekly-1", "weekly-2");
  }

  private static String owner(String uid) {
    return """
    [{"apiVersion":"batch/v1","kind":"CronJob","name":"weekly","uid":"%s","controller":true}]
    """
        .formatted(uid);
  }

  private static String job(String name, String owners) {
    return """
    {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"%s","ownerReferences":%s},
     "spec":{"suspend":true,"template":{"spec":{"restartPolicy":"Never",
       "containers":[{"name":"dump","image":"mysql:8.0.36"}]}}}}
    """
        .formatted(name, owners);
  }

  private List<String> names(BackupObjects.Listing listing) {
    return listing.objects().stream()
        .filter(object -> object.at("/metadata/namespace").asString("").equals(cluster.namespace))
        .map(object -> object.at("/metadata/name").asString(""))
        .toList();
  }

  @Test
  void aStoreIsReadWithTheClaimsThatItsPodsGet() {
    cluster.create(
        "/apis/apps/v1/namespaces/" + cluster.namespace + "/statefulsets",
        """
        {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"mysql"},
         "spec":{"replicas":0,"serviceName":"mysql","selector":{"matchLabels":{"app":"mysql"}},
           "template":{"metadata":{"labels":{"app":"mysql"}},"spec":{"containers":[
             {"name":"mysql","image":"mysql:8.0.36","env":[{"name":"PW","value":"hunter2"}]}]}},
           "volumeClaimTemplates":[{"metadata":{"name":"data"},"spec":{"accessModes":["ReadWriteOnce"],
             "resources":{"requests":{"storage":"1Gi"}}}}]}}
        """);
    var set = ours(reader.read(cluster.id).of(Kind.STATEFUL_SET), "mysql");
    assertThat(set.at("/spec/claimTemplates/0").asString()).isEqualTo("data");
    assertThat(set.at("/spec/images/0").asString()).isEqualTo("mysql:8.0.36");
    assertThat(set.toString()).doesNotContain("hunter2");
  }

  @Test
  void anOperatorThatIsHalfInstalledIsReadAsFarAsItIs() {
    var made = cluster.get(CRDS + "/schedules.velero.io").at("/metadata/uid").isMissingNode();
    if (made) {
      cluster.create(CRDS, CRD);
    }
    try {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> reader.read(cluster.id).of(Kind.VELERO_SCHEDULE).told() == Told.ALL);
      cluster.create(
          "/apis/velero.io/v1/namespaces/" + cluster.namespace + "/schedules",
          """
          {"apiVersion":"velero.io/v1","kind":"Schedule","metadata":{"name":"daily"},
           "spec":{"schedule":"0 1 * * *","template":{"ttl":"720h0m0s","includedNamespaces":["shop"],
             "hooks":{"resources":[{"name":"dump","pre":[{"exec":{"command":["mysqldump","-phunter2"]}}]}]}}}}
          """);
      var read = reader.read(cluster.id);
      var daily = ours(read.of(Kind.VELERO_SCHEDULE), "daily");
      assertThat(daily.at("/spec/template/ttl").asString()).isEqualTo("720h0m0s");
      assertThat(daily.at("/spec/template/includedNamespaces/0").asString()).isEqualTo("shop");
      assertThat(daily.toString()).doesNotContain("hunter2");
      assertThat(read.of(Kind.VELERO_BACKUP).told()).isEqualTo(Told.NOT_INSTALLED);
      assertThat(read.of(Kind.CNPG_SCHEDULE).told()).isEqualTo(Told.NOT_INSTALLED);
      assertThat(read.of(Kind.CRON_JOB).told()).isEqualTo(Told.ALL);
    } finally {
      if (made) {
        cluster.send("DELETE", CRDS + "/schedules.velero.io", "application/json", "{}");
      }
    }
  }

  JsonNode ours(BackupObjects.Listing listing, String name) {
    return listing.objects().stream()
        .filter(object -> object.at("/metadata/namespace").asString("").equals(cluster.namespace))
        .filter(object -> object.at("/metadata/name").asString("").equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(listing));
  }
}
