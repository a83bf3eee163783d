package dev.slipway.deployments;

import static dev.slipway.deployments.DeploymentMother.NEW;
import static dev.slipway.deployments.DeploymentMother.OLD;
import static dev.slipway.deployments.DeploymentMother.backTo;
import static dev.slipway.deployments.DeploymentMother.deployment;
import static dev.slipway.deployments.DeploymentMother.json;
import static dev.slipway.deployments.DeploymentMother.placement;
import static dev.slipway.deployments.DeploymentMother.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadPatch;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.plans.spi.DiffLine;
import dev.slipway.plans.spi.ImagePresence;
import dev.slipway.plans.spi.Prepared;
import dev.slipway.policies.spi.ChangeFacts;
import dev.slipway.policies.spi.Way;
import dev.slipway.testing.Line;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class RollbackActionTests {

  private static final UUID GOOD = new UUID(9, 1);
  private final FakeGateway gateway = new FakeGateway();
  private final LiveObject live = deployment(NEW);
  private PodTemplate recorded = PodTemplate.of(deployment(OLD));
  private boolean known = true;

  private final RollbackTargets targets =
      new RollbackTargets() {
        @Override
        public Optional<Target> byId(Placement placement, LiveObject live, UUID deployment) {
          return target(Way.BACK).filter(_ -> deployment.equals(GOOD));
        }

        @Override
        public Optional<Target> lastGood(Placement placement, LiveObject live) {
          return target(Way.LAST_GOOD);
        }

        private Optional<Target> target(Way way) {
          return known
              ? Optional.of(
                  new Target(
                      GOOD,
                      recorded,
                      json("{\"terms\": \"hash-then\"}"),
                      json("{\"app\": [\"%s\"]}".formatted(DeploymentMother.DIGEST)),
                      way,
                      List.of("Mira")))
              : Optional.empty();
        }

        @Override
        public List<Migrations.Ran> migrationsSince(Placement placement, UUID deployment) {
          return ran;
        }
      };

  private List<Migrations.Ran> ran = List.of();
  private ImagePresence presence = ImagePresence.THERE;
  private final AtomicInteger asked = new AtomicInteger();
  private Runnable onAsking = () -> {};
  private final ImageResolver resolver =
      new ImageResolver() {
        @Override
        public ResolvedImage resolve(ImageRef image) {
          throw new AssertionError("what ran then is pinned already");
        }

        @Override
        public List<String> tags(ImageRef image) {
          return List.of();
        }

        @Override
        public Map<ImageRef, ImagePresence> presence(Collection<ImageRef> images) {
          asked.incrementAndGet();
          onAsking.run();
          var told = new HashMap<ImageRef, ImagePresence>();
          images.forEach(image -> told.put(image, presence));
          return told;
        }
      };

  private final RollbackAction action =
      new RollbackAction(
          _ -> DeploymentMother.stage(),
          targets,
          gateway,
          new QuotaRoom(gateway),
          new Stillness(),
          resolver);

  private Prepared prepare(@Nullable UUID deployment) {
    return action.prepare(
        backTo(deployment), placement(WorkloadKind.DEPLOYMENT), live, state(live).build());
  }

  private ChangeFacts informed() {
    return action.informed(prepare(null)).change().facts();
  }

  @Test
  void withoutATargetItGoesToTheLastGoodOneAndThePortalComputesThat() {
    var prepared = prepare(null);
    assertThat(prepared.sentence())
        .isEqualTo("Roll back student-service 1.0.1 → 1.0.0 in Production");
    assertThat(prepared.change().facts().way()).isEqualTo(Way.LAST_GOOD);
    assertThat(prepare(GOOD).change().facts().way()).isEqualTo(Way.BACK);
    assertThat(prepared.target()).isEqualTo(GOOD);
  }

  @Test
  @Line("edu-18")
  void whatTheRegistryHasTidiedUpIsAFactOfThePlan() {
    assertThat(informed().missing()).isEmpty();
    assertThat(informed().untold()).isEmpty();

    presence = ImagePresence.gone("registry x does not know this image");
    assertThat(informed().missing())
        .contains("registry.emis.local/student-service:1.0.0: registry x does not know this image")
        .as("init containers too")
        .hasSize(3);

    presence = ImagePresence.notKnown("the registry cannot be reached");
    assertThat(informed().missing()).isEmpty();
    assertThat(informed().untold())
        .contains("registry.emis.local/student-service:1.0.0: the registry cannot be reached");
  }

  @Test
  void workingOutAWayBackAsksNoRegistryAndSaysSo() {
    var facts = prepare(null).change().facts();
    assertThat(asked).hasValue(0);
    assertThat(facts.missing()).isEmpty();
    assertThat(facts.untold())
        .contains("registry.emis.local/student-service:1.0.0: no registry was asked");
  }

  @Test
  void aRegistryThatTakesItsTimeIsNotWaitedFor() {
    var never = new CountDownLatch(1);
    onAsking =
        () -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    try {
      var told = ToldImages.within(Duration.ofMillis(1), recorded, resolver);
      assertThat(told.gone()).isEmpty();
      assertThat(told.untold())
          .hasSize(3)
          .allSatisfy(line -> assertThat(line).contains("no registry answered within"));
    } finally {
      never.countDown();
    }
  }

  @Test
  void aMigrationThatRanSinceIsNamedFirstAsNotUndone() {
    ran = List.of(new Migrations.Ran("alembic", "v1.4.0"));
    assertThat(prepare(null).notUndone())
        .startsWith(
            "Migration alembic ran with v1.4.0 since then and is not undone: the schema stays as"
                + " it is.");
  }

  @Test
  void ofManyMigrationsTheNewestAreNamedAndTheOthersCounted() {
    ran =
        IntStream.rangeClosed(1, 12)
            .mapToObj(each -> new Migrations.Ran("alembic", "v2." + (13 - each)))
            .toList();
    assertThat(prepare(null).notUndone())
        .filteredOn(line -> line.startsWith("Migration alembic ran with"))
        .hasSize(10)
        .first()
        .asString()
        .contains("v2.12");
    assertThat(prepare(null).notUndone()).contains("And 2 more that ran since then.");
  }

  @Test
  void onlyTheTemplateIsReplacedAndReplicasAreNot() {
    var prepared = prepare(null);
    var content = (ObjectNode) prepared.content().deepCopy();
    content.set("template", prepared.template());
    var patch = (WorkloadPatch.ReplaceTemplate) action.patch(content, live, Map.of());
    assertThat(new PodTemplate(patch.template()).hash()).isEqualTo(recorded.hash());
    assertThat(patch.template().has("replicas")).isFalse();
    assertThat(prepared.notUndone()).anyMatch(line -> line.startsWith("Replicas"));
  }

  @Test
  void theHashLabelOfAnOldReplicaSetIsTakenOff() {
    var template = (ObjectNode) recorded.json().deepCopy();
    ((ObjectNode) template.path("metadata").path("labels")).put("pod-template-hash", "7c9f");
    recorded = new PodTemplate(template);
    assertThat(String.valueOf(prepare(null).template())).doesNotContain("pod-template-hash");
  }

  @Test
  void anEqualTemplateIsNothingToGoBackTo() {
    recorded = PodTemplate.of(live);
    assertThatThrownBy(() -> prepare(GOOD))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("already runs that template");
  }

  @Test
  void aMissingTargetNamesTheWayOut() {
    assertThatThrownBy(() -> prepare(new UUID(9, 9)))
        .isInstanceOf(DomainFailure.class)
        .hasMessageContaining("Pick one from its history");
    known = false;
    assertThatThrownBy(() -> prepare(null)).hasMessageContaining("roll out an image");
  }

  @Test
  void aPausedDeploymentIsResumedByTheSameWrite() {
    live.spec().put("paused", true);
    var prepared = prepare(null);
    assertThat(prepared.sentence()).endsWith("and resume it");
    assertThat(prepared.diff())
        .startsWith(new DiffLine('-', "paused: true"), new DiffLine('+', "paused: false"));
    var content = (ObjectNode) prepared.content().deepCopy();
    content.set("template", prepared.template());
    var patch = (WorkloadPatch.ReplaceTemplate) action.patch(content, live, Map.of());
    assertThat(patch.resume()).isTrue();
  }

  @Test
  void whatIsNotPausedIsNotResumed() {
    var prepared = prepare(null);
    assertThat(prepared.sentence()).doesNotContain("resume");
    assertThat(prepared.content().has("resumes")).isFalse();
  }

  @Test
  void aTemplateThatNoLongerMatchesTheSelectorIsRefused() {
    live.spec()
        .set(
            "selector",
            json("{\"matchLabels\": {\"app\": \"student-service\", \"tier\": \"web\"}}"));
    assertThatThrownBy(() -> prepare(null)).hasMessageContaining("selector");
  }

  @Test
  void configurationIsComparedAndListedAsNotUndone() {
    gateway.configMaps.put("terms", "hash-now");
    assertThat(prepare(null).notUndone())
        .contains("ConfigMap terms: has changed since and stays as it is now.")
        .anyMatch(line -> line.startsWith("Secret student-db: stays"))
        .anyMatch(line -> line.contains("init container migrate"));
    gateway.configMaps.put("terms", "hash-then");
    assertThat(prepare(null).notUndone()).contains("ConfigMap terms: unchanged since.");
    gateway.configMaps.clear();
    assertThat(prepare(null).notUndone()).anyMatch(line -> line.contains("does not exist now"));
  }

  @Test
  void theDigestsApprovedThenMustRunAgain() {
    assertThat(prepare(null).content().path("digests").path("app").path(0).asString())
        .isEqualTo(DeploymentMother.DIGEST);
  }
}
