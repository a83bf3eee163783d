package dev.slipway.evidence.web;

import dev.slipway.evidence.Deliveries;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Via;
import dev.slipway.shell.RequestIds;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/// Turns deliveries away that say that they are too large, before a byte of them is read. Those
/// that do not say are cut where they are read ({@link HookResource}).
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 4)
class HookSize extends OncePerRequestFilter {

  static final int MOST_BYTES = 65_536;
  private static final String HOOKS = "/hooks/";

  private final Deliveries deliveries;
  private final HandlerExceptionResolver failures;

  HookSize(
      Deliveries deliveries,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
    this.deliveries = deliveries;
    this.failures = failures;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith(HOOKS);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() <= MOST_BYTES) {
      chain.doFilter(request, response);
      return;
    }
    deliveries.saysTooLarge(request.getRequestURI().substring(HOOKS.length()), stranger(request));
    var _ = failures.resolveException(request, response, null, tooLarge());
  }

  static DomainFailure tooLarge() {
    return new DomainFailure(
        ProblemType.TOO_LARGE,
        "A delivery has at most %d bytes. Send less at once.".formatted(MOST_BYTES));
  }

  static Actor stranger(HttpServletRequest request) {
    return new Actor(
        null, "anonymous", Via.ANONYMOUS, request.getRemoteAddr(), RequestIds.of(request), null);
  }
}
