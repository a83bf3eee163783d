package dev.slipway.approvals;

import static dev.slipway.approvals.RequestMother.ADA;
import static dev.slipway.approvals.RequestMother.APPROVER;
import static dev.slipway.approvals.RequestMother.JON;
import static dev.slipway.approvals.RequestMother.KOFI;
import static dev.slipway.approvals.RequestMother.MIRA;
import static dev.slipway.approvals.RequestMother.NOW;
import static dev.slipway.approvals.RequestMother.OWNER;
import static dev.slipway.approvals.RequestMother.SAM;
import static dev.slipway.approvals.RequestMother.decision;
import static dev.slipway.approvals.RequestMother.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.slipway.approvals.ApprovalStanding.State;
import dev.slipway.approvals.RequestMother.Rights;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.PersonId;
import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.identity.TeamId;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Via;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TallyTests {

  private final Rights rights =
      new Rights()
          .give(MIRA, Role.APPROVER)
          .give(JON, Role.APPROVER, Role.ENVIRONMENT_OWNER)
          .give(KOFI, Role.SERVICE_OWNER)
          .give(SAM, Role.PLATFORM_ADMIN)
          .give(ADA, Role.APPROVER);

  @Test
  void aDecisionCountsTenSecondsAfterItWasStored() {
    assertThat(state(request(APPROVER), decision(MIRA, true, 9))).isEqualTo(State.OPEN);
    assertThat(state(request(APPROVER), decision(MIRA, true, 10))).isEqualTo(State.MET);
  }

  @Test
  void whoDecidesHoldsTheRoleWhereverItTakesPlace() {
    rights.bind(MIRA, RequestMother.STUDENTS);
    var others = Scope.of(TeamId.next(), EnvironmentClass.PRODUCTION);
    var both = RequestMother.reaching(request(APPROVER), others);

    assertThat(state(request(APPROVER), decision(MIRA, true, 60))).isEqualTo(State.MET);
    assertThat(state(both, decision(MIRA, true, 60)))
        .as("over one team only")
        .isEqualTo(State.OPEN);
    assertThat(
            Objects.requireNonNull(
                    new Ballot(both, List.of(), rights).refusal(RequestMother.session(MIRA)))
                .message())
        .contains("over every service that this reaches: those of 2 teams")
        .contains("Ask P" + JON.value());
    assertThat(state(both, decision(JON, true, 60))).isEqualTo(State.MET);
  }

  @Test
  void moreSeatsThanPeopleAreOutOfReachWhoeverApproves() {
    var three = new ApprovalRule("Approver", Role.APPROVER, null, 3);
    var standing = standing(request(three), decision(MIRA, true, 60));

    assertThat(standing.reachable()).as("Ada asked for it herself").isEqualTo(2);
    assertThat(standing.outOfReach())
        .startsWith("3 approvals are needed; those who may decide can give 2.")
        .contains("ask");
    assertThat(standing(request(APPROVER)).outOfReach()).isNull();
  }

  @Test
  void oneWithTwoRolesIsNotTwoPeople() {
    rights.give(MIRA);
    rights.give(JON, Role.APPROVER, Role.SERVICE_OWNER);
    rights.give(KOFI);

    assertThat(standing(request(APPROVER, OWNER)).reachable()).isEqualTo(1);
  }

  @Test
  void aDecisionThatWasTakenBackDoesNotCount() {
    assertThat(state(request(APPROVER), RequestMother.undone(decision(MIRA, true, 60))))
        .isEqualTo(State.OPEN);
  }

  @Test
  void aLostRoleTakesTheDecisionWithIt() {
    rights.give(MIRA);

    var standing = standing(request(APPROVER), decision(MIRA, true, 60));

    assertThat(standing.state()).isEqualTo(State.OPEN);
    assertThat(standing.decisions().getFirst().whyNot()).contains("no longer has the role");
  }

  @Test
  void oneRejectionThatCountsEndsIt() {
    assertThat(state(request(APPROVER), decision(MIRA, true, 60), decision(JON, false, 10)))
        .isEqualTo(State.REJECTED);
  }

  @Test
  void aRejectionThatDoesNotCountYetHoldsTheRequest() {
    assertThat(state(request(APPROVER), decision(MIRA, true, 60), decision(JON, false, 5)))
        .isEqualTo(State.OPEN);
  }

  @Test
  void theRejectionOfSomebodyWithoutTheRoleEndsNothing() {
    assertThat(state(request(APPROVER), decision(SAM, false, 60))).isEqualTo(State.OPEN);
  }

  @Test
  void stricterRulesOfNowHoldToo() {
    var stricter = request(APPROVER).withRulesNow(List.of(APPROVER, OWNER));

    assertThat(state(stricter, decision(MIRA, true, 60))).isEqualTo(State.OPEN);
    assertThat(state(stricter, decision(MIRA, true, 60), decision(KOFI, true, 60)))
        .isEqualTo(State.MET);
  }

  @Test
  @Negative(13)
  void looserRulesOfNowDoNotLiftThoseOfTheRequest() {
    var loosened = request(APPROVER, OWNER).withRulesNow(List.of(APPROVER));

    assertThat(state(loosened, decision(MIRA, true, 60))).isEqualTo(State.OPEN);
    assertThat(standing(loosened, decision(MIRA, true, 60)).required()).isEqualTo(2);
  }

  @Test
  void anExpiredRequestIsClosedWithoutAnybodyTidying() {
    var request = request(APPROVER);

    var late = RequestMother.at(request, request.expiresAt());

    assertThat(state(late, decision(MIRA, true, 60))).isEqualTo(State.CLOSED);
  }

  /// P5: requester, editor, second account of the same person, in every combination of roles and
  /// rules.
  @Test
  @Negative({1, 3})
  @Promise("P5")
  void nobodyWithAHandInItIsEverCounted() {
    var hands = List.of(ADA, MIRA, JON, KOFI);
    var rules = List.of(new ApprovalRule[] {APPROVER}, new ApprovalRule[] {APPROVER, OWNER});
    for (var ruleSet : rules) {
      for (var excluded : hands) {
        for (var role : ApprovalRule.DECIDING_ROLES) {
          rights.give(excluded, role);
          var request = RequestMother.excluding(request(ruleSet), excluded);
          assertThat(standing(request, decision(excluded, true, 60)).given()).isZero();
          assertThat(state(request, decision(excluded, false, 60))).isEqualTo(State.OPEN);
          assertThat(refusal(request, RequestMother.session(excluded)))
              .isEqualTo(ProblemType.NOT_ALLOWED);
        }
      }
    }
  }

  @Test
  @Negative(2)
  @Promise("P5")
  void neitherATokenNorThePortalDecides() {
    for (var via : Via.values()) {
      var actor = new Actor(MIRA.value(), "Mira", via, null, null, NOW);
      var refusal = new Ballot(request(APPROVER), List.of(), rights).refusal(actor);
      assertThat(refusal == null).as("%s", via).isEqualTo(via == Via.SESSION);
    }
  }

  @Test
  @Negative(25)
  @Promise("P5")
  void anAdministratorDoesNotDecideByThatRole() {
    assertThat(refusal(request(APPROVER), RequestMother.session(SAM)))
        .isEqualTo(ProblemType.NOT_ALLOWED);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ApprovalRule("Admin", Role.PLATFORM_ADMIN, null, 1));
  }

  @Test
  void whoAskedIsToldWhomToAsk() {
    var refusal =
        new Ballot(request(APPROVER), List.of(), rights).refusal(RequestMother.session(ADA));

    assertThat(Objects.requireNonNull(refusal).message())
        .startsWith("You cannot approve your own request. Ask P")
        .contains(" or ");
  }

  @Test
  @Negative(16)
  void whatIsMetTakesNoFurtherDecision() {
    var ballot = new Ballot(request(APPROVER), List.of(decision(MIRA, true, 60)), rights);

    var refusal = Objects.requireNonNull(ballot.refusal(RequestMother.session(JON)));

    assertThat(refusal.problem()).isEqualTo(ProblemType.ALREADY_DECIDED);
    assertThat(refusal.message()).contains("Nothing is left to decide");
  }

  private ProblemType refusal(StoredRequest request, Actor actor) {
    return Objects.requireNonNull(new Ballot(request, List.of(), rights).refusal(actor)).problem();
  }

  private State state(StoredRequest request, StoredDecision... decisions) {
    return standing(request, decisions).state();
  }

  private ApprovalStanding standing(StoredRequest request, StoredDecision... decisions) {
    return new Tally(request, List.of(decisions), rights).standing();
  }

  @Test
  void aSecondDecisionOfTheSamePersonIsRefused() {
    PersonId mira = MIRA;
    var ballot = new Ballot(request(APPROVER), List.of(decision(mira, true, 5)), rights);

    assertThat(Objects.requireNonNull(ballot.refusal(RequestMother.session(mira))).problem())
        .isEqualTo(ProblemType.ALREADY_DECIDED);
  }
}
