package dev.slipway.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.runtime.SealBroken;
import dev.slipway.runtime.Sealing;
import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import dev.slipway.testing.Line;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// New credentials take the place of old ones only once they have been tried out.
@SlipwayTest
class ClusterCredentialsTests {

  private static final String WHY = "The old token ends tomorrow";

  @Autowired private Clusters clusters;
  @Autowired private ClusterRepository rows;
  @Autowired private ExpiryWarnings warnings;
  @Autowired private Sealing sealing;
  @Autowired private JdbcClient jdbc;

  private final String name = "r" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void newCredentialsMustLeadToTheSameCluster() {
    try (var mine = SimulatedCluster.start(ClusterOptions.named("mine").speed(5));
        var other = SimulatedCluster.start(ClusterOptions.named("other").speed(5))) {
      var cluster = register(mine.kubeconfig());
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> clusters.byId(cluster.id()).map(ClusterView::uid).isPresent());
      var before = rows.sealed(cluster.id());

      assertThatThrownBy(() -> rotate(cluster, other.kubeconfig()))
          .isInstanceOfSatisfying(
              DomainFailure.class,
              failure -> {
                assertThat(failure.problem()).isEqualTo(ProblemType.CONFLICT);
                assertThat(failure.detail()).startsWith("Nothing was changed: another cluster");
              });
      assertThatThrownBy(() -> rotate(cluster, ClusterMother.nowhere()))
          .isInstanceOf(DomainFailure.class)
          .hasMessageContaining("is not reached");
      assertThatThrownBy(
              () -> rotate(cluster, mine.kubeconfig().replaceAll("token: .*", "token: wrong")))
          .isInstanceOf(DomainFailure.class)
          .hasMessageContaining("does not accept the credentials");
      assertThatThrownBy(() ->
              clusters.rotate(
                  cluster.id(), new Credential.Pasted(mine.kubeconfig()), "", Actor.SYSTEM))
          .isInstanceOf(DomainFailure.class)
          .hasMessageStartingWith("A reason");
      assertThat(rows.sealed(cluster.id())).isEqualTo(before);

      rotate(cluster, mine.kubeconfig());
      assertThat(rows.sealed(cluster.id())).isNotEqualTo(before);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> clusters.freshness(cluster.id()).state() == Freshness.State.LIVE);
    }
  }

  /// No form keeps the old token: an address without one is refused before anything is called.
  @Test
  @Negative(52)
  void aStoredTokenIsNeverSentToAnotherAddress() {
    var cluster = register(ClusterMother.nowhere());
    var elsewhere = new Credential.Token("http://127.0.0.1:19", "", "");
    assertThatThrownBy(() -> clusters.rotate(cluster.id(), elsewhere, WHY, Actor.SYSTEM))
        .isInstanceOf(DomainFailure.class)
        .hasMessageStartingWith("The token is missing");
    var unread = new Credential.Token("http://127.0.0.1:19", "t", "-----BEGIN CERTIFICATE-----");
    assertThatThrownBy(() -> clusters.rotate(cluster.id(), unread, WHY, Actor.SYSTEM))
        .isInstanceOf(DomainFailure.class)
        .hasMessageStartingWith("The certificate authority cannot be read");
    assertThat(clusters.byId(cluster.id()).orElseThrow().server()).isEqualTo("http://127.0.0.1:9");
    assertThat(unread.toString() + elsewhere).doesNotContain("token=");
  }

  @Test
  @Line("iot-18")
  void aKubeconfigInBase64AsPipelinesKeepItIsTakenAndStoredSealed() {
    var plain = ClusterMother.nowhere();
    var one =
        register(Base64.getMimeEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)));
    assertThat(one.server()).isEqualTo("http://127.0.0.1:9");
    var sealed = Objects.requireNonNull(rows.sealed(one.id()));
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("clusters:");
    assertThat(sealing.open(sealed, ClusterConnections.boundTo(one.id())))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(plain);
  }

  @Test
  void sealedCredentialsOpenInTheirOwnRowAlone() {
    var one = register(ClusterMother.nowhere());
    var sealed = Objects.requireNonNull(rows.sealed(one.id()));
    assertThat(sealing.open(sealed, ClusterConnections.boundTo(one.id()))).isNotEmpty();
    assertThatThrownBy(() -> sealing.open(sealed, ClusterConnections.boundTo(ClusterId.next())))
        .isInstanceOf(SealBroken.class);
  }

  @Test
  void administratorsAreToldOnceOfEachStage() {
    var end = Instant.now().plus(Duration.ofDays(10));
    var cluster = register(ClusterMother.kubeconfig("http://127.0.0.1:9", "token: " + token(end)));
    var view = clusters.byId(cluster.id()).orElseThrow();
    assertThat(view.expiresAt()).isEqualTo(Instant.ofEpochSecond(end.getEpochSecond()));
    assertThat(view.origin()).isEqualTo(ClusterView.Origin.PORTAL);
    for (var i = 0; i < 3; i++) {
      warnings.round(List.of(rows.byId(cluster.id()).orElseThrow()));
    }
    assertThat(told("cluster.credentials-expiring")).isOne();
    assertThat(notices()).isPositive();

    jdbc.sql("update cluster set expires_at = ? where id = ?")
        .param(Instant.now().minusSeconds(60).atOffset(ZoneOffset.UTC))
        .param(cluster.id().value())
        .update();
    for (var i = 0; i < 3; i++) {
      warnings.round(List.of(rows.byId(cluster.id()).orElseThrow()));
    }
    assertThat(told("cluster.credentials-expiring")).isOne();
    assertThat(told("cluster.credentials-expired")).isOne();
  }

  @Test
  void aSlugIsMadeOfTheNameAndNeverAWordOfAnAddress() {
    var made = new RegisterCluster("", "Prüfung & Lab (Frankfurt)", "kubeconfig");
    assertThat(made.slug()).isEqualTo("prufung-lab-frankfurt");
    assertThatThrownBy(() -> new RegisterCluster("", "New", "kubeconfig"))
        .isInstanceOf(DomainFailure.class);
    assertThatThrownBy(() -> new RegisterCluster("", "東京", "kubeconfig"))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("slug");
  }

  private ClusterView register(String kubeconfig) {
    return clusters.register(new RegisterCluster(name, "A cluster", kubeconfig), Actor.SYSTEM);
  }

  private void rotate(ClusterView cluster, String kubeconfig) {
    clusters.rotate(cluster.id(), new Credential.Pasted(kubeconfig), WHY, Actor.SYSTEM);
  }

  private long told(String action) {
    return jdbc.sql("select count(*) from audit.audit_event where action = ? and subject_name = ?")
        .params(action, name)
        .query(Long.class)
        .single();
  }

  private long notices() {
    return jdbc.sql("select count(*) from notice where text like ?")
        .param("%cluster " + name + " end on%")
        .query(Long.class)
        .single();
  }

  private static String token(Instant end) {
    return "e30."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                ("{\"exp\":" + end.getEpochSecond() + "}").getBytes(StandardCharsets.UTF_8))
        + ".c2ln";
  }
}
