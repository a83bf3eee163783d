package dev.slipway.policies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.approvals.ApprovalRule;
import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.SystemId;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.Role;
import dev.slipway.identity.TeamId;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.policies.spi.ChangeFacts;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.ProposedChange;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.policies.spi.Way;
import dev.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What is said of images that a registry does not know, or whose digest it did not tell.
@SlipwayTest
class ImagePolicyTests {

  private static final String UNKNOWN = "a:9: registry x does not know this image";
  private static final String SILENT = "a:1: registry x cannot be reached";

  @Autowired ImagePolicy policy;
  @Autowired EnvironmentPolicies environmentPolicies;
  @Autowired Environments environments;
  @Autowired People people;
  @Autowired Grants grants;

  private EnvironmentView production;

  @BeforeEach
  void prepare() {
    var unique = UuidV7.next().toString().substring(24);
    production =
        environments.register(
            new RegisterEnvironment(
                "image-" + unique, "image-" + unique, EnvironmentClass.PRODUCTION, 90),
            Actor.SYSTEM);
  }

  @Test
  void anImageThatTheRegistryDoesNotKnowIsACondition() {
    assertThat(judge(ChangeKind.ROLLOUT, List.of(), List.of(UNKNOWN)))
        .isInstanceOfSatisfying(
            Verdict.AllowWithCondition.class,
            condition ->
                assertThat(condition.reason())
                    .contains(UNKNOWN + ". The rollout will probably fail"));
  }

  @Test
  void anImageWithoutADigestIsAConditionAndForARollbackANote() {
    assertThat(judge(ChangeKind.ROLLOUT, List.of(SILENT), List.of()))
        .isInstanceOfSatisfying(
            Verdict.AllowWithCondition.class,
            condition -> assertThat(condition.reason()).contains(SILENT).contains("Another push"));
    assertThat(judge(ChangeKind.ROLLBACK, List.of("a:1"), List.of()))
        .isInstanceOf(Verdict.Allow.class);
  }

  @Test
  void whereOnlyPinnedImagesMayRunBothAreBlocked() {
    onlyPinned();

    assertThat(judge(ChangeKind.ROLLOUT, List.of(), List.of(UNKNOWN)))
        .isInstanceOf(Verdict.Block.class);
    assertThat(judge(ChangeKind.ROLLOUT, List.of(SILENT), List.of()))
        .isInstanceOf(Verdict.Block.class);
    assertThat(judge(ChangeKind.ROLLOUT, List.of(), List.of())).isInstanceOf(Verdict.Allow.class);
  }

  @Test
  void anImageOfAnotherRepositoryIsAConditionOfItsOwn() {
    var elsewhere = List.of("evil.example/foo instead of registry.emis.local/student-service");
    assertThat(judge(ChangeKind.ROLLOUT, List.of(), List.of(), elsewhere))
        .filteredOn(verdict -> verdict.policy().equals("image-repository"))
        .singleElement()
        .isInstanceOfSatisfying(
            Verdict.AllowWithCondition.class,
            condition ->
                assertThat(condition.condition())
                    .contains("comes from another repository: evil.example/foo instead of"));
    assertThat(judge(ChangeKind.ROLLBACK, List.of(), List.of(), elsewhere))
        .filteredOn(verdict -> verdict.policy().equals("image-repository"))
        .singleElement()
        .isInstanceOf(Verdict.Allow.class);
    assertThat(judge(ChangeKind.ROLLOUT, List.of(), List.of(), List.of()))
        .noneMatch(verdict -> verdict.policy().equals("image-repository"));
  }

  @Test
  void anImageThatIsGoneIsAConditionOfARollbackAndNeverBlocksIt() {
    onlyPinned();
    assertThat(judge(ChangeKind.ROLLBACK, List.of(), List.of(UNKNOWN)))
        .isInstanceOfSatisfying(
            Verdict.AllowWithCondition.class,
            condition -> {
              assertThat(condition.reason())
                  .startsWith("The image is gone from the registry. " + UNKNOWN)
                  .contains("a node that still keeps it");
              assertThat(condition.condition()).contains("gone from the registry");
            });
    assertThat(judge(ChangeKind.ROLLBACK, List.of(), List.of()))
        .isEqualTo(new Verdict.Allow("pinned-image", "Every image is pinned by its digest."));
  }

  @Test
  void thePortalsOwnWayBackWaitsForNobodyToAcknowledge() {
    var facts = change(ChangeKind.ROLLBACK, List.of(), List.of(UNKNOWN), List.of());
    assertThat(policy.judge(facts.askedBy(Actor.SYSTEM)).getFirst())
        .isInstanceOf(Verdict.Allow.class);
  }

  @Test
  void aRegistryThatDoesNotAnswerIsNeitherAProofNorAHindrance() {
    var silent = change(ChangeKind.ROLLBACK, List.of(), List.of(), List.of());
    var untold =
        new ProposedChange(
            silent.service(),
            silent.environment(),
            silent.facts().withTold(List.of(), List.of(SILENT)));
    assertThat(policy.judge(untold))
        .filteredOn(verdict -> verdict.policy().equals("image-gone"))
        .singleElement()
        .isEqualTo(
            new Verdict.Allow(
                "image-gone",
                "Not known whether the registry still has what ran then. " + SILENT + "."));
    assertThat(policy.judge(silent)).noneMatch(each -> each.policy().equals("image-gone"));
  }

  @Test
  void aTagThatMovesIsNamed() {
    assertThat(ImagePolicy.moves("redis")).isTrue();
    assertThat(ImagePolicy.moves("redis:latest")).isTrue();
    assertThat(ImagePolicy.moves("localhost:5000/redis")).isTrue();
    assertThat(ImagePolicy.moves("localhost:5000/redis:7.2")).isFalse();
    assertThat(ImagePolicy.moves("redis@sha256:aa")).isFalse();
  }

  private void onlyPinned() {
    var jon = people.register("jon-" + production.slug(), "Jon", Actor.SYSTEM);
    grants.give(jon.id(), Role.ENVIRONMENT_OWNER, null, null, "test", Actor.SYSTEM);
    environmentPolicies.edit(
        new EditEnvironmentPolicy(
            production.id(),
            0,
            List.of(new ApprovalRule("Approver", Role.APPROVER, null, 1)),
            List.of(),
            true,
            Duration.ofHours(2),
            true,
            Duration.ofSeconds(60),
            2,
            Duration.ofMinutes(10),
            "only what a registry told",
            true),
        new Actor(jon.id().value(), "Jon", Via.SESSION, null, null, Instant.now()));
  }

  private Verdict judge(ChangeKind kind, List<String> unpinned, List<String> missing) {
    return judge(kind, unpinned, missing, List.of()).getFirst();
  }

  private List<Verdict> judge(
      ChangeKind kind, List<String> unpinned, List<String> missing, List<String> repositories) {
    return policy.judge(change(kind, unpinned, missing, repositories));
  }

  private ProposedChange change(
      ChangeKind kind, List<String> unpinned, List<String> missing, List<String> repositories) {
    var facts =
        new ChangeFacts(
            kind,
            UUID.randomUUID(),
            Way.BACK,
            List.of("student-service:1.0.1"),
            unpinned,
            missing,
            repositories,
            List.of(),
            List.of(),
            null,
            null,
            null,
            false,
            null);
    var team = new TeamId(UUID.randomUUID());
    var service =
        new ServiceView(
            ServiceId.next(),
            "student-service",
            "student-service",
            "",
            SystemId.next(),
            "emis",
            "EMIS",
            team,
            "students",
            "Students",
            1,
            Lifecycle.PRODUCTION,
            List.of());
    return new ProposedChange(service, production, facts);
  }
}
