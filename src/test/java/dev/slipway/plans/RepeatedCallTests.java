package dev.slipway.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import dev.slipway.identity.Grants;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.Way;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Changes over the API that carry a key: done once, and answered alike, however often they come.
@SlipwayTest
class RepeatedCallTests extends AskedPlan {

  private final String key = UuidV7.next().toString();

  @Test
  @Negative(62)
  void fiftyTwinsAreDoneOnceAndAnsweredAlike() throws Exception {
    var ada = visitor(stage.ada);
    var calls = new ArrayList<Callable<HttpResponse<String>>>();
    for (var twin = 0; twin < 50; twin++) {
      calls.add(() -> post(ada, path + "/withdraw", "{\"reason\": \"Not needed any more\"}", key));
    }
    var answers = new HashSet<String>();
    var repeated = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var call : threads.invokeAll(calls)) {
        var answer = call.get();
        assertThat(answer.statusCode()).isEqualTo(200);
        answers.add(answer.body());
        repeated += answer.headers().firstValue("Idempotency-Replayed").isPresent() ? 1 : 0;
      }
    }
    assertThat(answers).singleElement().asString().contains("\"state\":\"withdrawn\"");
    assertThat(repeated).isEqualTo(49);
  }

  @Test
  @Negative(62)
  void theSameKeyForAnythingElseIsRefused() {
    var ada = visitor(stage.ada);
    assertThat(post(ada, path + "/withdraw", "{\"reason\": \"Not needed\"}", key).statusCode())
        .isEqualTo(200);

    var otherBody = post(ada, path + "/withdraw", "{\"reason\": \"Something else\"}", key);
    assertThat(otherBody.statusCode()).isEqualTo(422);
    assertThat(otherBody.body()).contains("\"type\":\"key-reused\"");
    assertThat(post(ada, path + "/submit", "", key).statusCode()).isEqualTo(422);
    var sameInOtherWords = post(ada, path + "/withdraw", "{ \"reason\":\"Not needed\" }", key);
    assertThat(sameInOtherWords.statusCode()).isEqualTo(200);
    assertThat(sameInOtherWords.headers().firstValue("Idempotency-Replayed")).hasValue("true");
  }

  @Test
  void theKeyOfOneIsNotTheKeyOfAnother() {
    assertThat(
            post(visitor(stage.ada), path + "/withdraw", "{\"reason\": \"Not needed\"}", key)
                .statusCode())
        .isEqualTo(200);
    var other = post(visitor(stage.mira), path + "/revoke", "{\"reason\": \"Not needed\"}", key);
    assertThat(other.headers().firstValue("Idempotency-Replayed")).isEmpty();
    assertThat(other.statusCode()).isNotIn(200, 422);
  }

  @Test
  void whatWasRefusedIsJudgedAnewUnderItsKey() {
    var mira = visitor(stage.mira);
    var reason = "{\"reason\": \"Not needed\"}";
    assertThat(post(mira, path + "/withdraw", reason, key).statusCode()).isEqualTo(403);

    stage
        .bean(Grants.class)
        .give(stage.mira.id(), Role.DEVELOPER, stage.team.id(), null, "test", Actor.SYSTEM);

    assertThat(post(mira, path + "/withdraw", reason, key).statusCode()).isEqualTo(200);
  }

  @Test
  @Negative(62)
  void aCallThatWasCutOffIsNotDoneAgainUnderItsKey() {
    var ada = visitor(stage.ada);
    var reason = "{\"reason\": \"Not needed\"}";
    assertThat(post(ada, path + "/withdraw", reason, key).statusCode()).isEqualTo(200);
    var jdbc = stage.bean(JdbcClient.class);
    jdbc.sql(
            """
            update recorded_answer set body = null, status = null,
              at = clock_timestamp() - interval '3 minutes' where key = ?
            """)
        .param(key)
        .update();

    var again = post(ada, path + "/withdraw", reason, key);
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("it may have been done or not", "with a new key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a key with blanks", "TOO-LONG"})
  void aKeyIsAShortWord(String odd) {
    var name = odd.equals("TOO-LONG") ? "k".repeat(129) : odd;
    var ada = visitor(stage.ada);
    assertThat(post(ada, path + "/withdraw", "{\"reason\": \"Not needed\"}", name).statusCode())
        .isEqualTo(400);
  }

  @Test
  @Negative(62)
  void oneWishUnderOneKeyIsOnePlan() throws Exception {
    var draft = stage.draft(stage.placement(), ChangeKind.ROLLOUT, Way.FORWARD);
    var wish = draft.wish();
    when(stage.drafting.draft(any(), any())).thenReturn(draft);
    var actor = Stage.actor(stage.ada);
    var calls = new ArrayList<Callable<PlanId>>();
    for (var twin = 0; twin < 20; twin++) {
      calls.add(() -> stage.plans.propose(wish, actor, false, key).id());
    }
    var plans = new HashSet<PlanId>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var plan : threads.invokeAll(calls)) {
        plans.add(plan.get());
      }
    }
    assertThat(plans).hasSize(1);
  }

  private static HttpResponse<String> post(Visitor visitor, String path, String body, String key) {
    return visitor.send(
        "POST",
        "/api/v1" + path,
        BodyPublishers.ofString(body),
        "Content-Type",
        "application/json",
        "X-CSRF-TOKEN",
        visitor.formToken(),
        "Idempotency-Key",
        key);
  }
}
