package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.ClusterGateway.JobRun;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.WorkloadPatch.StartJob;
import dev.slipway.clusters.WriteResult;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/// What the portal relies on when it starts a Job beside a workload and looks how it goes.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JobContract {

  ClusterFixture cluster;
  LiveObject live;

  abstract String kubeconfig();

  @BeforeAll
  void start() {
    cluster = new ClusterFixture(kubeconfig(), WatchTimes.NORMAL);
    var ref = cluster.deployment("shop", "app.test/app:1.0.0", 0);
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
  void aJobIsMadeOnceAndFoundAgainByItsMarks() {
    var start = job("once", "1");
    assertThat(cluster.gateway.tryOut(live, start)).isInstanceOf(WriteResult.Accepted.class);
    assertThat(cluster.gateway.job(live.ref(), "once")).as("tried out, not made").isEmpty();
    var first = (WriteResult.Accepted) cluster.gateway.write(live, start);
    var again = (WriteResult.Accepted) cluster.gateway.write(live, start);
    assertThat(again.uid()).isEqualTo(first.uid());
    var run = cluster.gateway.job(live.ref(), "once").orElseThrow();
    assertThat(run.uid()).isEqualTo(first.uid());
    assertThat(run.annotations()).containsEntry("slipway.dev/deployment", "1");
  }

  @Test
  void aJobOfAnotherIsNotTakenForOnesOwn() {
    assertThat(cluster.gateway.write(live, job("theirs", "1")))
        .isInstanceOf(WriteResult.Accepted.class);
    assertThat(cluster.gateway.write(live, job("theirs", "2")))
        .isInstanceOfSatisfying(
            WriteResult.Refused.class, refused -> assertThat(refused.status()).isEqualTo(409));
  }

  @Test
  void aManifestThatTheClusterRefusesIsRefusedInItsWords() {
    assertThat(cluster.gateway.write(live, job("Not_A_Name", "1")))
        .isInstanceOfSatisfying(
            WriteResult.Refused.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(422);
              assertThat(refused.message()).doesNotContain("hunter-two-of-env");
            });
  }

  @Test
  void aJobCompletes() {
    var run = ended("well", "app.test/app:1.0.0");
    assertThat(run.complete()).isTrue();
    assertThat(run.began()).isTrue();
    assertThat(cluster.gateway.log(live.ref(), String.valueOf(run.pod()), null, false, 5))
        .isNotEmpty();
  }

  @Test
  void aJobWhosePodFailsFails() {
    var run = ended("badly", "app.test/app:broken-1");
    assertThat(run.failed()).isTrue();
    assertThat(run.began()).isTrue();
    assertThat(run.reason()).isEqualTo("BackoffLimitExceeded");
  }

  @Test
  void aJobWhoseImageIsMissingWaitsAndEndsWithItsTime() {
    var start = with("lost", "app.test/app:missing-1", 12);
    assertThat(cluster.gateway.write(live, start)).isInstanceOf(WriteResult.Accepted.class);
    var waits = until("lost", run -> !run.reason().isEmpty());
    assertThat(waits.began()).isFalse();
    assertThat(waits.reason()).isIn("ErrImagePull", "ImagePullBackOff", "ContainerCreating");
    var over = until("lost", JobRun::failed);
    assertThat(over.reason()).isEqualTo("DeadlineExceeded");
    assertThat(over.began()).isFalse();
  }

  JobRun ended(String name, String image) {
    assertThat(cluster.gateway.write(live, with(name, image, 600)))
        .isInstanceOf(WriteResult.Accepted.class);
    return until(name, run -> run.complete() || run.failed());
  }

  private JobRun until(String name, Predicate<JobRun> wanted) {
    return await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> cluster.gateway.job(live.ref(), name).orElseThrow(), wanted);
  }

  private StartJob with(String name, String image, int seconds) {
    var job = job(name, "1");
    var text =
        job.job()
            .toString()
            .replace("app.test/app:1.0.0", image)
            .replace("\"activeDeadlineSeconds\":30", "\"activeDeadlineSeconds\":" + seconds);
    return new StartJob(name, JsonMapper.shared().readTree(text), job.marks());
  }

  StartJob job(String name, String mark) {
    var marks = Map.of("slipway.dev/deployment", mark);
    var body =
        """
        {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"%s","namespace":"%s",
         "annotations":{"slipway.dev/deployment":"%s"}},
         "spec":{"backoffLimit":0,"activeDeadlineSeconds":30,"template":{"spec":{
           "restartPolicy":"Never","containers":[{"name":"smoke","image":"app.test/app:1.0.0",
             "env":[{"name":"A","value":"hunter-two-of-env"}]}]}}}}
        """
            .formatted(name, cluster.namespace, mark);
    return new StartJob(name, JsonMapper.shared().readTree(body), marks);
  }
}
