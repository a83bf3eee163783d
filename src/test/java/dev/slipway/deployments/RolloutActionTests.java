package dev.slipway.deployments;

import static dev.slipway.deployments.DeploymentMother.DIGEST;
import static dev.slipway.deployments.DeploymentMother.NEW;
import static dev.slipway.deployments.DeploymentMother.OLD;
import static dev.slipway.deployments.DeploymentMother.deployment;
import static dev.slipway.deployments.DeploymentMother.placement;
import static dev.slipway.deployments.DeploymentMother.state;
import static dev.slipway.deployments.DeploymentMother.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.clusters.Health;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Owner;
import dev.slipway.clusters.QuotaUse;
import dev.slipway.clusters.RolloutVerdict;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.plans.spi.DiffLine;
import dev.slipway.plans.spi.ImagePresence;
import dev.slipway.plans.spi.Prepared;
import dev.slipway.policies.spi.ChangeFacts.Replaced;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.Line;
import dev.slipway.testing.Negative;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class RolloutActionTests {

  private static final String SEEN = "sha256:" + "e".repeat(64);

  private final FakeGateway gateway = new FakeGateway();
  private LiveObject live = deployment(OLD);
  private boolean registryAnswers = true;

  private final ImageResolver resolver =
      new ImageResolver() {
        @Override
        public ResolvedImage resolve(ImageRef image) {
          return registryAnswers
              ? new ResolvedImage.Pinned(image.pinnedTo(DIGEST), List.of(DIGEST))
              : new ResolvedImage.NotPinned(image, "the registry cannot be reached");
        }

        @Override
        public List<String> tags(ImageRef image) {
          return List.of();
        }

        @Override
        public Map<ImageRef, ImagePresence> presence(Collection<ImageRef> images) {
          return Map.of();
        }
      };

  private final RolloutAction action =
      new RolloutAction(
          _ -> DeploymentMother.stage(),
          resolver,
          gateway,
          new QuotaRoom(gateway),
          new Stillness());

  private Prepared prepare(Map<String, String> images) {
    return prepare(images, state(live));
  }

  private Prepared prepare(Map<String, String> images, StateBuilder seen) {
    var wish = wish(ChangeKind.ROLLOUT, images);
    return action.prepare(wish, placement(WorkloadKind.DEPLOYMENT), live, seen.build());
  }

  @Test
  void theSentenceNamesServiceVersionsAndPlace() {
    var prepared = prepare(Map.of("", NEW));
    assertThat(prepared.sentence())
        .isEqualTo("Roll out student-service 1.0.0 → 1.0.1 to Production");
    assertThat(prepared.from()).isEqualTo("1.0.0");
    assertThat(prepared.to()).isEqualTo("1.0.1");
    assertThat(prepared.baseUnhealthy()).isFalse();
  }

  /// A migration out of the same build that stayed behind would run an older schema.
  @Test
  void whatRunsTheSameImageMovesAlongUnlessItIsNamed() {
    var spec = DeploymentMother.deploymentSpec(OLD);
    ((ObjectNode) spec.at("/template/spec/initContainers/0")).put("image", OLD + "@" + DIGEST);
    live = DeploymentMother.live(WorkloadKind.DEPLOYMENT, spec);
    var prepared = prepare(Map.of("", NEW));
    assertThat(prepared.sentence())
        .isEqualTo(
            "Roll out student-service 1.0.0 → 1.0.1 with container migrate 1.0.0 → 1.0.1 to"
                + " Production");
    assertThat(images(prepared)).isEqualTo(Set.of("app", "migrate"));
    assertThat(images(prepare(Map.of("app", NEW)))).isEqualTo(Set.of("app"));
    assertThat(images(prepare(Map.of("", NEW, "migrate", NEW.replace("1.0.1", "1.0.2")))))
        .isEqualTo(Set.of("app", "migrate"));
  }

  /// What is new in an image is asked from what users run, not from what was sent last.
  @Test
  void whatItReplacesIsPinnedOrSeenInItsPodsAndRolledOutWhole() {
    var coming = NEW + "@" + DIGEST;
    assertThat(replaced(state(live).digest(SEEN))).containsExactly(new Replaced(SEEN, coming));
    assertThat(replaced(state(live))).containsExactly(new Replaced(null, coming));
    assertThat(replaced(state(live).digest(SEEN).template("of another template")))
        .containsExactly(new Replaced(null, coming));
    live = deployment(OLD + "@" + SEEN);
    assertThat(replaced(state(live))).containsExactly(new Replaced(SEEN, coming));
    for (var verdict : List.of(RolloutVerdict.PROGRESSING, RolloutVerdict.STALLED)) {
      assertThat(replaced(state(live).rollout(verdict)))
          .containsExactly(new Replaced(null, coming));
    }
  }

  private List<Replaced> replaced(StateBuilder seen) {
    return prepare(Map.of("", NEW), seen).change().facts().replaced();
  }

  private static Set<String> images(Prepared prepared) {
    return prepared.content().path("images").propertyNames().stream()
        .collect(Collectors.toUnmodifiableSet());
  }

  @Test
  void anImageOfAnotherRepositoryIsNamedInFullAndIsAFactForThePolicies() {
    var prepared = prepare(Map.of("", "evil.example/foo:1"));
    assertThat(prepared.sentence())
        .isEqualTo("Roll out student-service 1.0.0 → evil.example/foo:1 to Production");
    assertThat(prepared.to()).isEqualTo("evil.example/foo:1");
    assertThat(prepared.change().facts().repositories())
        .singleElement()
        .asString()
        .startsWith("evil.example/foo instead of ")
        .endsWith("student-service");
    assertThat(prepare(Map.of("", NEW)).change().facts().repositories()).isEmpty();
  }

  @Test
  void theContentHoldsTagAndDigestAndTheDigestDecides() {
    var prepared = prepare(Map.of("app", ":1.0.1"));
    assertThat(prepared.content().path("images").path("app").asString())
        .isEqualTo(NEW + "@" + DIGEST);
    var patch = (WorkloadPatch.SetImages) action.patch(prepared.content(), live, Map.of());
    assertThat(patch.images()).containsExactly(Map.entry("app", NEW + "@" + DIGEST));
    assertThat(prepared.change().facts().unpinned()).isEmpty();
  }

  @Test
  @Negative(10)
  void withoutARegistryThePlanSaysNotPinnedAndWhy() {
    registryAnswers = false;
    var prepared = prepare(Map.of("", NEW));
    assertThat(prepared.content().path("images").path("app").asString()).isEqualTo(NEW);
    assertThat(prepared.change().facts().unpinned())
        .containsExactly(NEW + ": the registry cannot be reached");
  }

  @Test
  void theSameTagWithNewContentIsAChangeThatNamesBothDigests() {
    var prepared = prepare(Map.of("", OLD));
    assertThat(prepared.to()).isEqualTo("1.0.0 (bbbbbbbbbbbb)");
  }

  @Test
  void theSameImageIsNoRolloutAndTheWayOutIsNamed() {
    registryAnswers = false;
    assertThatThrownBy(() -> prepare(Map.of("", OLD)))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("restart it");
  }

  @Test
  void anInitContainerCanBeRolledOutAndItsMigrationIsNotUndone() {
    var prepared = prepare(Map.of("migrate", ":8"));
    assertThat(prepared.sentence())
        .isEqualTo("Roll out container migrate of student-service 7 → 8 to Production");
    assertThat(prepared.notUndone()).anyMatch(line -> line.contains("init container migrate"));
  }

  @Test
  void theContentOfConfigurationIsSaidToStay() {
    assertThat(prepare(Map.of("", NEW)).notUndone())
        .contains(
            "Content of ConfigMap terms, Secret student-db: stays as it is; a rollback does"
                + " not bring its former content back.");
  }

  @Test
  void oneImageOfTwoContainersIsOneFact() {
    registryAnswers = false;
    var facts = prepare(Map.of("app", NEW, "proxy", NEW)).change().facts();
    assertThat(facts.unpinned()).containsExactly(NEW + ": the registry cannot be reached");
    assertThat(facts.images()).containsExactly(NEW);
  }

  @Test
  void severalContainersGoInOnePlanInitContainersToo() {
    var prepared = prepare(Map.of("app", ":1.0.1", "migrate", ":8", "proxy", ":2.2"));
    assertThat(prepared.sentence())
        .isEqualTo(
            "Roll out student-service 1.0.0 → 1.0.1 with container migrate 7 → 8, container proxy"
                + " 2.1 → 2.2 to Production");
    var patch = (WorkloadPatch.SetImages) action.patch(prepared.content(), live, Map.of());
    assertThat(patch.images()).containsOnlyKeys("app", "migrate", "proxy");
    assertThat(prepared.content().path("digests").propertyNames())
        .containsExactlyInAnyOrder("app", "migrate", "proxy");
    assertThat(prepared.diff()).filteredOn(line -> line.sign() == '+').hasSize(3);
  }

  @Test
  void aContainerThatIsNamedTwiceIsRefused() {
    assertThatThrownBy(() -> prepare(Map.of("", NEW, "app", OLD)))
        .hasMessageContaining("\"app\" is named twice");
  }

  @Test
  void anUnknownContainerIsRefusedWithThoseThatExist() {
    assertThatThrownBy(() -> prepare(Map.of("web", NEW)))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("migrate, app, proxy");
  }

  @Test
  void aPausedDeploymentMustBeResumedFirst() {
    live.spec().put("paused", true);
    assertThatThrownBy(() -> prepare(Map.of("", NEW))).hasMessageContaining("Resume it first");
  }

  @Test
  void theDiffShowsTheImageAndNoValueOfTheEnvironment() {
    var diff = prepare(Map.of("", NEW)).diff();
    assertThat(diff)
        .contains(new DiffLine('-', "      image: " + OLD))
        .contains(new DiffLine('+', "      image: " + NEW + "@" + DIGEST));
    assertThat(diff).noneMatch(line -> line.text().matches(".*(hunter2|s3cr3t).*"));
  }

  @Test
  @Line("iot-4")
  void aRecreateDeploymentWarnsOfItsTimeWithoutAPod() {
    assertThat(prepare(Map.of("", NEW)).change().facts().cautions()).isEmpty();
    live.spec().putObject("strategy").put("type", "Recreate");
    assertThat(prepare(Map.of("", NEW)).change().facts().cautions())
        .singleElement()
        .asString()
        .contains("it is down meanwhile");
  }

  @Test
  void whoeverWritesTheObjectTooIsNamedWithWhatTheyWillDo() {
    var prepared =
        action.prepare(
            wish(ChangeKind.ROLLOUT, Map.of("", NEW)),
            placement(WorkloadKind.DEPLOYMENT),
            live,
            state(live).owners(new Owner(Owner.Kind.ARGO_CD, "emis", true, null)).build());
    assertThat(prepared.change().facts().selfHealing()).isEqualTo("emis");
    assertThat(prepared.change().facts().owners()).singleElement().asString().contains("revert");
  }

  @Test
  void aBaseThatIsNotSeenWellIsNeverCalledHealthy() {
    var wish = wish(ChangeKind.ROLLOUT, Map.of("", NEW));
    var placement = placement(WorkloadKind.DEPLOYMENT);
    assertThat(action.prepare(wish, placement, live, null).baseUnhealthy()).isTrue();
    assertThat(
            action
                .prepare(wish, placement, live, state(live).health(Health.UNKNOWN).build())
                .baseUnhealthy())
        .isTrue();
  }

  @Test
  void aQuotaWithoutRoomForTheSurgeIsAFactForThePolicies() {
    gateway.quotas.add(new QuotaUse("small", "requests.cpu", "1", "1100m"));
    assertThat(prepare(Map.of("", NEW)).change().facts().quotaShort())
        .isEqualTo(
            "Quota small leaves 0.1 of requests.cpu (1 of 1100m used); 1 more pod needs 0.25");
  }

  @Test
  void theObjectHoldsThePlanOnceItsTemplateIsTheTarget() {
    registryAnswers = false;
    var content = prepare(Map.of("", NEW)).content();
    assertThat(action.holds(content, live)).isFalse();
    assertThat(action.holds(content, deployment(NEW))).isTrue();
    assertThat(action.baseHash(content, live)).isEqualTo(live.baseHash());
  }
}
