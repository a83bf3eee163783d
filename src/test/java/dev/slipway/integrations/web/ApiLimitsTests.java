package dev.slipway.integrations.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.integrations.ApiProperties;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Via;
import dev.slipway.shell.CurrentActor;
import dev.slipway.shell.GoodCredential;
import dev.slipway.testing.Negative;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.ModelAndView;

class ApiLimitsTests {

  private static final int CALLS = 5;
  private static final int GUESSES = 3;

  private final ApiLimits limits =
      new ApiLimits(
          new ApiProperties(CALLS, GUESSES),
          new Refusal((_, response, _, _) -> {
            response.setStatus(429);
            return new ModelAndView();
          }));

  @Test
  void aCallerIsToldWhatIsLeftAndWhenToComeAgain() throws Exception {
    var ada = UUID.randomUUID();
    for (var left = CALLS - 1; left >= 0; left--) {
      var answer = call("10.0.0.1", "Bearer of ada", ada);
      assertThat(answer.getStatus()).isEqualTo(200);
      assertThat(answer.getHeader("RateLimit-Policy")).isEqualTo("\"caller\";q=5;w=60");
      assertThat(answer.getHeader("RateLimit")).startsWith("\"caller\";r=" + left + ";t=");
    }

    var refused = call("10.0.0.1", "Bearer of ada", ada);
    assertThat(refused.getStatus()).isEqualTo(429);
    assertThat(Integer.parseInt(String.valueOf(refused.getHeader("Retry-After")))).isBetween(1, 12);
    assertThat(refused.getHeader("RateLimit")).startsWith("\"caller\";r=0");
    assertThat(call("10.0.0.1", "Bearer of mira", UUID.randomUUID()).getStatus()).isEqualTo(200);
  }

  @Test
  @Negative(49)
  void guessesFromAnAddressAreBrakedAndWhoeverIsAtWorkThereGoesOn() throws Exception {
    var ada = UUID.randomUUID();
    assertThat(call("10.0.0.2", "Bearer of ada", ada).getStatus()).isEqualTo(200);
    for (var guess = 0; guess < GUESSES; guess++) {
      assertThat(call("10.0.0.2", "Bearer guess " + guess, null).getStatus()).isEqualTo(401);
    }

    var braked = call("10.0.0.2", "Bearer one more", null);
    assertThat(braked.getStatus()).isEqualTo(429);
    assertThat(braked.getHeader("Retry-After")).isNotNull();
    assertThat(call("10.0.0.2", null, null).getStatus()).isEqualTo(429);
    assertThat(call("10.0.0.2", "Bearer of ada", ada).getStatus()).isEqualTo(200);
    assertThat(call("10.0.0.3", "Bearer one more", null).getStatus()).isEqualTo(401);
  }

  @Test
  void aKeyThatWasGoodGoesOnReportingFromAnAddressThatIsBraked() throws Exception {
    assertThat(reports("10.0.0.4", "Bearer of a backup")).isEqualTo(201);
    for (var guess = 0; guess < GUESSES; guess++) {
      var _ = call("10.0.0.4", "Bearer guess " + guess, null);
    }
    assertThat(reports("10.0.0.4", "Bearer of another backup")).as("never seen").isEqualTo(429);
    for (var more = 1; more < CALLS; more++) {
      assertThat(reports("10.0.0.4", "Bearer of a backup")).isEqualTo(201);
    }

    assertThat(call("10.0.0.4", "Bearer of a backup", null).getStatus()).isEqualTo(401);
    assertThat(reports("10.0.0.4", "Bearer of a backup")).as("it opened nothing").isEqualTo(429);
  }

  @Test
  void aKeyThatIsGoodIsNotUsedWithoutEnd() throws Exception {
    assertThat(reports("10.0.0.5", "Bearer of a script")).isEqualTo(201);
    for (var more = 0; more < CALLS; more++) {
      assertThat(reports("10.0.0.5", "Bearer of a script")).isEqualTo(201);
    }
    assertThat(reports("10.0.0.5", "Bearer of a script")).isEqualTo(429);
  }

  /// As a backup reports in: its key is good, and no person stands behind it.
  private int reports(String address, String key) throws Exception {
    var request = new MockHttpServletRequest("POST", "/api/v1/backup-reports/1");
    request.setRemoteAddr(address);
    request.addHeader("Authorization", key);
    var response = new MockHttpServletResponse();
    limits.beforeAnybodyIsKnown(
        request,
        response,
        (_, answered) -> {
          GoodCredential.mark(request);
          ((HttpServletResponse) answered).setStatus(201);
        });
    return response.getStatus();
  }

  @Test
  void theNetworkOfACustomerIsOneStranger() throws Exception {
    for (var host = 0; host < GUESSES; host++) {
      assertThat(call("2001:db8:0:7:0:0:0:" + host, null, null).getStatus()).isEqualTo(401);
    }
    assertThat(call("2001:db8:0:7:9:9:9:9", null, null).getStatus()).isEqualTo(429);
    assertThat(call("2001:db8:0:8:0:0:0:1", null, null).getStatus()).isEqualTo(401);
  }

  @Test
  void nobodyFillsTheMemoryWithCallers() {
    var buckets = new Buckets(10, 100);
    for (var caller = 0; caller < 1_000; caller++) {
      buckets.take("stranger " + caller);
    }
    assertThat(buckets.size()).isEqualTo(100);
  }

  /// As it goes through both filters, with sign-in between them.
  private MockHttpServletResponse call(
      String address, @Nullable String token, @Nullable UUID person) throws Exception {
    var request = new MockHttpServletRequest("GET", "/api/v1/services");
    request.setRemoteAddr(address);
    if (token != null) {
      request.addHeader("Authorization", token);
    }
    var response = new MockHttpServletResponse();
    FilterChain signIn =
        (asked, answered) -> {
          if (person == null) {
            ((HttpServletResponse) answered).setStatus(401);
          } else {
            CurrentActor.set(
                request, new Actor(person, "somebody", Via.TOKEN, address, null, null));
            limits.ofWhoeverIsKnown(request, response, (_, _) -> {});
          }
        };
    limits.beforeAnybodyIsKnown(request, response, signIn);
    return response;
  }
}
