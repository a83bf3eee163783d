package dev.slipway.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.approvals.DecisionRefused;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import dev.slipway.testing.Canaries;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Where two administrators have existed, nobody changes alone what a cluster is reached with.
class HeldClusterTests extends HeldClusterStage {

  @Test
  @Promise("P5")
  void aClusterIsConnectedOnceAnotherAdministratorHasAgreed() {
    try (var campus = cluster()) {
      var act = connect(campus.kubeconfig()).orElseThrow();

      assertThat(rows.bySlug(name)).isEmpty();
      assertThat(state(act)).isEqualTo("WAITING");
      assertThat(lines(act))
          .contains(
              "+Cluster Campus at " + campus.url(),
              "+Credentials without an end of their own",
              "+Deploy: granted")
          .anyMatch(line -> line.startsWith("+Identity: UID of its namespace kube-system is "))
          .anyMatch(line -> line.startsWith("+The cluster knows Slipway as "));

      agree(act);

      assertThat(state(act)).isEqualTo("DONE");
      assertThat(inUse()).isEqualTo(campus.kubeconfig());
      assertThat(rows.bySlug(name).map(ClusterRepository.Row::uid)).isPresent();
      assertThat(audited("cluster.registered"))
          .singleElement()
          .asString()
          .startsWith(sam.name())
          .contains("agreedBy", noor.name());
      assertThat(payload(act)).isNull();

      agreeing.count(id(act));
      assertThat(audited("cluster.registered")).hasSize(1);
    }
  }

  @Test
  @Promise({"P5", "P18"})
  void newCredentialsWaitSealedAndTheOldOnesStayInUse() {
    try (var campus = cluster()) {
      var known = known(campus);
      var before = rows.sealed(known.id());
      var canaries = new Canaries();
      canaries.keep("the token that waits", campus.token());
      var named = campus.kubeconfig().replace("127.0.0.1", "localhost");

      var act = replace(known, named).orElseThrow();

      assertThat(rows.sealed(known.id())).isEqualTo(before);
      assertThat(lines(act))
          .contains(
              "+Other credentials take the place of those in use, which are deleted",
              "-Address: " + campus.url(),
              "+Address: " + campus.url().replace("127.0.0.1", "localhost"),
              " Identity: UID of its namespace kube-system is " + known.uid());
      var payload = Objects.requireNonNull(payload(act));
      canaries.look("held_act.payload", new String(payload, StandardCharsets.ISO_8859_1));
      for (var table : new String[] {"held_act", "approval_request", "audit.audit_event"}) {
        jdbc.sql("select t::text from " + table + " t")
            .query(String.class)
            .list()
            .forEach(row -> canaries.look(table, row));
      }
      assertThat(canaries.found()).isEmpty();

      agree(act);

      assertThat(state(act)).isEqualTo("DONE");
      assertThat(inUse()).isEqualTo(named);
      assertThat(payload(act)).isNull();
      assertThat(audited("cluster.credentials-replaced")).hasSize(1);
    }
  }

  @Test
  @Promise("P5")
  void aClusterIsRemovedOnceAnotherAdministratorHasAgreed() {
    try (var campus = cluster()) {
      var act = remove(known(campus)).orElseThrow();
      assertThat(rows.bySlug(name)).isPresent();
      assertThat(lines(act)).contains("-Cluster Campus at " + campus.url());

      agree(act);

      assertThat(rows.bySlug(name)).isEmpty();
      assertThat(audited("cluster.removed")).singleElement().asString().contains(noor.name());
    }
  }

  @Test
  @Negative(1)
  @Promise("P5")
  void whoAskedDoesNotAgreeAndNothingIsDone() {
    try (var campus = cluster()) {
      var act = connect(campus.kubeconfig()).orElseThrow();

      assertThatThrownBy(() -> agreeing.approve(id(act), actor(sam)))
          .isInstanceOf(DecisionRefused.class);
      agreeing.count(id(act));

      assertThat(state(act)).isEqualTo("WAITING");
      assertThat(rows.bySlug(name)).isEmpty();
    }
  }

  @Test
  void theSameIsNotAskedForTwice() {
    try (var campus = cluster()) {
      var known = known(campus);
      replace(known, campus.kubeconfig());
      assertThatThrownBy(() -> replace(known, campus.kubeconfig()))
          .isInstanceOf(DomainFailure.class)
          .hasMessageContaining("waits for a second person");
    }
    try (var other = SimulatedCluster.start(ClusterOptions.named("other").speed(5))) {
      rows.bySlug(name).ifPresent(row -> rows.remove(row.id()));
      connect(other.kubeconfig());
      assertThatThrownBy(() -> connect(other.kubeconfig()))
          .isInstanceOf(DomainFailure.class)
          .hasMessageContaining("choose another slug");
    }
  }

  @Test
  void thePortalItselfWaitsForNobody() {
    try (var campus = cluster()) {
      var known = known(campus);

      assertThat(
              clusters.rotate(
                  known.id(), new Credential.Pasted(campus.kubeconfig()), WHY, Actor.SYSTEM))
          .isEmpty();
      assertThat(clusters.remove(known.id(), WHY, Actor.SYSTEM)).isEmpty();
    }
  }
}
