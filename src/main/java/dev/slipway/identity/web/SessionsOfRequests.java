package dev.slipway.identity.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.web.http.HttpSessionIdResolver;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.transaction.TransactionException;

/// The session of a request, which is stored when its answer begins to go out ({@link
/// RequestSessions}). Spring Session looks at it once more after the answer; where the database has
/// no connection free just then, that is no reason to break off an answer that is whole.
final class SessionsOfRequests implements Filter {

  private static final Logger LOG = LoggerFactory.getLogger(SessionsOfRequests.class);
  private static final String FILTER = SessionsOfRequests.class.getName();

  private final Supplier<SessionRepositoryFilter<?>> filters;

  <S extends Session> SessionsOfRequests(
      SessionRepository<S> stored, HttpSessionIdResolver ids, RequestSessions.Uses uses) {
    this.filters =
        () -> {
          var filter = new SessionRepositoryFilter<>(new RequestSessions<>(stored, uses));
          filter.setHttpSessionIdResolver(ids);
          return filter;
        };
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var answered = new AtomicBoolean();
    try {
      ofThis(request)
          .doFilter(
              request,
              response,
              (asked, answer) -> {
                chain.doFilter(asked, answer);
                answered.set(response.isCommitted());
              });
    } catch (TransactionException | DataAccessException failure) {
      if (!answered.get()) {
        throw failure;
      }
      LOG.debug("The session could not be looked at after its answer", failure);
    }
  }

  /// One for all dispatches of a request.
  private SessionRepositoryFilter<?> ofThis(ServletRequest request) {
    if (request.getAttribute(FILTER) instanceof SessionRepositoryFilter<?> known) {
      return known;
    }
    var filter = filters.get();
    request.setAttribute(FILTER, filter);
    return filter;
  }
}
