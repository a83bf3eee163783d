package dev.slipway.deployments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.Health;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.PlaceService;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.RegisterCluster;
import dev.slipway.clusters.Surroundings;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.NotAllowed;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonId;
import dev.slipway.identity.Role;
import dev.slipway.identity.TeamSummary;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.plans.PlanView;
import dev.slipway.plans.Plans;
import dev.slipway.plans.ProposeChange;
import dev.slipway.policies.EditEnvironmentPolicy;
import dev.slipway.policies.EnvironmentPolicies;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.sandbox.kubernetes.ClusterOptions;
import dev.slipway.sandbox.kubernetes.SimulatedCluster;
import dev.slipway.testing.Line;
import dev.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/// The voting app: who may do what where, and that production takes only what QA has had.
@SlipwayTest
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PromotedLinesTests {

  private static final String NEW = "app.test/vote:1.5.0@sha256:" + "5".repeat(64);

  @Autowired private ApplicationContext context;
  private final String unique = UuidV7.next().toString().substring(24);
  private final SimulatedCluster cluster =
      SimulatedCluster.start(ClusterOptions.named("promoted").speed(20));
  private final Map<String, EnvironmentView> stages = new HashMap<>();
  private final Map<String, Placement> placements = new HashMap<>();
  private TeamSummary team;
  private ServiceView vote;

  @BeforeAll
  void prepare() {
    cluster.apply(DrivenLinesTests.file("kinds") + DrivenLinesTests.file("voting"));
    var slug = "vote-" + unique;
    bean(Clusters.class)
        .register(new RegisterCluster(slug, slug, cluster.kubeconfig()), Actor.SYSTEM);
    team = bean(Teams.class).create(slug, slug, Actor.SYSTEM);
    bean(Systems.class).register(new RegisterSystem(slug, slug, ""), Actor.SYSTEM);
    vote =
        bean(Services.class)
            .register(
                new RegisterService(slug, slug, "", slug, slug, 2, Lifecycle.PRODUCTION, List.of()),
                Actor.SYSTEM);
    stage("dev", EnvironmentClass.DEVELOPMENT, 701);
    stage("qa", EnvironmentClass.STAGING, 702);
    stage("prod", EnvironmentClass.PRODUCTION, 703);
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  private void stage(String namespace, EnvironmentClass environmentClass, int rank) {
    var name = namespace + "-" + unique;
    var environment =
        bean(Environments.class)
            .register(new RegisterEnvironment(name, name, environmentClass, rank), Actor.SYSTEM);
    stages.put(namespace, environment);
    var workload =
        new WorkloadRef(
            bean(Clusters.class).require("vote-" + unique).id(),
            namespace,
            WorkloadKind.DEPLOYMENT,
            "vote");
    placements.put(
        namespace,
        bean(Placements.class)
            .place(new PlaceService(vote.id(), environment.id(), workload, "vote"), Actor.SYSTEM));
    // First the history has to hold what was there, or there is no way back to it.
    await()
        .atMost(FlowStage.LONGEST)
        .until(() ->
            bean(LiveWorkloads.class)
                    .state(workload)
                    .filter(state -> state.health() == Health.HEALTHY)
                    .isPresent()
                && !bean(Deployments.class).recent(placement(namespace).id(), 1).isEmpty());
  }

  @Test
  @Line("vote-12")
  void rolesAreBroadInDevAndTightInProduction() {
    var ada = person("ada");
    give(ada, Role.DEVELOPER, EnvironmentClass.DEVELOPMENT);
    var kofi = person("kofi");
    give(kofi, Role.DEVELOPER, EnvironmentClass.DEVELOPMENT);
    give(kofi, Role.SERVICE_OWNER, EnvironmentClass.STAGING);
    var jon = person("jon");
    give(jon, Role.SERVICE_OWNER, EnvironmentClass.PRODUCTION);

    assertThat(plan(ada, "dev", ChangeKind.RESTART, "").state().slug()).isEqualTo("planned");
    for (var stage : List.of("qa", "prod")) {
      assertThatThrownBy(() -> plan(ada, stage, ChangeKind.RESTART, ""))
          .as(stage)
          .isInstanceOf(NotAllowed.class);
    }
    assertThat(plan(kofi, "qa", ChangeKind.RESTART, "").state().slug()).isEqualTo("planned");
    assertThatThrownBy(() -> plan(kofi, "prod", ChangeKind.RESTART, ""))
        .isInstanceOf(NotAllowed.class);
    // Whoever may plan in production still needs somebody else to agree.
    assertThat(plan(jon, "prod", ChangeKind.RESTART, "").state().slug())
        .isEqualTo("pending-approval");
    assertThatThrownBy(() -> plan(jon, "dev", ChangeKind.RESTART, ""))
        .isInstanceOf(NotAllowed.class);

    var around = bean(Surroundings.Reader.class).around(placement("prod").workload()).orElseThrow();
    assertThat(around.topics())
        .flatExtracting(Surroundings.Topic::items)
        .flatExtracting(Surroundings.Item::facts)
        .extracting(Surroundings.Fact::label)
        .contains("Service account");
  }

  @Test
  @Line("vote-6")
  void productionTakesOnlyWhatQaHasHadAndSignedOff() {
    var owner = person("owner");
    give(owner, Role.SERVICE_OWNER, EnvironmentClass.STAGING);
    give(owner, Role.SERVICE_OWNER, EnvironmentClass.PRODUCTION);
    assertThat(verdict(plan(owner, "prod", ChangeKind.ROLLOUT, NEW))).isNull();
    requireProof("prod");
    var early = plan(owner, "prod", ChangeKind.ROLLOUT, NEW);
    assertThat(verdict(early))
        .isInstanceOfSatisfying(
            Verdict.Block.class,
            block -> {
              assertThat(block.reason())
                  .contains("takes only what succeeded in " + stage("qa").name())
                  .contains("vote:1.5.0");
              assertThat(block.wayOut()).startsWith("Roll it out in " + stage("qa").name());
            });

    release(owner, plan(owner, "qa", ChangeKind.ROLLOUT, NEW));
    var proven = plan(owner, "prod", ChangeKind.ROLLOUT, NEW);
    assertThat(verdict(proven))
        .isInstanceOfSatisfying(
            Verdict.Allow.class,
            allow ->
                assertThat(allow.reason())
                    .startsWith("Succeeded in " + stage("qa").name())
                    .contains("rolled out there by owner"));
    assertThat(verdict(plan(owner, "prod", ChangeKind.ROLLOUT, NEW.replace("5555", "6666"))))
        .as("the name is no proof, the content is")
        .isInstanceOf(Verdict.Block.class);

    release(owner, plan(owner, "qa", ChangeKind.ROLLBACK, ""));
    assertThat(verdict(plan(owner, "prod", ChangeKind.ROLLOUT, NEW)))
        .as("what QA took back is not validated")
        .isInstanceOf(Verdict.Block.class);
  }

  private static @Nullable Verdict verdict(PlanView plan) {
    return plan.verdicts().stream()
        .filter(verdict -> verdict.policy().equals("promotion"))
        .findFirst()
        .orElse(null);
  }

  private void requireProof(String stage) {
    var jon = person("jon");
    give(jon, Role.ENVIRONMENT_OWNER, EnvironmentClass.PRODUCTION);
    var policies = bean(EnvironmentPolicies.class);
    var now = policies.of(stage(stage).id());
    policies.edit(
        new EditEnvironmentPolicy(
            stage(stage).id(),
            now.version(),
            now.rules(),
            now.rollbackRules(),
            now.pinnedImagesRequired(),
            Duration.ofHours(24),
            now.automaticRollback(),
            now.podErrorGrace(),
            now.crashRestarts(),
            now.stallTimeout(),
            true,
            now.evidence(),
            "Only what QA has validated",
            true),
        jon);
  }

  private void release(Actor actor, PlanView plan) {
    var id =
        bean(Plans.class)
            .start(plan.id(), plan.hash(), UUID.randomUUID().toString(), actor)
            .value();
    var ended =
        await()
            .atMost(FlowStage.LONGEST)
            .until(
                () -> bean(Deployments.class).byId(id).summary(),
                found -> !found.state().isActive());
    assertThat(ended.state()).as(ended.why()).isEqualTo(DeploymentState.SUCCEEDED);
  }

  private PlanView plan(Actor actor, String stage, ChangeKind kind, String image) {
    return bean(Plans.class)
        .propose(
            new ProposeChange(
                kind,
                vote.slug(),
                stage(stage).slug(),
                image.isEmpty() ? Map.of() : Map.of("", image),
                null,
                null,
                null,
                null,
                null,
                "The poll of the week begins",
                null,
                false,
                Set.of("pinned-image", "image-repository", "quota", "caution"),
                null),
            actor,
            true);
  }

  private EnvironmentView stage(String namespace) {
    return Objects.requireNonNull(stages.get(namespace));
  }

  private Placement placement(String namespace) {
    return Objects.requireNonNull(placements.get(namespace));
  }

  private Actor person(String name) {
    var person =
        bean(People.class)
            .register(name + "-" + UuidV7.next().toString().substring(24), name, Actor.SYSTEM);
    return new Actor(person.id().value(), name, Via.SESSION, "127.0.0.1", "test", Instant.now());
  }

  private void give(Actor actor, Role role, EnvironmentClass environmentClass) {
    bean(Grants.class)
        .give(
            new PersonId(Objects.requireNonNull(actor.person())),
            role,
            role == Role.ENVIRONMENT_OWNER ? null : team.id(),
            environmentClass,
            "A test of roles",
            Actor.SYSTEM);
  }

  private <T> T bean(Class<T> type) {
    return context.getBean(type);
  }
}
