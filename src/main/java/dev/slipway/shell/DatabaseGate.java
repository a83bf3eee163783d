package dev.slipway.shell;

import dev.slipway.kernel.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Turns requests away while the database is known not to answer, before a session is looked for.
/// Those that were on their way already fail ({@link WithoutDatabase}): reads at once ({@link
/// WaitingReads}), writes when their socket gives up.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
class DatabaseGate extends OncePerRequestFilter {

  private static final Pattern FILES =
      Pattern.compile("/(css|js|webjars)/.*|/icons[^/]*\\.svg|/favicon[^/]*");

  private final DatabasePulse pulse;
  private final WaitingReads reads;
  private final FailureResponses responses;

  DatabaseGate(DatabasePulse pulse, WaitingReads reads, FailureResponses responses) {
    this.pulse = pulse;
    this.reads = reads;
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
    reads.during(chain, request, response);
  }

  private void away(HttpServletRequest request, HttpServletResponse response) {
    var page =
        FailurePage.of(
            ProblemType.DATABASE_UNAVAILABLE,
            DatabaseTrouble.DOWN.detail(),
            RequestIds.of(request));
    var _ = responses.answer(page, request, response);
  }
}
