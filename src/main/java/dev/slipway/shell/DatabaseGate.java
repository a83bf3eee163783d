package dev.slipway.shell;

import dev.slipway.kernel.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Answers while the database does not: before a session is looked for, and by itself, because an
/// error page of the container would look for the session again.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class DatabaseGate extends OncePerRequestFilter {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseGate.class);
  private static final Pattern FILES =
      Pattern.compile("/(css|js|webjars)/.*|/icons[^/]*\\.svg|/favicon[^/]*");

  private final DatabasePulse pulse;
  private final FailureResponses responses;

  DatabaseGate(DatabasePulse pulse, FailureResponses responses) {
    this.pulse = pulse;
    this.responses = responses;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return FILES.matcher(request.getRequestURI()).matches();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!pulse.answers()) {
      away(request, response);
      return;
    }
    try {
      chain.doFilter(request, response);
    } catch (ServletException | RuntimeException failure) {
      if (response.isCommitted() || !FailureResponses.isDatabaseDown(failure)) {
        throw failure;
      }
      LOG.error("The database does not answer {}", request.getRequestURI(), failure);
      response.resetBuffer();
      away(request, response);
    }
  }

  private void away(HttpServletRequest request, HttpServletResponse response) {
    var page =
        FailurePage.of(
            ProblemType.DATABASE_UNAVAILABLE, Failures.WITHOUT_DATABASE, RequestIds.of(request));
    var _ = responses.answer(page, request, response);
  }
}
