package dev.slipway.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.approvals.Agreeing;
import dev.slipway.approvals.DecisionRefused;
import dev.slipway.identity.People;
import dev.slipway.kernel.Actor;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// How it ends where things have changed while credentials waited: nothing of it is done, and
/// nothing of it is kept.
class HeldClusterEndTests extends HeldClusterStage {

  @Test
  @Promise("P9")
  void aClusterThatDoesNotAnswerAtThatMomentIsNotConnected() {
    var campus = cluster();
    var act = connect(campus.kubeconfig()).orElseThrow();
    campus.close();

    agree(act);

    assertThat(state(act)).isEqualTo("FAILED");
    assertThat(why(act)).startsWith("Not done: ").contains("is not reached");
    assertThat(payload(act)).isNull();
    assertThat(rows.bySlug(name)).isEmpty();
    assertThat(audited("act.failed")).hasSize(1);
  }

  @Test
  @Negative(20)
  @Promise("P4")
  void anotherClusterBehindTheSameAddressGetsNothing() throws IOException {
    var campus = cluster();
    var known = known(campus);
    var before = rows.sealed(known.id());
    var act = replace(known, campus.kubeconfig()).orElseThrow();
    campus.close();
    delete(folder.resolve(name).resolve("state"));

    try (var impostor = cluster()) {
      assertThat(impostor.kubeconfig()).isEqualTo(campus.kubeconfig());
      agree(act);
    }

    assertThat(state(act)).isEqualTo("FAILED");
    assertThat(why(act)).contains("Another cluster answers").contains(known.uid());
    assertThat(rows.sealed(known.id())).isEqualTo(before);
    assertThat(payload(act)).isNull();
  }

  @Test
  @Negative(17)
  void credentialsThatWereReplacedMeanwhileAreNotReplacedByOlderOnes() {
    try (var campus = cluster()) {
      var known = known(campus);
      var act = replace(known, campus.kubeconfig()).orElseThrow();
      clusters.rotate(known.id(), new Credential.Pasted(campus.kubeconfig()), WHY, Actor.SYSTEM);
      var newer = rows.sealed(known.id());

      agree(act);

      assertThat(state(act)).isEqualTo("FAILED");
      assertThat(why(act)).contains("got other credentials meanwhile");
      assertThat(rows.sealed(known.id())).isEqualTo(newer);
    }
  }

  @Test
  void aClusterThatIsGoneByThenGetsNoCredentials() {
    try (var campus = cluster()) {
      var known = known(campus);
      var act = replace(known, campus.kubeconfig()).orElseThrow();
      clusters.remove(known.id(), WHY, Actor.SYSTEM);

      agree(act);

      assertThat(why(act)).contains("somebody has removed it already");
      assertThat(rows.bySlug(name)).isEmpty();
    }
  }

  @Test
  void twoRequestsForOneServerConnectItOnce() {
    try (var campus = cluster()) {
      var act = connect(campus.kubeconfig()).orElseThrow();
      known(campus);

      agree(act);

      assertThat(why(act)).contains("is connected already");
      assertThat(audited("cluster.registered")).hasSize(1);
    }
  }

  @Test
  @Negative(12)
  void whoAskedIsAskedAboutAgain() {
    try (var campus = cluster()) {
      var act = connect(campus.kubeconfig()).orElseThrow();
      portal.getBean(People.class).disable(sam.id(), "left", Actor.SYSTEM);

      agree(act);

      assertThat(state(act)).isEqualTo("FAILED");
      assertThat(rows.bySlug(name)).isEmpty();
    }
  }

  @Test
  @Negative(12)
  void whoAgreedAndWasDisabledDoesNotCount() {
    try (var campus = cluster()) {
      var act = connect(campus.kubeconfig()).orElseThrow();
      agreeing.approve(id(act), actor(noor));
      portal.getBean(People.class).disable(noor.id(), "left", Actor.SYSTEM);

      agreeing.count(id(act));

      assertThat(state(act)).isEqualTo("WAITING");
      assertThat(rows.bySlug(name)).isEmpty();
    }
  }

  @Test
  @Negative({14, 16})
  @Promise("P18")
  void aNoAWithdrawalAndTheEndOfItsTimeLeaveNoCredentialBehind() {
    try (var campus = cluster()) {
      var rejected = connect(campus.kubeconfig()).orElseThrow();
      agreeing.decide(id(rejected), false, actor(noor));
      agreeing.count(id(rejected));
      assertThat(state(rejected)).isEqualTo("REJECTED");

      var withdrawn = connect(campus.kubeconfig()).orElseThrow();
      held.withdraw(id(withdrawn), actor(sam));
      assertThatThrownBy(() -> agreeing.approve(id(withdrawn), actor(noor)))
          .isInstanceOf(DecisionRefused.class);

      var expired = connect(campus.kubeconfig()).orElseThrow();
      Agreeing.owner(
          "update approval_request set expires_at = clock_timestamp() where id = '%s'",
          expired.id());
      agreeing.count(id(expired));
      assertThat(state(expired)).isEqualTo("EXPIRED");

      assertThat(payload(rejected)).isNull();
      assertThat(payload(withdrawn)).isNull();
      assertThat(payload(expired)).isNull();
      assertThat(rows.bySlug(name)).isEmpty();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (var inside = Files.list(folder)) {
        for (var each : inside.toList()) {
          delete(each);
        }
      }
    }
    Files.deleteIfExists(folder);
  }
}
