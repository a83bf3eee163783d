package dev.slipway.onboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The portal changes Deployments, StatefulSets and DaemonSets, and of them what a change names. No
/// road takes another kind, or a field of a pod that nobody may set here.
@SlipwayTest
class OtherKindsTests extends AdoptionFixture {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Secret",
        "SECRET",
        "Role",
        "RoleBinding",
        "ClusterRoleBinding",
        "ServiceAccount",
        "Pod",
        "Job",
        "ConfigMap",
        "../secrets",
        "Deployment/../../secrets"
      })
  @Negative(55)
  void noRoadTakesAnotherKind(String kind) {
    var kofi = Visitor.signedIn(port, "kofi");
    var before = placements.all().size();
    var roads =
        List.of(
            kofi.post(
                "/placements",
                Map.of(
                    "service",
                    "any",
                    "environment",
                    "any",
                    "cluster",
                    slug,
                    "namespace",
                    "shop" + mark,
                    "kind",
                    kind,
                    "name",
                    "web" + mark,
                    "container",
                    "main")),
            kofi.post(
                "/clusters/" + slug + "/discover",
                Map.of("take", "0", "key-0", "shop" + mark + "/" + kind + "/web" + mark)),
            kofi.post(
                "/clusters/" + slug + "/adoptions",
                Map.of("chosen", "shop" + mark + "/" + kind + "/web" + mark)),
            json(kofi, "/api/v1/plans", plan(kind.toLowerCase(java.util.Locale.ROOT), "")));
    assertThat(roads)
        .extracting(HttpResponse::statusCode)
        .allMatch(code -> code >= 400 && code < 500);
    var document =
        "version: 1\nservices:\n  - slug: web%s\n    placements:\n      - {environment: e, cluster: %s, namespace: n, kind: \"%s\", name: x, container: c}\n"
            .formatted(mark, slug, kind);
    var owner = owner();
    assertThatThrownBy(() -> file.plan(document, owner))
        .hasMessageContaining("one of deployment, stateful-set, daemon-set");
    assertThat(placements.all()).hasSize(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"template\": {\"spec\": {\"hostPID\": true}}",
        "\"securityContext\": {\"privileged\": true}",
        "\"volumes\": [{\"hostPath\": {\"path\": \"/\"}}]",
        "\"serviceAccountName\": \"admin\"",
        "\"command\": [\"sh\"]",
        "\"patch\": {}",
      })
  @Negative(55)
  void noPlanSetsAFieldOfThePod(String field) {
    var kofi = Visitor.signedIn(port, "kofi");
    var answer = json(kofi, "/api/v1/plans", plan("rollout", ", " + field));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("unknown-field");
  }

  @Test
  @Negative(55)
  void aSecretOfTheNamespaceIsNoCandidate() {
    simulated.apply(
        """
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: keys, namespace: shop%1$s}
        stringData: {key: canary-%1$s}
        """
            .formatted(mark));
    var actor = owner();
    discovery.again(slug, actor);
    assertThat(discovery.in(slug, actor).toString())
        .contains("web" + mark)
        .doesNotContain("keys", "canary-" + mark);
  }

  private static String plan(String kind, String more) {
    return """
    {"service": "web", "environment": "e", "kind": "%s", "image": "a:1", "reason": "because"%s}\
    """
        .formatted(kind, more);
  }

  private static HttpResponse<String> json(Visitor visitor, String path, String body) {
    return visitor.send(
        "POST",
        path,
        BodyPublishers.ofString(body),
        "Content-Type",
        "application/json",
        "X-CSRF-TOKEN",
        visitor.formToken());
  }
}
