package dev.slipway.shell;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Sessions live in the database, so without it a request fails before any handler, and so would
/// the container's error page. This stands outside of them and answers by itself.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class WithoutDatabase extends OncePerRequestFilter {

  private final FailureResponses responses;

  WithoutDatabase(FailureResponses responses) {
    this.responses = responses;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } catch (ServletException | RuntimeException failure) {
      if (response.isCommitted() || FailureResponses.databaseTrouble(failure) == null) {
        throw failure;
      }
      response.resetBuffer();
      var _ = responses.answer(Failures.unexpected(failure, request), request, response);
    }
  }
}
