package dev.slipway.operating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.kernel.UuidV7;
import dev.slipway.testing.Kubectl;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The manifests on a real API server, under names of their own: what it takes, what its Pod
/// Security admits, and what the account may do there.
@Tag("cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealClusterManifestsTests {

  private static final Set<String> CLUSTER_WIDE =
      Set.of("Namespace", "ClusterRole", "ClusterRoleBinding");

  private final String suffix = "-" + UuidV7.next().toString().substring(24);
  private final String namespace = "slipway" + suffix;
  private Kubectl kubectl;

  @BeforeAll
  void apply() {
    kubectl = Kubectl.ofRealCluster();
    kubectl.run("create", "namespace", namespace);
    kubectl.apply(renamed("k8s"));
    kubectl.apply(renamed("k8s/migrate"));
  }

  @AfterAll
  void remove() {
    if (kubectl != null) {
      kubectl.run("delete", "namespace", namespace, "--wait=false");
      for (var kind : List.of("clusterrole", "clusterrolebinding")) {
        var mine =
            kubectl
                .json("get", kind)
                .path("items")
                .valueStream()
                .map(item -> item.at("/metadata/name").asString())
                .filter(name -> name.endsWith(suffix))
                .toList();
        mine.forEach(name -> kubectl.run("delete", kind, name));
      }
    }
  }

  /// Pod Security answers at the pod, so the pods are what proves it.
  @Test
  void twoReplicasAndTheMigrationPassTheRestrictedStandard() {
    assertThat(
            kubectl
                .json("get", "namespace", namespace)
                .at("/metadata/labels/pod-security.kubernetes.io~1enforce")
                .asString())
        .isEqualTo("restricted");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          assertThat(get("deployment", "slipway").at("/status/readyReplicas").asInt()).isEqualTo(2);
          assertThat(get("job", "slipway-migrate").at("/status/succeeded").asInt()).isEqualTo(1);
        });
    assertThat(get("poddisruptionbudget", "slipway").at("/status/disruptionsAllowed").asInt())
        .isEqualTo(1);
  }

  @Test
  void aPodThatAsksForMoreIsTurnedAway() {
    assertThatThrownBy(
            () -> kubectl.run("-n", namespace, "run", "root", "--image=shell", "--privileged"))
        .hasMessageContaining("violates PodSecurity");
  }

  @Test
  void theAccountMayDoItsWorkAndReadsNoSecret() {
    for (var allowed :
        List.of(
            "list deployments.apps",
            "watch pods",
            "patch deployments.apps",
            "patch statefulsets.apps/scale",
            "update deployments.apps/scale",
            "get pods/log",
            "get configmaps",
            "create selfsubjectaccessreviews.authorization.k8s.io")) {
      assertThat(may(allowed)).as(allowed).isTrue();
    }
    for (var refused :
        List.of(
            "get secrets",
            "list secrets",
            "watch secrets",
            "list configmaps",
            "delete deployments.apps",
            "create deployments.apps",
            "create pods",
            "create pods/exec",
            "impersonate users",
            "create serviceaccounts/token",
            "create rolebindings.rbac.authorization.k8s.io",
            "escalate clusterroles.rbac.authorization.k8s.io",
            "delete namespaces")) {
      assertThat(may(refused)).as(refused).isFalse();
    }
  }

  private boolean may(String verbAndResource) {
    var words = verbAndResource.split(" ", -1);
    var slash = words[1].indexOf('/');
    var resource = slash < 0 ? words[1] : words[1].substring(0, slash);
    var subresource = slash < 0 ? "" : words[1].substring(slash + 1);
    var dot = resource.indexOf('.');
    var review =
        """
        apiVersion: authorization.k8s.io/v1
        kind: SubjectAccessReview
        spec:
          user: system:serviceaccount:%s:slipway
          groups: [system:authenticated, "system:serviceaccounts", "system:serviceaccounts:%s"]
          resourceAttributes: {namespace: default, verb: %s, group: "%s", resource: %s, subresource: "%s"}
        """
            .formatted(
                namespace,
                namespace,
                words[0],
                dot < 0 ? "" : resource.substring(dot + 1),
                dot < 0 ? resource : resource.substring(0, dot),
                subresource);
    return kubectl.create(review).at("/status/allowed").asBoolean();
  }

  private JsonNode get(String kind, String name) {
    return kubectl.json("-n", namespace, "get", kind, name);
  }

  /// The objects of a kustomization in a namespace of this test, so that others may use theirs.
  private String renamed(String folder) {
    return Yamls.all(kubectl.run("kustomize", folder)).stream()
        .map(object -> renamed((ObjectNode) object).toString())
        .collect(Collectors.joining("\n---\n"));
  }

  private ObjectNode renamed(ObjectNode object) {
    var metadata = (ObjectNode) object.get("metadata");
    if (CLUSTER_WIDE.contains(object.path("kind").asString())) {
      metadata.put("name", metadata.path("name").asString() + suffix);
    } else {
      metadata.put("namespace", namespace);
    }
    if (object.has("roleRef")) {
      var role = (ObjectNode) object.get("roleRef");
      role.put("name", role.path("name").asString() + suffix);
      object.get("subjects").forEach(subject -> ((ObjectNode) subject).put("namespace", namespace));
    }
    return object;
  }
}
