package dev.slipway.identity.web;

import dev.slipway.runtime.SlipwaySettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Answers only to the portal's own name.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class HostCheck extends OncePerRequestFilter {

  private final @Nullable URI publicUrl;

  HostCheck(SlipwaySettings settings) {
    this.publicUrl = settings.publicUrl();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (Addresses.isOurs(request.getHeader("Host"), publicUrl)) {
      chain.doFilter(request, response);
    } else {
      Problems.write(
          request,
          response,
          421,
          "misdirected-request",
          "This portal is not called by that name",
          "Use the address the portal printed at its start, or its public URL.");
    }
  }
}
