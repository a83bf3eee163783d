package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.identity.ApiTokens;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.IssueToken;
import dev.slipway.identity.NotAllowed;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Via;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.Way;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Plans and tokens: the token's scope holds at the request and again at the claim, and a token is
/// the same hand as its owner.
@SlipwayTest
class TokenPlanTests extends AskedPlan {

  @Test
  @Negative({1, 2})
  @Promise("P5")
  void aTokenNeverDecidesNeitherForItsOwnerNorForAnApprover() {
    var form = "{\"hash\":\"%s\",\"decision\":\"approve\",\"comment\":\"\"}".formatted(plan.hash);
    for (var person : Set.of(stage.ada, stage.mira)) {
      var token = token(person, EnvironmentClass.PRODUCTION);

      var answer = send(token.secret(), "/api/v1" + path + "/decisions", form);

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("not-allowed").contains("token");
    }
    assertThat(stage.state(plan)).isEqualTo(PlanState.PENDING_APPROVAL);
  }

  @Test
  @Negative(2)
  @Promise("P5")
  void whoeversTokenAskedIsTheOneWhoAsked() {
    stage
        .bean(Grants.class)
        .give(stage.mira.id(), Role.DEVELOPER, stage.team.id(), null, "test", Actor.SYSTEM);
    var token = token(stage.mira, EnvironmentClass.PRODUCTION);
    var asked = asked(actor(stage.mira, token));
    stage.plans.submit(asked.id, actor(stage.mira, token));

    var answer =
        visitor(stage.mira)
            .post(
                "/plans/" + asked.id.value() + "/decisions",
                Map.of("hash", asked.hash, "decision", "approve", "comment", ""));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(Visitor.page(answer).text()).contains("You cannot approve your own request");
  }

  @Test
  @Negative(35)
  @Promise("P6")
  void aTokenThatIsRevokedStartsNothingAndWhatItAskedForDoesNotStart() {
    var token = token(stage.ada, EnvironmentClass.PRODUCTION);
    var asked = asked(actor(stage.ada, token));
    stage.plans.submit(asked.id, actor(stage.ada, token));
    stage.approve(asked);

    stage
        .bean(ApiTokens.class)
        .revoke(token.token().id(), "found in a log", Stage.actor(stage.ada));

    assertThat(start(token.secret(), asked).statusCode()).isEqualTo(401);
    assertThatThrownBy(() ->
            stage.plans.start(
                asked.id, asked.hash, UUID.randomUUID().toString(), Stage.actor(stage.ada)))
        .as("at the claim, whoever starts it")
        .isInstanceOf(PlanRefused.class)
        .hasMessageContaining("may not change");
  }

  @Test
  @Negative({31, 32})
  void theScopeHoldsAtTheStart() {
    stage.approve(plan);
    var staging = token(stage.ada, EnvironmentClass.STAGING);

    var answer = start(staging.secret(), plan);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("in staging");
    assertThat(start(token(stage.mira, EnvironmentClass.PRODUCTION).secret(), plan).statusCode())
        .as("a token gives its owner no right")
        .isEqualTo(403);
    assertThat(
            send(staging.secret(), "/api/v1" + path + "/withdraw", "{\"reason\":\"because\"}")
                .statusCode())
        .as("nor does it end what its owner asked for elsewhere")
        .isEqualTo(403);
    var fits = actor(stage.ada, token(stage.ada, EnvironmentClass.PRODUCTION));
    stage.plans.start(plan.id, plan.hash, UUID.randomUUID().toString(), fits);
    assertThat(stage.state(plan)).isEqualTo(PlanState.STARTED);
  }

  @Test
  @Negative(2)
  void anApproversTokenDoesNotTakeTheApprovalBack() {
    stage.approve(plan);
    var token = token(stage.mira, EnvironmentClass.PRODUCTION);

    assertThatThrownBy(() -> stage.plans.revoke(plan.id, "because I can", actor(stage.mira, token)))
        .isInstanceOf(NotAllowed.class);
    assertThat(stage.state(plan)).isEqualTo(PlanState.APPROVED);
  }

  private Plan asked(Actor requester) {
    return stage.propose(
        stage.draft(stage.placement(), ChangeKind.ROLLOUT, Way.FORWARD), requester);
  }

  private ApiTokens.Issued token(PersonSummary person, EnvironmentClass environment) {
    var name = "t-" + UUID.randomUUID().toString().substring(0, 8);
    return stage
        .bean(ApiTokens.class)
        .issue(
            new IssueToken(name, true, false, null, "", Set.of(environment), 7),
            Stage.actor(person));
  }

  private static Actor actor(PersonSummary person, ApiTokens.Issued token) {
    return new Actor(
        person.id().value(),
        person.name() + " by token " + token.token().name(),
        Via.TOKEN,
        "127.0.0.1",
        "test",
        null,
        token.token().id());
  }

  private HttpResponse<String> start(String secret, Plan one) {
    return send(
        secret,
        "/api/v1/plans/" + one.id.value() + "/start",
        "{\"hash\":\"%s\"}".formatted(one.hash));
  }

  private HttpResponse<String> send(String secret, String to, String body) {
    return new Visitor(port)
        .send(
            "POST",
            to,
            BodyPublishers.ofString(body),
            "Authorization",
            "Bearer " + secret,
            "Idempotency-Key",
            UUID.randomUUID().toString(),
            "Content-Type",
            "application/json");
  }
}
