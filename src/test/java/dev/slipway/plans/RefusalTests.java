package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Tables;
import dev.slipway.testing.Visitor;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Refusals over the wire, on every address that leads there: the status that is documented, not
/// one row changed, one event in the trail, and no secret in the answer.
@SlipwayTest
class RefusalTests extends AskedPlan {

  @Test
  @Negative(1)
  void nobodyApprovesWhatTheyAskedFor() {
    stage
        .bean(Grants.class)
        .give(stage.ada.id(), Role.APPROVER, stage.team.id(), null, "test", Actor.SYSTEM);
    everyRoadOfADecision(stage.ada, plan.hash, 403);
  }

  @Test
  @Negative(7)
  void anApprovalOfAnotherContentIsRefused() {
    everyRoadOfADecision(stage.mira, "of-the-previous-plan", 409);
  }

  @Test
  @Negative(16)
  void whatIsOverIsNotDecided() {
    stage.plans.withdraw(plan.id, "not needed", Stage.actor(stage.ada));
    everyRoadOfADecision(stage.mira, plan.hash, 409);
  }

  @Test
  @Negative(25)
  void anAdministratorNeitherApprovesNorForces() {
    var sam = stage.bean(People.class).byHandle("sam").orElseThrow();
    everyRoadOfADecision(sam, plan.hash, 403);
    var visitor = visitor(sam);
    for (var former : new String[] {"/force", "/approve", "/execute", "/override"}) {
      assertThat(visitor.post(path + former, Map.of()).statusCode()).isEqualTo(404);
      assertThat(json(visitor, "/api/v1" + path + former, "{}").statusCode()).isEqualTo(404);
    }
  }

  @Test
  @Negative({8, 17})
  void theOlderOfTwoPlansIsNotStarted() {
    var older = plan;
    stage.approve(older);
    var newer = stage.propose(placementOf(older), ChangeKind.ROLLOUT);
    stage.approve(newer);
    assertThat(stage.state(older)).isEqualTo(PlanState.SUPERSEDED);
    everyRoadOfAStart(stage.ada, older.hash, 409);
  }

  @Test
  @Negative(7)
  void aStartOfAnotherContentIsRefused() {
    stage.approve(plan);
    everyRoadOfAStart(stage.ada, "of-the-previous-plan", 409);
  }

  @Test
  @Negative({30, 31})
  void anotherTeamCanDoNothingAndLearnsNothing() {
    var unique = UuidV7.next().toString().substring(24);
    var others = stage.bean(Teams.class).create("other-" + unique, "Other", Actor.SYSTEM);
    var eve = stage.bean(People.class).register("eve-" + unique, "Eve", Actor.SYSTEM);
    stage
        .bean(Grants.class)
        .give(eve.id(), Role.DEVELOPER, others.id(), null, "test", Actor.SYSTEM);
    everyRoadOfAStart(eve, plan.hash, 403);
    refused(
        403, eve, () -> visitor(eve).post(path + "/withdraw", Map.of("reason", "because I can")));
    refused(403, eve, () -> visitor(eve).post(path + "/revoke", Map.of("reason", "because I can")));

    var vera = stage.bean(People.class).byHandle("vera").orElseThrow();
    var viewer = visitor(vera);
    var missing = "/plans/" + UUID.randomUUID();
    for (var move : new String[] {"/start", "/submit", "/withdraw", "/decisions"}) {
      assertThat(viewer.post(path + move, Map.of()).statusCode())
          .as("foreign and missing, %s", move)
          .isEqualTo(viewer.post(missing + move, Map.of()).statusCode());
    }
  }

  private void everyRoadOfADecision(PersonSummary person, String hash, int status) {
    var form = Map.of("hash", hash, "decision", "approve", "comment", "");
    var body = "{\"hash\":\"%s\",\"decision\":\"approve\",\"comment\":\"\"}".formatted(hash);
    var first = visitor(person);
    var second = visitor(person);
    refused(status, person, () -> first.post(path + "/decisions", form));
    refused(status, person, () -> second.post("/approvals/" + request + "/decisions", form));
    refused(status, person, () -> json(second, "/api/v1" + path + "/decisions", body));
  }

  private void everyRoadOfAStart(PersonSummary person, String hash, int status) {
    var visitor = visitor(person);
    var key = UUID.randomUUID().toString();
    refused(status, person, () -> visitor.post(path + "/start", Map.of("hash", hash, "key", key)));
    var body = "{\"hash\":\"%s\"}".formatted(hash);
    refused(
        status,
        person,
        () -> json(visitor, "/api/v1" + path + "/start", body, "Idempotency-Key", key));
  }

  private static void refused(
      int status, PersonSummary person, Supplier<HttpResponse<String>> attempt) {
    var tables = Tables.hashes();
    var refusals = Tables.refusals();

    var answer = attempt.get();

    assertThat(answer.statusCode()).as("%s %s", answer.uri(), person.name()).isEqualTo(status);
    assertThat(Tables.hashes()).as("%s", answer.uri()).isEqualTo(tables);
    assertThat(Tables.refusals() - refusals).as("events of %s", answer.uri()).isEqualTo(1);
    assertThat(answer.body())
        .doesNotContain("canary")
        .doesNotContain("c2xpcHdheSB0ZXN0cyB1c2UgdGhpcyBvbmUga2V5ISE=")
        .doesNotContain("Exception")
        .doesNotContain("jdbc:");
  }

  private dev.slipway.clusters.Placement placementOf(Plan one) {
    return stage
        .bean(dev.slipway.clusters.Placements.class)
        .byId(one.target.placementId())
        .orElseThrow();
  }

  private static HttpResponse<String> json(
      Visitor visitor, String path, String body, String... headers) {
    var all = new java.util.ArrayList<>(java.util.List.of(headers));
    all.addAll(
        java.util.List.of("Content-Type", "application/json", "X-CSRF-TOKEN", visitor.formToken()));
    return visitor.send(
        "POST", path, HttpRequest.BodyPublishers.ofString(body), all.toArray(String[]::new));
  }
}
