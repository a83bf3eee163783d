package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.Surroundings.Item;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import dev.slipway.sandbox.kubernetes.failures.Failure;
import dev.slipway.sandbox.kubernetes.failures.Failure.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// CronJobs and Jobs, claims and sizes of a namespace, as the runtime page tells them.
class JobsAroundTests {

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private SimulatedCluster simulated;
  private ClusterFixture cluster;

  @BeforeEach
  void start() {
    simulated = SimulatedCluster.start(ClusterOptions.named("jobs").speed(20));
    cluster = new ClusterFixture(simulated.kubeconfig(), WatchTimes.NORMAL);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> cluster.watches.sight(cluster.id).version() != null);
  }

  @AfterEach
  void stop() {
    cluster.close();
    simulated.close();
  }

  private Asked asked() {
    return new Asked(cluster.watches.calls(cluster.id));
  }

  private Item item(String name) {
    return items().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(items()));
  }

  private List<Item> items() {
    return new JobsAround(cluster.namespace, NOW).items(asked());
  }

  private static String fact(Item item, String label) {
    return item.facts().stream()
        .filter(it -> it.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new AssertionError(item))
        .value();
  }

  private String path(String plural) {
    return Paths.batch(cluster.namespace, plural);
  }

  private static String cron(String name, String spec) {
    return """
    {"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"%s"},"spec":{"schedule":"0 2 * * *",%s
     "jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[
       {"name":"backup","image":"mysql:8.0.36"}]}}}}}}
    """
        .formatted(name, spec);
  }

  private void status(String plural, String name, String status) {
    cluster.send(
        "PATCH",
        path(plural) + "/" + name + "/status",
        "application/merge-patch+json",
        "{\"status\":" + status + "}");
  }

  @Test
  void aCronJobTellsItsScheduleAndThatItIsSuspended() {
    cluster.create(
        path("cronjobs"), cron("nightly", "\"suspend\":true,\"timeZone\":\"Europe/Berlin\","));
    var nightly = item("nightly");
    assertThat(fact(nightly, "Schedule")).isEqualTo("0 2 * * *");
    assertThat(fact(nightly, "Time zone")).isEqualTo("Europe/Berlin");
    assertThat(fact(nightly, "Suspended")).isEqualTo("yes");
    assertThat(fact(nightly, "Last success")).isEqualTo("never");
    assertThat(nightly.remarks()).containsExactly("It is suspended: nothing is started.");
  }

  @Test
  void aRunThatDidNotSucceedIsRemarked() {
    cluster.create(path("cronjobs"), cron("nightly", "\"suspend\":true,"));
    status(
        "cronjobs",
        "nightly",
        "{\"lastScheduleTime\":\"2026-11-22T02:00:00Z\",\"lastSuccessfulTime\":\"2026-11-21T02:03:00Z\"}");
    var nightly = item("nightly");
    assertThat(fact(nightly, "Last schedule")).isEqualTo("2026-11-22 02:00:00 UTC, 8 h ago");
    assertThat(fact(nightly, "Last success")).isEqualTo("2026-11-21 02:03:00 UTC, 31 h ago");
    assertThat(nightly.remarks()).contains("Its last run did not succeed.");
  }

  @Test
  void aFailedJobTellsWhyAndWhereItsLogIs() {
    cluster.create(
        path("jobs"),
        """
        {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"import"},"spec":{"backoffLimit":0,
         "suspend":true,"template":{"spec":{"restartPolicy":"Never","containers":[
         {"name":"import","image":"import:1.0.0"}]}}}}
        """);
    status(
        "jobs",
        "import",
        """
        {"startTime":"2026-11-22T08:00:00Z","conditions":[{"type":"Failed","status":"True",
         "reason":"BackoffLimitExceeded","message":"Job has reached the specified backoff limit",
         "lastTransitionTime":"2026-11-22T08:01:30Z"}]}\
        """);
    var job = item("import");
    assertThat(fact(job, "State")).isEqualTo("Failed");
    assertThat(fact(job, "Took")).isEqualTo("1 min 30 s");
    assertThat(job.remarks().getFirst())
        .contains("failed 1 h ago: BackoffLimitExceeded")
        .contains("kubectl -n " + cluster.namespace + " logs job/import");
  }

  @Test
  void aClaimThatNobodyMountsIsNamedUnlessNotAllMayBeSeen() {
    claim("orphan");
    claim("data-queue-0");
    cluster.create(
        Paths.apps(cluster.namespace, "statefulsets"),
        """
        {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"queue"},"spec":{"replicas":0,
         "serviceName":"queue","selector":{"matchLabels":{"app":"queue"}},
         "volumeClaimTemplates":[{"metadata":{"name":"data"},"spec":{"accessModes":["ReadWriteOnce"],
           "resources":{"requests":{"storage":"1Gi"}}}}],
         "template":{"metadata":{"labels":{"app":"queue"}},"spec":{"containers":[
           {"name":"queue","image":"queue:1.0.0"}]}}}}
        """);
    var cart = cluster.deployment("cart", ClusterContract.ONE, 1);
    var seen = claims(cart);
    assertThat(fact(one(seen, "data-queue-0"), "Mounted by")).isEqualTo("StatefulSet queue");
    assertThat(fact(one(seen, "orphan"), "Mounted by")).isEqualTo("no workload");
    assertThat(one(seen, "orphan").remarks().toString()).contains("No workload of this namespace");

    simulated.failures().add(Failure.always("*", "/cronjobs", Effect.FORBIDDEN));
    var narrow = claims(cart);
    assertThat(fact(one(narrow, "orphan"), "Mounted by")).startsWith("unknown");
    assertThat(one(narrow, "orphan").remarks().toString()).doesNotContain("No workload");
  }

  private Map<String, Item> claims(WorkloadRef ref) {
    var asked = asked();
    return new StorageAround(Neighbourhood.of(asked, ref.namespace()), ref)
        .items(asked, cluster.read(ref).spec()).stream()
            .collect(Collectors.toMap(Item::name, it -> it));
  }

  private static Item one(Map<String, Item> items, String name) {
    return Objects.requireNonNull(items.get(name));
  }

  private void claim(String name) {
    cluster.create(
        Paths.core(cluster.namespace, "persistentvolumeclaims"),
        """
        {"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"%s"},"spec":{
         "accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}
        """
            .formatted(name));
  }
}
