package dev.slipway.identity.web;

import dev.slipway.identity.TokenUse;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Subject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets programs in by an API token, at addresses of the API only. Whoever sends a credential is
/// known by it or not at all: cookies of the same request count for nothing, no session is read or
/// made, and so there is nothing that a foreign page could ride on.
final class BearerTokens extends OncePerRequestFilter {

  private static final String API = "/api/v1/";
  private static final String SCHEME = "Bearer ";

  private final TokenUse tokens;
  private final SecurityContextRepository contexts;

  /// @param contexts keeps who asks for later dispatches of the same request
  BearerTokens(TokenUse tokens, SecurityContextRepository contexts) {
    this.tokens = tokens;
    this.contexts = contexts;
  }

  static boolean isMeant(HttpServletRequest request) {
    return request.getHeader("Authorization") != null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var stranger = BrowserSessions.stranger(request);
    var page = Subject.of("page", request.getRequestURI(), request.getRequestURI());
    if (!request.getRequestURI().startsWith(API)) {
      tokens.misplaced(stranger, page, "credential outside the API");
      refuse(
          request,
          response,
          "Tokens are taken by the API only, under /api/v1. Pages take a sign-in.");
      return;
    }
    var value = value(request);
    if (value == null) {
      tokens.misplaced(stranger, page, "no token");
      refuse(
          request,
          response,
          "This credential is not known. Send one header 'Authorization: Bearer slw_...'.");
      return;
    }
    var outcome = tokens.present(value, stranger, page);
    if (outcome.actor() == null) {
      refuse(request, response, outcome.whyNot());
      return;
    }
    var context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(new ByToken(outcome.actor()));
    SecurityContextHolder.setContext(context);
    contexts.saveContext(context, request, response);
    try {
      chain.doFilter(new WithoutSession(request), response);
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  /// The token of the one header there may be.
  private static @Nullable String value(HttpServletRequest request) {
    var headers = Collections.list(request.getHeaders("Authorization"));
    var header = headers.getFirst();
    return headers.size() == 1 && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? header.substring(SCHEME.length()).strip()
        : null;
  }

  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, String detail) throws IOException {
    response.setHeader("WWW-Authenticate", "Bearer realm=\"slipway\"");
    Problems.write(request, response, ProblemType.NOT_SIGNED_IN, detail);
  }

  private static final class WithoutSession extends HttpServletRequestWrapper {

    WithoutSession(HttpServletRequest request) {
      super(request);
    }

    @Override
    public Cookie[] getCookies() {
      return new Cookie[0];
    }

    @Override
    public @Nullable HttpSession getSession(boolean create) {
      if (create) {
        throw new IllegalStateException("a call by token has no session");
      }
      return null;
    }

    @Override
    public HttpSession getSession() {
      throw new IllegalStateException("a call by token has no session");
    }
  }
}
