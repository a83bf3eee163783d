package dev.slipway.integrations.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

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

  private final String key = UuidV7.next().toString();
  private final Actor actor =
      new Actor(UuidV7.next(), "Ada", Via.SESSION, "127.0.0.1", "test", null);

  @Test
  @Negative(62)
  void afterAFailureTheSameCallIsTriedAtOnceAndNoOther() throws Exception {
    assertThat(send("one", FAILS).getStatus()).isEqualTo(500);
    assertThatThrownBy(() -> send("one", DIES)).isInstanceOf(IOException.class);

    assertThat(send("another", WORKS).getStatus()).isEqualTo(422);
    assertThat(send("one", WORKS).getContentAsString()).isEqualTo("done");
    assertThat(send("one", FAILS).getHeader("Idempotency-Replayed")).isEqualTo("true");
  }

  private MockHttpServletResponse send(String body, FilterChain chain) throws Exception {
    var request = new MockHttpServletRequest("POST", "/api/v1/plans");
    request.setServletPath("/api/v1/plans");
    request.setContent(body.getBytes(StandardCharsets.UTF_8));
    request.addHeader(RepeatedCalls.HEADER, key);
    CurrentActor.set(request, actor);
    var response = new MockHttpServletResponse();
    repeated.once(request, response, chain);
    return response;
  }
}
