package dev.slipway.identity.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.transaction.TransactionException;

/// The session of a request, which is stored when its answer begins to go out. Spring Session looks
/// at it once more after the answer; where the database has no connection free just then, that is
/// no reason to break off an answer that is whole.
final class SessionsOfRequests implements Filter {

  private static final Logger LOG = LoggerFactory.getLogger(SessionsOfRequests.class);

  private final SessionRepositoryFilter<?> sessions;

  SessionsOfRequests(SessionRepositoryFilter<?> sessions) {
    this.sessions = sessions;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    var answered = new AtomicBoolean();
    try {
      sessions.doFilter(
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
}
