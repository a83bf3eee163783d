package dev.slipway.identity.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.session.MapSession;
import org.springframework.session.MapSessionRepository;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.transaction.CannotCreateTransactionException;

/// What becomes of an answer when the database has no connection free for its session.
class SessionsOfRequestsTests {

  private boolean away;
  private final MapSessionRepository kept =
      new MapSessionRepository(new ConcurrentHashMap<>()) {
        @Override
        public @Nullable MapSession findById(String id) {
          if (away) {
            throw new CannotCreateTransactionException("no connection free");
          }
          return super.findById(id);
        }
      };
  private final SessionsOfRequests filter =
      new SessionsOfRequests(new SessionRepositoryFilter<>(kept));
  private final MockHttpServletResponse response = new MockHttpServletResponse();

  @Test
  @Negative(69)
  @Promise("P10")
  void anAnswerThatIsWholeIsNotBrokenOff() throws Exception {
    filter.doFilter(
        request(),
        response,
        (asked, answer) -> {
          ((HttpServletRequest) asked).getSession(false).setAttribute("seen", "yes");
          answer.getWriter().write("the whole answer");
          answer.flushBuffer();
          away = true;
        });
    assertThat(response.getContentAsString()).isEqualTo("the whole answer");
  }

  @Test
  void anAnswerThatHasNotBegunIsNotGiven() throws Exception {
    FilterChain nothingYet = (_, _) -> away = true;
    var request = request();
    FilterChain asks =
        (asked, answer) -> {
          nothingYet.doFilter(asked, answer);
          ((HttpServletRequest) asked).getSession(false);
        };
    assertThatThrownBy(() -> filter.doFilter(request, response, asks))
        .isInstanceOf(CannotCreateTransactionException.class);
  }

  private MockHttpServletRequest request() {
    var session = kept.createSession();
    kept.save(session);
    var request = new MockHttpServletRequest("GET", "/me");
    var id = session.getId().getBytes(StandardCharsets.UTF_8);
    request.setCookies(new Cookie("SESSION", Base64.getEncoder().encodeToString(id)));
    return request;
  }
}
