package dev.slipway.identity.web;

import dev.slipway.identity.SignIns;
import dev.slipway.kernel.AttemptRefused;
import dev.slipway.kernel.Outcome;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Subject;
import dev.slipway.shell.HtmxRequests;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/// Answers whom the filters turn away: a person is led to sign in and back, a fragment makes the
/// whole page go there, a program gets a problem.
@Component
class Strangers implements AuthenticationEntryPoint, AccessDeniedHandler {

  private static final String FOREIGN =
      "The request did not come from a page of this session. Load the page again, then repeat it.";

  private static final String ACTION = "request.send";

  private final SignIns signIns;
  private final ApplicationEventPublisher events;

  Strangers(SignIns signIns, ApplicationEventPublisher events) {
    this.signIns = signIns;
    this.events = events;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    if (isProgram(request)) {
      Problems.write(
          request,
          response,
          ProblemType.NOT_SIGNED_IN,
          "This call needs a token of yours, as 'Authorization: Bearer slw_...', or a session of the"
              + " portal. You make a token on its page /tokens.");
    } else if (HtmxRequests.wantsFragment(request)) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      response.setHeader("HX-Redirect", signIn(pageOf(request.getHeader("HX-Current-URL"))));
    } else {
      response.setStatus(HttpServletResponse.SC_SEE_OTHER);
      response.setHeader("Location", signIn(wanted(request)));
    }
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
      throws IOException, ServletException {
    var signedIn =
        SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn known
            ? known
            : null;
    var page = Subject.of("page", request.getRequestURI(), request.getRequestURI());
    var why = failure.getClass().getSimpleName();
    if (signedIn == null) {
      signIns.refusedStranger(ACTION, BrowserSessions.stranger(request), page, why);
    } else {
      var actor = BrowserSessions.actor(signedIn, request);
      events.publishEvent(new AttemptRefused(ACTION, actor, page, Outcome.DENIED, why));
    }
    if (signedIn == null && isForm(request)) {
      // The page was open longer than its session: its form token is worth nothing any more.
      commence(request, response, new SessionEnded());
    } else if (isProgram(request)) {
      Problems.write(request, response, ProblemType.NOT_ALLOWED, FOREIGN);
    } else {
      response.sendError(HttpServletResponse.SC_FORBIDDEN, FOREIGN);
    }
  }

  private static boolean isForm(HttpServletRequest request) {
    return !isProgram(request) && isFromOurPages(request);
  }

  /// Browsers say where a request comes from; what comes from elsewhere is not led anywhere.
  private static boolean isFromOurPages(HttpServletRequest request) {
    var site = request.getHeader("Sec-Fetch-Site");
    return site == null || site.equals("same-origin");
  }

  private static boolean isProgram(HttpServletRequest request) {
    var accept = request.getHeader("Accept");
    return request.getRequestURI().startsWith("/api/")
        || (accept != null && accept.startsWith("text/event-stream"));
  }

  private static String wanted(HttpServletRequest request) {
    if (!"GET".equals(request.getMethod())) {
      return pageOf(request.getHeader("Referer"));
    }
    var query = request.getQueryString();
    return request.getRequestURI() + (query == null ? "" : "?" + query);
  }

  private static String pageOf(@Nullable String url) {
    if (url == null) {
      return "/";
    }
    try {
      var page = URI.create(url);
      var query = page.getRawQuery();
      return page.getRawPath() + (query == null ? "" : "?" + query);
    } catch (IllegalArgumentException _) {
      return "/";
    }
  }

  private static String signIn(String next) {
    var local = Addresses.local(next);
    return local.equals("/") || local.startsWith("/sign-in")
        ? "/sign-in"
        : "/sign-in?next=" + URLEncoder.encode(local, StandardCharsets.UTF_8);
  }

  private static final class SessionEnded extends AuthenticationException {
    SessionEnded() {
      super("The session has ended.");
    }
  }
}
