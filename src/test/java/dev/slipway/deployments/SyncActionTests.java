package dev.slipway.deployments;

import static dev.slipway.deployments.DeploymentMother.deployment;
import static dev.slipway.deployments.DeploymentMother.placement;
import static dev.slipway.deployments.DeploymentMother.state;
import static dev.slipway.deployments.DeploymentMother.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Owner;
import dev.slipway.clusters.SyncedApplication;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.plans.spi.Action.Sent;
import dev.slipway.plans.spi.Prepared;
import dev.slipway.plans.spi.Progress.Step;
import dev.slipway.policies.spi.ChangeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SyncActionTests {

  private static final JsonNode POLICY =
      JsonMapper.builder().build().readTree("{\"prune\": true, \"selfHeal\": true}");

  private final FakeGateway gateway = new FakeGateway();
  private final LiveObject live = deployment("registry.emis.local/student-service:1.0.0");
  private final SyncAction pause = action(ChangeKind.PAUSE_SYNC);
  private final SyncAction resume = action(ChangeKind.RESUME_SYNC);

  private SyncAction action(ChangeKind kind) {
    return new SyncAction(kind, _ -> DeploymentMother.stage(), gateway);
  }

  private void application(@Nullable JsonNode automated, @Nullable JsonNode kept) {
    gateway.application = new SyncedApplication("argocd", "emis", "app-uid", automated, kept, null);
  }

  private Prepared prepare(SyncAction action) {
    var owned = state(live).owners(new Owner(Owner.Kind.ARGO_CD, "emis", true, null)).build();
    return action.prepare(
        wish(action.kind(), Map.of()), placement(WorkloadKind.DEPLOYMENT), live, owned);
  }

  @Test
  void whatIsTakenAwayIsKeptWholeAndHeldOnlyThen() {
    application(POLICY, null);
    var prepared = prepare(pause);
    assertThat(prepared.sentence()).startsWith("Pause automatic sync of Argo CD application emis");
    var patch = (WorkloadPatch.SetSync) pause.patch(prepared.content(), live, Map.of());
    assertThat(patch.automated()).isEqualTo(POLICY);
    assertThat(pause.holds(prepared.content(), live)).isFalse();
    var base = pause.baseHash(prepared.content(), live);

    application(null, POLICY);
    assertThat(pause.holds(prepared.content(), live)).isTrue();
    assertThat(pause.baseHash(prepared.content(), live)).isNotEqualTo(base);
    application(null, null);
    assertThat(pause.holds(prepared.content(), live)).as("somebody else took it away").isFalse();
  }

  @Test
  void resumingPutsBackWhatWasKeptAndNothingElse() {
    application(null, POLICY);
    var prepared = prepare(resume);
    assertThat(
            ((WorkloadPatch.SetSync) resume.patch(prepared.content(), live, Map.of())).automated())
        .isEqualTo(POLICY);
    application(POLICY, null);
    assertThat(resume.holds(prepared.content(), live)).isTrue();

    assertThatThrownBy(() -> prepare(resume)).hasMessageContaining("syncs by itself already");
    application(null, null);
    assertThatThrownBy(() -> prepare(resume)).hasMessageContaining("nothing to put back");
  }

  @Test
  void whatCannotBePausedSaysWhy() {
    application(null, POLICY);
    assertThatThrownBy(() -> prepare(pause)).hasMessageContaining("is paused already");
    application(null, null);
    assertThatThrownBy(() -> prepare(pause)).hasMessageContaining("synced by hand");
    application(JsonMapper.builder().build().readTree("{\"enabled\": false}"), null);
    assertThatThrownBy(() -> prepare(pause)).hasMessageContaining("switched off already");
    gateway.application = null;
    assertThatThrownBy(() -> prepare(pause)).hasMessageContaining("Pause it where Argo CD runs");
    assertThatThrownBy(() ->
            pause.prepare(
                wish(ChangeKind.PAUSE_SYNC, Map.of()),
                placement(WorkloadKind.DEPLOYMENT),
                live,
                state(live).build()))
        .hasMessageContaining("No Argo CD application delivers");
  }

  @Test
  void itIsOverOnceTheClusterShowsIt() {
    application(POLICY, null);
    var content = prepare(pause).content();
    var sync = new Owner.Sync("argocd", false, "0198");
    var paused =
        state(live).owners(new Owner(Owner.Kind.ARGO_CD, "emis", false, null, sync)).build();
    assertThat(pause.progress(content, paused, sent(1)).step()).isEqualTo(Step.DONE);
    var on = new Owner.Sync("argocd", true, null);
    var running = state(live).owners(new Owner(Owner.Kind.ARGO_CD, "emis", true, null, on)).build();
    assertThat(pause.progress(content, running, sent(1)).step()).isEqualTo(Step.GOING);
    assertThat(pause.progress(content, running, sent(60)).step()).isEqualTo(Step.FOREIGN);
    assertThat(Objects.requireNonNull(pause).kind().isOfSync()).isTrue();
  }

  private static Sent sent(int secondsAgo) {
    return new Sent(0, Instant.EPOCH, Duration.ofSeconds(secondsAgo));
  }
}
