package dev.slipway.integrations.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.integrations.RecordedAnswer;
import dev.slipway.integrations.RecordedAnswers;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.shell.CurrentActor;
import dev.slipway.testing.Negative;
import dev.slipway.testing.SlipwayTest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// A call fails after its effect, or before; the client knows neither.
@SlipwayTest
class RepeatedFailureTests {

  private static final FilterChain FAILS =
      (_, response) -> ((HttpServletResponse) response).setStatus(500);
  private static final FilterChain DIES =
      (_, _) -> {
        throw new IOException("cut off");
      };
  private static final FilterChain WORKS = (_, response) -> response.getWriter().write("done");

  @Autowired private RepeatedCalls repeated;
  @Autowired private RecordedAnswers answers;
  @Autowired private JdbcClient jdbc;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping handlers;

  private String path = "/api/v1/plans";
  private final String key = UuidV7.next().toString();
  private final Actor actor =
      new Actor(UuidV7.next(), "Ada", Via.SESSION, "127.0.0.1", "test", null);

  @Test
  @Negative(62)
  void afterAFailureACallThatGuardsItsEffectIsTriedAtOnceAndNoOther() throws Exception {
    assertThat(send("one", FAILS).getStatus()).isEqualTo(500);
    assertThatThrownBy(() -> send("one", DIES)).isInstanceOf(IOException.class);

    assertThat(send("another", WORKS).getStatus()).isEqualTo(422);
    assertThat(send("one", WORKS).getContentAsString()).isEqualTo("done");
    assertThat(send("one", FAILS).getHeader("Idempotency-Replayed")).isEqualTo("true");
  }

  @Test
  @Negative(62)
  void afterAFailureACallWithoutAGuardIsNotDoneAgain() throws Exception {
    path = "/api/v1/deployments/" + UuidV7.next() + "/abort";
    assertThatThrownBy(() -> send("one", DIES)).isInstanceOf(IOException.class);

    var again = send("one", WORKS);

    assertThat(again.getStatus()).isEqualTo(409);
    assertThat(again.getContentAsString()).contains("it may have been done or not");
  }

  /// As if the portal had been killed in the middle of it: nobody says how it ended.
  @Test
  @Negative(62)
  void aCallThatGuardsItsEffectIsNotHeldUpByAPortalThatDied() {
    var dead = answers.claim("caller", key, "call", true);

    var next = answers.claim("caller", key, "call", true);

    assertThat(next.answer()).isNull();
    assertThat(next.id()).isNotEqualTo(dead.id());
  }

  @Test
  @Negative(62)
  void onlyTheCallThatHoldsAKeySaysHowItEnded() {
    var slow = answers.claim("caller", key, "call", true);
    jdbc.sql("update recorded_answer set at = at - interval '3 minutes' where key = ?")
        .param(key)
        .update();
    var next = answers.claim("caller", key, "call", true);

    answers.release(slow);
    answers.keep(slow, new RecordedAnswer(200, null, "of the slow one"));
    answers.keep(next, new RecordedAnswer(200, null, "of the next one"));

    assertThat(answers.claim("caller", key, "call", true).answer())
        .isEqualTo(new RecordedAnswer(200, null, "of the next one"));
  }

  /// The filter cannot ask the handler, so this does.
  @Test
  void theGuardedCallsAreThoseWhoseHandlersTakeTheKey() {
    handlers
        .getHandlerMethods()
        .forEach((mapping, handler) -> {
          var takesKey =
              Stream.of(handler.getMethodParameters())
                  .map(parameter -> parameter.getParameterAnnotation(RequestHeader.class))
                  .anyMatch(header -> header != null && header.name().equals(RepeatedCalls.HEADER));
          for (var pattern : mapping.getPatternValues()) {
            var guarded =
                RepeatedCalls.GUARDED.matcher(pattern).matches()
                    && mapping.getMethodsCondition().getMethods().contains(RequestMethod.POST);
            assertThat(guarded).as(mapping.toString()).isEqualTo(takesKey);
          }
        });
  }

  private MockHttpServletResponse send(String body, FilterChain chain) throws Exception {
    var request = new MockHttpServletRequest("POST", path);
    request.setServletPath(path);
    request.setContent(body.getBytes(StandardCharsets.UTF_8));
    request.addHeader(RepeatedCalls.HEADER, key);
    CurrentActor.set(request, actor);
    var response = new MockHttpServletResponse();
    repeated.once(request, response, chain);
    return response;
  }
}
