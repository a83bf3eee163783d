package dev.slipway.approvals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.GrantView;
import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Subject;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/// What waits for a second person, shown with roles, and who that can be.
class HeldActTests extends HeldStage {

  @Test
  @Promise("P5")
  void aRoleForProductionWaitsUntilAnotherAdministratorHasAgreed() {
    var id = held();

    assertThat(roles()).isEmpty();
    assertThat(state(id)).isEqualTo("WAITING");
    assertThat(second.waiting(Subject.of("person", kofi.handle(), "Kofi")))
        .singleElement()
        .satisfies(act -> assertThat(act.title()).contains("approver of every team in production"));
    assertThat(audited("act.held")).singleElement().asString().contains(sam.name());

    agreeing.approve(id, actor(noor));
    settling.settle(id);
    assertThat(roles()).as("ten seconds are not over").isEmpty();

    agreeing.count(id);

    assertThat(roles()).containsExactly(Role.APPROVER);
    assertThat(grants.of(kofi.id()).getFirst().givenBy()).isEqualTo(sam.name());
    assertThat(state(id)).isEqualTo("DONE");
    assertThat(audited("grant.given"))
        .singleElement()
        .asString()
        .startsWith(sam.name())
        .contains("agreedBy")
        .contains(noor.name());
    assertThat(audited("act.done")).hasSize(1);
    assertThat(approvals.standing(id).state()).isEqualTo(ApprovalStanding.State.CLOSED);
  }

  @Test
  void whatEndsBeforeProductionAndWhatTakesAwayIsDoneAtOnce() {
    assertThat(give(Role.DEVELOPER, EnvironmentClass.STAGING)).isEmpty();
    assertThat(roles()).containsExactly(Role.DEVELOPER);

    grants.end(grants.of(kofi.id()).getFirst().id(), "left the team", actor(sam));

    assertThat(roles()).isEmpty();
  }

  @Test
  void thePortalItselfWaitsForNobody() {
    grants.give(kofi.id(), Role.APPROVER, null, null, "test", Actor.SYSTEM);

    assertThat(roles()).containsExactly(Role.APPROVER);
  }

  @Test
  void untilTwoAdministratorsHaveExistedOneIsEnough() {
    new TransactionTemplate(transactions)
        .executeWithoutResult(transaction -> {
          jdbc.sql(
                  """
                  update role_grant set role = 'VIEWER', ended_at = clock_timestamp(), ended_by = 'test'
                  where role = 'PLATFORM_ADMIN' and person_id <> :sam
                  """)
              .param("sam", sam.id().value())
              .update();
          assertThat(give(Role.APPROVER, EnvironmentClass.PRODUCTION)).isEmpty();
          grants.give(noor.id(), Role.PLATFORM_ADMIN, null, null, "the second one", actor(sam));
          assertThat(give(Role.SERVICE_OWNER, EnvironmentClass.PRODUCTION)).isPresent();
          transaction.setRollbackOnly();
        });
  }

  @Test
  void thatOneOfTwoIsLeftChangesNothing() {
    var id = held();
    new TransactionTemplate(transactions)
        .executeWithoutResult(transaction -> {
          jdbc.sql(
                  """
                  update role_grant set ended_at = clock_timestamp(), ended_by = 'test'
                  where role = 'PLATFORM_ADMIN' and person_id not in (:sam, :noor) and ended_at is null
                  """)
              .param("sam", sam.id().value())
              .param("noor", noor.id().value())
              .update();
          grants.end(grants.of(noor.id()).getFirst().id(), "left", Actor.SYSTEM);
          assertThat(give(Role.SERVICE_OWNER, EnvironmentClass.PRODUCTION)).isPresent();
          var item = portal.getBean(Inbox.class).item(id, actor(sam));
          assertThat(item.standing().isOutOfReach()).isTrue();
          assertThat(item.whyNot()).contains("One administrator is left");
          transaction.setRollbackOnly();
        });
  }

  @Test
  @Negative(1)
  @Promise("P5")
  void neitherWhoAskedNorWhoGainsIsTheSecondPerson() {
    var forNoor = grants.give(noor.id(), Role.APPROVER, null, null, "knows it well", actor(sam));
    var id = new ApprovalId(forNoor.orElseThrow().id());
    var ada = agreeing.person(Role.APPROVER);
    var jon = agreeing.person(Role.ENVIRONMENT_OWNER);

    for (var person : List.of(sam, noor, ada, jon, kofi)) {
      assertThatThrownBy(() -> agreeing.approve(id, actor(person)))
          .as(person.name())
          .isInstanceOf(DecisionRefused.class);
    }
    agreeing.count(id);

    assertThat(grants.of(noor.id())).extracting(GrantView::role).doesNotContain(Role.APPROVER);
    assertThat(state(id)).isEqualTo("WAITING");
  }

  @Test
  @Negative(25)
  void anAdministratorIsNeverNamedByARequestForAPlan() {
    var rule =
        ApprovalRules.fromJson(ApprovalRules.toJson(List.of(ApprovalRule.SECOND_ADMINISTRATOR)));
    var request =
        new RequestApproval(
            ApprovalId.next(),
            "hash",
            Subject.of("plan", "1", "student-service"),
            "Roll out student-service 1.0.1 to production",
            "/plans/1",
            "Two schools saw pupils enrolled twice",
            Scope.PORTAL,
            actor(sam),
            Set.of(sam.id()),
            rule,
            Instant.now().plusSeconds(60));

    assertThatThrownBy(() -> approvals.open(request)).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> approvals.recount(held(), rule)).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> approvals.standing(request.id())).isInstanceOf(ApprovalNotFound.class);
  }

  @Test
  void whoAskedIsAskedAboutAgainWhenItIsDone() {
    var id = held();
    agreeing.approve(id, actor(noor));
    people.disable(sam.id(), "left", Actor.SYSTEM);

    agreeing.count(id);

    assertThat(roles()).isEmpty();
    assertThat(state(id)).isEqualTo("FAILED");
    assertThat(why(id)).startsWith("Not done: ");
    assertThat(audited("act.failed")).hasSize(1);
    assertThat(audited("grant.given")).isEmpty();
  }

  @Test
  void whoeverWasDisabledOrHasTheRoleByNowIsNotGivenIt() {
    var id = held();
    grants.give(kofi.id(), Role.APPROVER, null, EnvironmentClass.PRODUCTION, "test", Actor.SYSTEM);
    agreeing.approve(id, actor(noor));
    agreeing.count(id);
    assertThat(why(id)).contains("has exactly this role by now");
    assertThat(roles()).hasSize(1);

    var owner =
        new ApprovalId(give(Role.SERVICE_OWNER, EnvironmentClass.PRODUCTION).orElseThrow().id());
    agreeing.approve(owner, actor(noor));
    people.disable(kofi.id(), "left", Actor.SYSTEM);
    agreeing.count(owner);
    assertThat(why(owner)).contains("was disabled meanwhile");
  }

  @Test
  @Negative(12)
  void whoAgreedAndLostTheRoleDoesNotCount() {
    var id = held();
    agreeing.approve(id, actor(noor));
    for (var grant : grants.of(noor.id())) {
      grants.end(grant.id(), "changed teams", Actor.SYSTEM);
    }

    agreeing.count(id);

    assertThat(state(id)).isEqualTo("WAITING");
    assertThat(roles()).isEmpty();
  }
}
