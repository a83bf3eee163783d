package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.Health;
import dev.slipway.clusters.PodState;
import dev.slipway.clusters.RolloutVerdict;
import dev.slipway.clusters.TemplateHash;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadPatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// Everything that the portal relies on in a Kubernetes API server. One suite for the simulator and
/// for a real one: a difference is a bug of the simulator.
abstract class ClusterContract extends ClusterKindsContract {

  @Test
  void aClusterIsLiveSoonAfterItWasRegistered() {
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> cluster.watches.sight(cluster.id),
            it -> it.freshness().state() == Freshness.State.LIVE);
    var sight = cluster.watches.sight(cluster.id);
    assertThat(sight.version()).startsWith("v1.");
    for (var kind : WatchedKind.values()) {
      // Whoever has no Argo CD misses nothing.
      assertThat(
              kind.isExtra()
                  || sight.kinds().stream().anyMatch(it -> it.name().equals(kind.plural())))
          .as(kind.plural())
          .isTrue();
    }
    assertThat(sight.freshness().asOf()).isAfter(Instant.now().minusSeconds(30));
  }

  @Test
  void whatIsLiveIsWhole() {
    var ref = cluster.deployment("whole", ONE, 1);
    complete(ref);
    for (var round = 0; round < 5; round++) {
      var again = cluster.watchAgain();
      try {
        await()
            .atMost(Duration.ofSeconds(20))
            .pollInterval(Duration.ofMillis(1))
            .until(() -> again.sight(cluster.id).freshness().state() == Freshness.State.LIVE);
        assertThat(again.state(ref)).isPresent();
      } finally {
        again.close();
      }
    }
  }

  @Test
  void aDeploymentIsSeenFromItsFirstPodToItsLast() {
    var ref = cluster.deployment("watched", ONE, 3);
    var state = complete(ref);
    assertThat(state.ready()).isEqualTo(3);
    assertThat(state.images()).singleElement().extracting("image").isEqualTo(ONE);
    assertThat(state.pods()).hasSize(3).allMatch(PodState::newest).allMatch(PodState::ready);
    assertThat(state.pods()).extracting(PodState::reason).containsOnly("Running");
    assertThat(state.health()).isEqualTo(Health.HEALTHY);
    assertThat(state.revision()).isEqualTo("1");
    cluster.send("DELETE", Paths.of(ref), "application/json", "{}");
    await().atMost(Duration.ofSeconds(20)).until(() -> cluster.state(ref).isEmpty());
    assertThat(cluster.changes(ref)).last().matches(change -> change.now() == null);
  }

  @Test
  void aReadAndTheWatchAgreeOnTheHashes() {
    var ref = cluster.deployment("hashed", ONE, 1);
    var state = complete(ref);
    var read = cluster.read(ref);
    assertThat(read.baseHash()).isEqualTo(state.baseHash());
    assertThat(read.templateHash()).isEqualTo(state.templateHash());
    assertThat(read.uid()).isEqualTo(state.uid());
    assertThat(read.clusterUid()).isNotEmpty();
    assertThat(read.namespaceUid()).isNotEmpty();
    assertThat(read.metadata().has("managedFields")).isFalse();
    var written = Answer.JSON.readTree(Manifests.deployment("hashed", ONE, 1)).path("spec");
    assertThat(TemplateHash.of(written.path("template"))).isEqualTo(read.templateHash());
  }

  @Test
  void aFailingImageIsSeenLongBeforeTheDeadline() {
    var ref = cluster.deployment("failing", ONE, 2);
    complete(ref);
    accepted(
        cluster.gateway.write(
            cluster.read(ref), new WorkloadPatch.SetImages(Map.of("app", MISSING), MARKS)));
    // A pod may be seen failing a moment before the revision that makes it the newest.
    var state =
        cluster.awaitState(
            ref, it -> it.pods().stream().anyMatch(pod -> pod.failing() && pod.newest()));
    assertThat(state.rollout()).isEqualTo(RolloutVerdict.PROGRESSING);
    var failing = state.pods().stream().filter(PodState::failing).findFirst().orElseThrow();
    assertThat(failing.reason()).isIn("ErrImagePull", "ImagePullBackOff");
    assertThat(failing.failingSince()).isNotNull();
    assertThat(state.health()).isEqualTo(Health.DEGRADED);
    assertThat(state.healthReason()).contains(failing.reason());
  }

  @Test
  void logsAreReadAndFollowed() {
    var ref = cluster.deployment("logged", ONE, 1);
    var pod = complete(ref).pods().getFirst().name();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> !cluster.gateway.log(ref, pod, "app", false, 5).isEmpty());
    assertThat(cluster.gateway.log(ref, pod, "app", false, 5)).hasSizeBetween(1, 5);
    assertThat(cluster.gateway.log(ref, pod, null, false, 1)).hasSize(1);
    var lines = new CopyOnWriteArrayList<String>();
    try (var _ = cluster.logs.follow(ref, pod, "app", 4, lines::add, _ -> {})) {
      await().atMost(Duration.ofSeconds(10)).until(() -> !lines.isEmpty());
    }
    assertThat(lines.getFirst()).doesNotStartWith("202");
  }

  @Test
  void eventsTellWhyAPodDoesNotStart() {
    var ref = cluster.deployment("eventful", MISSING, 1);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> cluster.gateway.events(ref, 20).stream().anyMatch(event -> event.warning()));
    assertThat(cluster.gateway.events(ref, 20))
        .allMatch(event -> event.object().contains("eventful"));
  }

  @Test
  void configurationIsComparedByContent() {
    cluster.create(
        "/api/v1/namespaces/" + cluster.namespace + "/configmaps",
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"settings\"},"
            + "\"data\":{\"a\":\"1\"}}");
    var ref = cluster.ref(WorkloadKind.DEPLOYMENT, "any");
    var template =
        Answer.JSON.readTree(
            "{\"spec\":{\"containers\":[{\"name\":\"app\",\"envFrom\":[{\"configMapRef\":"
                + "{\"name\":\"settings\"}},{\"configMapRef\":{\"name\":\"absent\"}}]}]}}");
    var hashes = cluster.gateway.configMapHashes(ref, template);
    assertThat(hashes).containsKeys("settings", "absent");
    assertThat(hashes.get("settings")).hasSize(64);
    assertThat(hashes.get("absent")).isNull();
  }

  @Test
  void whatIsNotThereIsNotThere() {
    assertThat(cluster.gateway.read(cluster.ref(WorkloadKind.DEPLOYMENT, "nothing"))).isEmpty();
    assertThat(cluster.gateway.revisions(cluster.ref(WorkloadKind.DEPLOYMENT, "nothing")))
        .isEmpty();
    assertThat(cluster.gateway.quotas(cluster.id, cluster.namespace)).isEmpty();
  }

  @Test
  void aSurveyTellsWhatRunsAndWhoCallsWhom() {
    var shop = cluster.deployment("survey-shop", ONE, 0);
    cluster.statefulSet("survey-data", ONE, 0);
    var core = "/api/v1/namespaces/" + cluster.namespace;
    cluster.send(
        "PATCH",
        Paths.of(shop),
        "application/strategic-merge-patch+json",
        """
        {"metadata": {"labels": {"app.kubernetes.io/part-of": "shop"},
                      "annotations": {"owner": "team-shop", "note": "canary-note"}},
         "spec": {"template": {"spec": {"containers": [{"name": "app",
           "env": [{"name": "STORE", "value": "postgres://u:canary-word@survey-store:5432/x"}]}]}}}}
        """);
    cluster.create(
        core + "/services",
        """
        {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "survey-store"},
         "spec": {"selector": {"app": "survey-data"}, "ports": [{"port": 5432}]}}
        """);
    cluster.create(
        "/apis/networking.k8s.io/v1/namespaces/" + cluster.namespace + "/networkpolicies",
        """
        {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy",
         "metadata": {"name": "data-to-shop"},
         "spec": {"podSelector": {"matchLabels": {"app": "survey-shop"}},
           "ingress": [{"from": [{"podSelector": {"matchLabels": {"app": "survey-data"}}}]}]}}
        """);

    var survey = cluster.gateway.survey(cluster.id);

    assertThat(survey.gaps()).isEmpty();
    assertThat(survey.listed()).containsExactlyInAnyOrder(WorkloadKind.values());
    assertThat(survey.namespaces())
        .filteredOn(space -> space.name().equals(cluster.namespace))
        .singleElement()
        .satisfies(space ->
            assertThat(space.labels())
                .containsEntry("kubernetes.io/metadata.name", cluster.namespace));
    assertThat(survey.workloads())
        .filteredOn(found -> found.ref().equals(shop))
        .singleElement()
        .satisfies(found -> {
          assertThat(found.labels()).containsEntry("app.kubernetes.io/part-of", "shop");
          assertThat(found.annotations()).containsOnlyKeys("owner");
          assertThat(found.containers()).extracting("container").containsExactly("app");
        });
    assertThat(survey.calls())
        .extracting(call -> call.from().name() + " > " + call.to().name() + ": " + call.because())
        .contains(
            "survey-shop > survey-data: an environment variable of container app names host"
                + " survey-store",
            "survey-data > survey-shop: NetworkPolicy data-to-shop lets it through to survey-shop");
    assertThat(survey.toString()).doesNotContain("canary");
  }
}
