package dev.slipway.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.ClusterRights.Area;
import dev.slipway.clusters.ClusterRights.Right;
import dev.slipway.clusters.resources.ResourceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The manifests in `k8s/access` grant what the portal makes use of, each purpose apart.
class AccessRolesTests {

  @Test
  void noRoleReadsASecretOrGrantsEverything() {
    assertThat(AccessRoles.rights())
        .isNotEmpty()
        .noneMatch(right -> right.resource().equals("secrets"))
        .noneMatch(right -> (right.group() + right.resource() + right.verb()).contains("*"))
        .noneMatch(right -> Set.of("impersonate", "escalate", "bind").contains(right.verb()))
        .noneMatch(right -> right.group().equals("rbac.authorization.k8s.io"));
  }

  @Test
  void whatReadsChangesNothing() {
    assertThat(verbs(Area.READ)).containsExactlyInAnyOrder("get", "list", "watch");
    assertThat(words(Area.LOGS)).containsExactly("get pods/log");
    assertThat(words(Area.READ))
        .contains("get configmaps", "list pods.metrics.k8s.io", "watch sealedsecrets.bitnami.com")
        .doesNotContain("list configmaps", "get pods/log");
  }

  @Test
  void whatIsListedAroundWorkloadsIsGrantedByTheRoleThatReads() {
    for (var kind : ResourceKind.values()) {
      var parts = kind.path().split("/", -1);
      var group = parts[1].equals("api") ? "" : "." + parts[2];
      assertThat(words(Area.READ)).contains("list " + parts[parts.length - 1] + group);
    }
  }

  @Test
  void eachChangeHasARoleOfItsOwn() {
    assertThat(words(Area.DEPLOY))
        .contains("patch deployments.apps", "patch daemonsets.apps", "create pods/eviction")
        .contains("delete pods")
        .noneMatch(word -> word.contains("scale") || word.contains("services"));
    assertThat(words(Area.SCALE)).contains("update deployments/scale.apps");
    assertThat(words(Area.AUTOSCALER))
        .containsExactlyInAnyOrder(
            "create horizontalpodautoscalers.autoscaling",
            "delete horizontalpodautoscalers.autoscaling",
            "patch horizontalpodautoscalers.autoscaling");
    assertThat(words(Area.VERIFY)).containsExactly("create jobs.batch");
    assertThat(words(Area.BACKUP)).contains("create jobs.batch", "patch cronjobs.batch");
    assertThat(words(Area.VELERO)).allMatch(word -> word.endsWith(".velero.io"));
  }

  @Test
  void theJarHoldsTheManifestsThatStandInTheRepository() throws IOException {
    for (var file : List.of("read", "deploy", "backup")) {
      try (var packed = AccessRoles.class.getResourceAsStream("/access/" + file + ".yaml")) {
        assertThat(packed).as(file).isNotNull();
        assertThat(packed.readAllBytes())
            .isEqualTo(Files.readAllBytes(Path.of("k8s/access", file + ".yaml")));
      }
    }
  }

  @Test
  void aRightThatIsMissingEverywhereMayBeThereInANamespace() {
    var patch = new Right(Area.DEPLOY, "apps", "deployments", "patch");
    var read = new Right(Area.READ, "apps", "deployments", "get");
    var rights =
        new ClusterRights(
            "somebody",
            Instant.EPOCH,
            List.of(patch, read),
            List.of(patch),
            Map.of("shop", List.of(patch), "exams", List.of()));
    assertThat(rights.refuses("apps", "deployments", "patch", "exams")).isTrue();
    assertThat(rights.refuses("apps", "deployments", "patch", "shop")).isFalse();
    // Nobody asked about this namespace yet.
    assertThat(rights.refuses("apps", "deployments", "patch", "other")).isFalse();
    assertThat(rights.refuses("apps", "deployments", "get", "exams")).isFalse();
    var deploy =
        rights.standings().stream()
            .filter(it -> it.area() == Area.DEPLOY)
            .findFirst()
            .orElseThrow();
    assertThat(deploy.isWhole()).isFalse();
    assertThat(rights.namespacesOf(deploy)).containsExactly("shop");
  }

  private static Set<String> words(Area area) {
    return AccessRoles.rights().stream()
        .filter(right -> right.area() == area)
        .map(Right::words)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> verbs(Area area) {
    return AccessRoles.rights().stream()
        .filter(right -> right.area() == area)
        .map(Right::verb)
        .collect(Collectors.toSet());
  }
}
