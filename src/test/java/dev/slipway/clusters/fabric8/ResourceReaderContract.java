package dev.slipway.clusters.fabric8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.resources.ClusterResources;
import dev.slipway.clusters.resources.ClusterResources.Name;
import dev.slipway.clusters.resources.ClusterResources.Route;
import dev.slipway.clusters.resources.ResourceKind;
import dev.slipway.clusters.resources.Told;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What the portal relies on when it asks a cluster what stands around its workloads.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ResourceReaderContract {

  /// What a cluster need not have.
  private static final Set<ResourceKind> EXTRA =
      Set.of(ResourceKind.CERTIFICATE, ResourceKind.POD_USAGE, ResourceKind.NODE_USAGE);

  private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  private static final String CRD =
      """
      {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
       "metadata":{"name":"certificates.cert-manager.io"},
       "spec":{"group":"cert-manager.io","scope":"Namespaced",
         "names":{"kind":"Certificate","listKind":"CertificateList","plural":"certificates","singular":"certificate"},
         "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":
           {"type":"object","x-kubernetes-preserve-unknown-fields":true}}}]}}
      """;

  ClusterFixture cluster;
  ResourceReader reader;

  abstract String kubeconfig();

  @BeforeAll
  void start() {
    cluster = new ClusterFixture(kubeconfig(), WatchTimes.NORMAL);
    reader = new ResourceReader(cluster.watches, Clock.systemUTC());
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> cluster.watches.sight(cluster.id).version() != null);
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @Test
  void everyKindIsTold() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> reader.read(cluster.id).of(ResourceKind.POD).isWhole());
    var read = reader.read(cluster.id);
    for (var kind : ResourceKind.values()) {
      if (EXTRA.contains(kind)) {
        assertThat(read.of(kind).state())
            .as(kind.words())
            .isIn(Told.State.ALL, Told.State.NOT_INSTALLED);
      } else {
        assertThat(read.of(kind)).as(kind.words()).isEqualTo(Told.ALL);
      }
    }
    assertThat(read.asOf()).isNotNull();
  }

  @Test
  void anAutoscalerIsReadWithItsBoundsAndWhatItScales() {
    create("/apis/autoscaling/v2", "horizontalpodautoscalers", Manifests.autoscaler("cart", 2, 7));
    var scaler = ours(ClusterResources::scalers, ClusterResources.Scaler::name, "cart");
    assertThat(scaler.kind()).isEqualTo("Deployment");
    assertThat(scaler.target()).isEqualTo("cart");
    assertThat(scaler.min()).isEqualTo(2);
    assertThat(scaler.max()).isEqualTo(7);
  }

  @Test
  void aQuotaIsReadByWhatTheClusterHasCounted() {
    create(
        "/api/v1",
        "resourcequotas",
        """
        {"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"small"},
         "spec":{"hard":{"requests.storage":"1536Gi","services":"40"}}}
        """);
    // Where no controller counts.
    cluster.send(
        "PATCH",
        Paths.core(cluster.namespace, "resourcequotas") + "/small/status",
        "application/merge-patch+json",
        """
        {"status":{"hard":{"requests.storage":"1536Gi","services":"40"},
          "used":{"requests.storage":"0","services":"0"}}}
        """);
    var lines = ours(ClusterResources::quotas, ClusterResources.Quota::name, "small").lines();
    assertThat(lines)
        .extracting(ClusterResources.Quota.Line::resource)
        .containsExactly("requests.storage", "services");
    assertThat(lines.getFirst().hardText()).isEqualTo("1536Gi");
    assertThat(lines.getFirst().hard()).isEqualByComparingTo(new BigDecimal(1536L << 30));
    assertThat(lines.getFirst().used()).isNotNull();
  }

  @Test
  void aClaimIsReadWithItsSizeAndTheWorkloadThatMountsIt() {
    create(
        "/api/v1",
        "persistentvolumeclaims",
        """
        {"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"data-mysql-0"},
         "spec":{"accessModes":["ReadWriteOnce"],"storageClassName":"none-makes-it",
           "resources":{"requests":{"storage":"5Gi"}}}}
        """);
    create(
        "/apis/apps/v1",
        "statefulsets",
        """
        {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"mysql"},
         "spec":{"replicas":0,"serviceName":"mysql","selector":{"matchLabels":{"app":"mysql"}},
           "template":{"metadata":{"labels":{"app":"mysql","tier":"data"}},"spec":{"containers":[
             {"name":"mysql","image":"mysql:8.0.36","env":[{"name":"PW","value":"hunter2"}]}]}},
           "volumeClaimTemplates":[{"metadata":{"name":"data"},"spec":{"accessModes":["ReadWriteOnce"],
             "resources":{"requests":{"storage":"5Gi"}}}}]}}
        """);
    var claim = ours(ClusterResources::claims, ClusterResources.Claim::name, "data-mysql-0");
    assertThat(claim.size()).isEqualTo("5Gi");
    assertThat(claim.phase()).isIn("Pending", "Bound");
    assertThat(claim.createdAt()).isNotNull();
    var set = ours(ClusterResources::templates, ClusterResources.Template::name, "mysql");
    assertThat(set.mounts("data-mysql-0")).isTrue();
    assertThat(set.mounts("data-mysql-x")).isFalse();
    assertThat(set.isSelectedBy(Map.of("app", "mysql"))).isTrue();
    assertThat(set.replicas()).isZero();
    assertThat(set.toString()).doesNotContain("hunter2");
  }

  @Test
  void aServiceIsReadWithAllItsSlicesAndWhoIsReady() {
    create(
        "/api/v1",
        "services",
        """
        {"apiVersion":"v1","kind":"Service","metadata":{"name":"cart"},
         "spec":{"ports":[{"port":80}]}}
        """);
    slice("cart-a", "{\"ready\":true}", "{\"ready\":false}");
    slice("cart-b", "{}");
    var service = ours(ClusterResources::services, ClusterResources.Way::name, "cart");
    assertThat(service.all()).isEqualTo(3);
    // The one that does not say is.
    assertThat(service.ready()).isEqualTo(2);
    assertThat(service.selector()).isEmpty();
    assertThat(service.type()).isEqualTo("ClusterIP");
  }

  private void slice(String name, String... conditions) {
    var endpoints = new StringBuilder();
    for (var i = 0; i < conditions.length; i++) {
      endpoints
          .append(i == 0 ? "" : ",")
          .append("{\"addresses\":[\"10.9.%d.%d\"],".formatted(name.hashCode() & 127, i + 1))
          .append("\"conditions\":")
          .append(conditions[i])
          .append("}");
    }
    create(
        "/apis/discovery.k8s.io/v1",
        "endpointslices",
        """
        {"apiVersion":"discovery.k8s.io/v1","kind":"EndpointSlice","addressType":"IPv4",
         "metadata":{"name":"%s","labels":{"kubernetes.io/service-name":"cart"}},
         "endpoints":[%s],"ports":[{"port":8080}]}
        """
            .formatted(name, endpoints));
  }

  @Test
  void anIngressIsReadWithEveryPathAndTheHostsOfItsTls() {
    create(
        "/apis/networking.k8s.io/v1",
        "ingresses",
        """
        {"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web"},
         "spec":{"tls":[{"hosts":["shop.example"],"secretName":"shop-tls"}],
           "defaultBackend":{"service":{"name":"fallback","port":{"number":80}}},
           "rules":[{"host":"shop.example","http":{"paths":[
             {"path":"/cart","pathType":"Prefix","backend":{"service":{"name":"cart","port":{"number":80}}}}]}}]}}
        """);
    var ingress = ours(ClusterResources::ingresses, Route::name, "web");
    assertThat(ingress.backends())
        .containsExactly(
            new Route.Backend("everything else", "fallback"),
            new Route.Backend("shop.example/cart", "cart"));
    assertThat(ingress.secured()).containsExactly("shop.example");
    assertThat(ingress.secrets()).containsExactly("shop-tls");
  }

  @Test
  void aCertificateOfCertManagerIsReadWithItsEndWhereTheKindIsKnown() {
    var made = cluster.get(CRDS + "/certificates.cert-manager.io").at("/metadata/uid");
    if (made.isMissingNode()) {
      cluster.create(CRDS, CRD);
    }
    try {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> reader.read(cluster.id).of(ResourceKind.CERTIFICATE).isWhole());
      create(
          "/apis/cert-manager.io/v1",
          "certificates",
          """
          {"apiVersion":"cert-manager.io/v1","kind":"Certificate","metadata":{"name":"shop"},
           "spec":{"secretName":"shop-tls","dnsNames":["shop.example"],"issuerRef":{"name":"any"}},
           "status":{"notAfter":"2027-01-02T03:04:05Z","renewalTime":"2026-12-03T03:04:05Z",
             "conditions":[{"type":"Ready","status":"False","reason":"Failed","message":"No order."}]}}
          """);
      var read = ours(ClusterResources::certificates, ClusterResources.Certificate::name, "shop");
      assertThat(read.notAfter()).isEqualTo(Instant.parse("2027-01-02T03:04:05Z"));
      assertThat(read.renewalTime()).isEqualTo(Instant.parse("2026-12-03T03:04:05Z"));
      assertThat(read.secret()).isEqualTo("shop-tls");
      assertThat(read.hosts()).containsExactly("shop.example");
      assertThat(read.states()).singleElement().matches(state -> state.is(false));
    } finally {
      if (made.isMissingNode()) {
        cluster.send("DELETE", CRDS + "/certificates.cert-manager.io", "application/json", "{}");
      }
    }
  }

  void create(String root, String plural, String body) {
    cluster.create(root + "/namespaces/" + cluster.namespace + "/" + plural, body);
  }

  <T> T ours(Function<ClusterResources, List<T>> part, Function<T, Name> name, String wanted) {
    var read = part.apply(reader.read(cluster.id));
    return read.stream()
        .filter(one -> name.apply(one).equals(new Name(cluster.namespace, wanted)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(read));
  }
}
