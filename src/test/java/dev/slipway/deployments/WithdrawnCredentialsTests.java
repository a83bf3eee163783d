package dev.slipway.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.Credential;
import dev.slipway.clusters.Freshness.State;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.UuidV7;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.Kubectl;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A real API server stops taking the token that the portal has for it: everybody is told what is
/// wrong and what to do, nothing is tried with it, and other credentials bring the cluster back.
@SlipwayTest
@Tag("cluster")
class WithdrawnCredentialsTests {

  private static final Duration LONGEST = Duration.ofSeconds(90);
  private static final String REFUSED = "its API server does not accept the credentials";

  @LocalServerPort int port;
  @Autowired ApplicationContext context;

  private final String namespace = "ended-" + UuidV7.next().toString().substring(24);
  private final String work = namespace + "-work";
  private Kubectl kubectl;
  private FlowStage stage;
  private String service;

  @BeforeEach
  void deploy() throws IOException {
    kubectl = Kubectl.ofRealCluster();
    for (var file : List.of("read.yaml", "deploy.yaml")) {
      kubectl.apply(manifest(file));
    }
    kubectl.run("create", "namespace", work);
    stage = new FlowStage(context, kubeconfig(), work);
    service = stage.name("held");
    kubectl.apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %1$s, namespace: %2$s}
        spec:
          replicas: 2
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {app: %1$s}}
            spec: {containers: [{name: app, image: 'registry.example/held:1.0.0'}]}
        """
            .formatted(service, work));
    stage.placed(service, WorkloadKind.DEPLOYMENT);
  }

  @AfterEach
  void clean() {
    if (stage != null) {
      for (var kind : List.of("clusterrolebinding", "clusterrole")) {
        for (var role : List.of("read", "logs", "deploy", "scale", "autoscaler", "traffic")) {
          kubectl.run("delete", kind, namespace + "-" + role, "--ignore-not-found", "--wait=false");
        }
      }
      for (var each : List.of(namespace, work)) {
        kubectl.run("delete", "namespace", each, "--ignore-not-found", "--wait=false");
      }
    }
  }

  /// The account itself, or the Secret that its token is bound to.
  @ParameterizedTest
  @ValueSource(strings = {"serviceaccount", "secret"})
  @Promise("P9")
  void aWithdrawnTokenIsToldNothingRunsOnItAndAnotherOneBringsTheClusterBack(String gone)
      throws Exception {
    var before = stage.plan(service, ChangeKind.RESTART, Map.of(), null);

    kubectl.run("-n", namespace, "delete", gone, namespace);

    await()
        .atMost(LONGEST)
        .untilAsserted(() -> assertThat(cluster().sight().problem()).isNotNull().contains(REFUSED));
    assertThat(cluster().freshness().state()).isNotEqualTo(State.LIVE);
    var vera = Visitor.signedIn(port, "vera");
    var page = Visitor.page(vera.get("/clusters/" + cluster().slug())).select("main").text();
    assertThat(page)
        .contains(
            REFUSED,
            "Replace them on the cluster's page",
            "Its API server does not accept the credentials",
            "Credentials not accepted by the API server");
    assertThat(Visitor.page(vera.get("/clusters")).select("main").text())
        .contains("Flow: Its API server does not accept the credentials");
    await().atMost(LONGEST).untilAsserted(() -> assertThat(told()).isOne());
    for (Runnable change :
        List.<Runnable>of(
            () -> stage.plan(service, ChangeKind.RESTART, Map.of(), null),
            () -> stage.start(before))) {
      assertThatThrownBy(change::run)
          .isInstanceOfSatisfying(
              DomainFailure.class,
              refused -> {
                assertThat(refused.problem()).isEqualTo(ProblemType.CLUSTER_UNREACHABLE);
                assertThat(refused.detail())
                    .contains(
                        REFUSED, "Replace them on the cluster's page", ". Nothing was changed");
              });
    }

    kubectl.apply(manifest("read.yaml"));
    var waits =
        stage
            .bean(Clusters.class)
            .rotate(
                cluster().id(),
                new Credential.Pasted(kubeconfig()),
                "The account was made anew",
                Actor.SYSTEM);

    assertThat(waits).isEmpty();
    await()
        .atMost(LONGEST)
        .untilAsserted(() -> assertThat(cluster().freshness().state()).isEqualTo(State.LIVE));
    var restarted = stage.ended(stage.start(service, ChangeKind.RESTART, Map.of()));
    assertThat(restarted.state()).as(restarted.why()).isEqualTo(DeploymentState.SUCCEEDED);
  }

  /// To administrators, once.
  private long told() {
    return stage
        .bean(JdbcClient.class)
        .sql(
            """
            select count(*) from audit.audit_event
            where action = 'cluster.credentials-refused' and subject_name = ?
            """)
        .param(cluster().slug())
        .query(Long.class)
        .single();
  }

  private ClusterView cluster() {
    return stage.bean(Clusters.class).byId(stage.cluster()).orElseThrow();
  }

  private String manifest(String file) throws IOException {
    return Files.readString(Path.of("k8s/access", file))
        .replaceAll("(?m)name: slipway(-[a-z]+)$", "name: " + namespace + "$1")
        .replaceAll("(?m)(name|namespace): slipway$", "$1: " + namespace);
  }

  private String kubeconfig() {
    var known = kubectl.json("config", "view", "--raw", "--minify").at("/clusters/0/cluster");
    kubectl.apply(
        """
        apiVersion: v1
        kind: Secret
        metadata: {name: %1$s, namespace: %1$s}
        """
            .formatted(namespace));
    var token =
        kubectl
            .run(
                "-n",
                namespace,
                "create",
                "token",
                namespace,
                "--duration=2h",
                "--bound-object-kind=Secret",
                "--bound-object-name=" + namespace)
            .strip();
    return """
    apiVersion: v1
    kind: Config
    current-context: account
    clusters: [{name: cluster, cluster: %s}]
    contexts: [{name: account, context: {cluster: cluster, user: portal}}]
    users: [{name: portal, user: {token: %s}}]
    """
        .formatted(known, token);
  }
}
