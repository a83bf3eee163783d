package dev.slipway.home.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/// Says in `Server-Timing` how long the portal took for the whole matrix: sign-in, rights, reading
/// and drawing. The page waits in memory for that, since a header goes before the body.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class ServerTiming extends OncePerRequestFilter {

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().equals("/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var start = System.nanoTime();
    var kept = new ContentCachingResponseWrapper(response);
    try {
      chain.doFilter(request, kept);
    } finally {
      var millis = (System.nanoTime() - start) / 1e6;
      kept.setHeader("Server-Timing", String.format(Locale.ROOT, "matrix;dur=%.1f", millis));
      kept.copyBodyToResponse();
    }
  }
}
