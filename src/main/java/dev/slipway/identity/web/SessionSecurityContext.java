package dev.slipway.identity.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/// Reads who is signed in from the session, only when somebody asks. Nothing of Spring Security is
/// stored, so an upgrade breaks no session.
@Component
class SessionSecurityContext implements SecurityContextRepository {

  private final BrowserSessions sessions;

  SessionSecurityContext(BrowserSessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
    return new Deferred(request, sessions);
  }

  @Override
  @SuppressWarnings("deprecation") // still abstract in the interface
  public SecurityContext loadContext(HttpRequestResponseHolder holder) {
    return loadDeferredContext(holder.getRequest()).get();
  }

  @Override
  public void saveContext(
      SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
    // Sign-in writes the session itself.
  }

  @Override
  public boolean containsContext(HttpServletRequest request) {
    return sessions.read(request).isPresent();
  }

  private static final class Deferred implements DeferredSecurityContext {

    private final HttpServletRequest request;
    private final BrowserSessions sessions;
    private final SecurityContext context = SecurityContextHolder.createEmptyContext();
    private boolean read;

    Deferred(HttpServletRequest request, BrowserSessions sessions) {
      this.request = request;
      this.sessions = sessions;
    }

    @Override
    public SecurityContext get() {
      if (!read) {
        read = true;
        sessions.read(request).ifPresent(context::setAuthentication);
      }
      return context;
    }

    @Override
    public boolean isGenerated() {
      return get().getAuthentication() == null;
    }
  }
}
