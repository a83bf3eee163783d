package dev.slipway.identity.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.session.MapSession;
import org.springframework.session.MapSessionRepository;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.transaction.CannotCreateTransactionException;

/// How often a request reads and writes its session, and what becomes of an answer when the
/// database has no connection free for it.
class SessionsOfRequestsTests {

  private boolean away;
  private int reads;
  private int writes;
  private final List<Instant> noted = new ArrayList<>();
  private final MapSessionRepository kept =
      new MapSessionRepository(new ConcurrentHashMap<>()) {
        @Override
        public @Nullable MapSession findById(String id) {
          reads++;
          borrow();
          return super.findById(id);
        }

        @Override
        public void save(MapSession session) {
          writes++;
          borrow();
          super.save(session);
        }
      };
  private final SessionsOfRequests filter =
      new SessionsOfRequests(kept, new CookieHttpSessionIdResolver(), (_, at) -> noted.add(at));
  private final MockHttpServletResponse response = new MockHttpServletResponse();

  @Test
  @Negative(69)
  @Promise("P10")
  void anAnswerThatIsWholeIsNotBrokenOff() throws Exception {
    filter.doFilter(
        request(),
        response,
        (asked, answer) -> {
          var session = ((HttpServletRequest) asked).getSession(false);
          answer.getWriter().write("the whole answer");
          answer.flushBuffer();
          away = true;
          session.setAttribute("seen", "yes");
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

  @Test
  @Promise("P12")
  void aLookReadsTheSessionOnceAndWritesNothing() throws Exception {
    filter.doFilter(
        request(),
        response,
        (asked, answer) -> {
          for (var i = 0; i < 3; i++) {
            assertThat(((HttpServletRequest) asked).getSession(false)).isNotNull();
          }
          answer.flushBuffer();
        });
    assertThat(reads).isEqualTo(1);
    assertThat(writes).isZero();
    assertThat(noted).isEmpty();
  }

  @Test
  void aChangeIsWrittenOnceAndAnotherIdReachesTheBrowser() throws Exception {
    filter.doFilter(
        request(),
        response,
        (asked, _) -> {
          ((HttpServletRequest) asked).changeSessionId();
          ((HttpServletRequest) asked).getSession().setAttribute("provedAt", 1L);
        });
    assertThat(writes).isEqualTo(1);
    var cookie = Objects.requireNonNull(response.getCookie("SESSION"));
    var id = new String(Base64.getDecoder().decode(cookie.getValue()), StandardCharsets.UTF_8);
    var stored = Objects.requireNonNull(kept.findById(id));
    assertThat((Long) stored.getAttribute("provedAt")).isEqualTo(1L);
  }

  @Test
  @Negative(37)
  void whatEndsWithinARequestIsGoneForTheRestOfIt() throws Exception {
    filter.doFilter(
        request(),
        response,
        (asked, _) -> {
          ((HttpServletRequest) asked).getSession(false).invalidate();
          assertThat(((HttpServletRequest) asked).getSession(false)).isNull();
        });
    assertThat(writes).isZero();
    assertThat(response.getCookie("SESSION"))
        .isNotNull()
        .matches(cookie -> cookie.getMaxAge() == 0, "is taken back");
  }

  @Test
  void theUseIsNotedOnceAMinute() throws Exception {
    var before = Instant.now().minusSeconds(90);
    filter.doFilter(
        request(before), response, (asked, _) -> ((HttpServletRequest) asked).getSession(false));
    assertThat(noted).singleElement().matches(at -> at.isAfter(before.plusSeconds(60)));
    assertThat(writes).isZero();
  }

  private void borrow() {
    if (away) {
      throw new CannotCreateTransactionException("no connection free");
    }
  }

  private MockHttpServletRequest request() {
    return request(Instant.now());
  }

  private MockHttpServletRequest request(Instant lastUsed) {
    var session = kept.createSession();
    session.setLastAccessedTime(lastUsed);
    kept.save(session);
    writes = 0;
    var request = new MockHttpServletRequest("GET", "/me");
    var id = session.getId().getBytes(StandardCharsets.UTF_8);
    request.setCookies(new Cookie("SESSION", Base64.getEncoder().encodeToString(id)));
    return request;
  }
}
