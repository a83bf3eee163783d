package dev.slipway.shell;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Component;

/// Says whether the session of a request is still open. Whatever goes on after its request was
/// answered has to ask: nobody else ends it at sign-out, when a person is disabled, or by age.
@Component
public class OpenSessions {

  private final ObjectProvider<SessionRepository<?>> sessions;

  OpenSessions(ObjectProvider<SessionRepository<?>> sessions) {
    this.sessions = sessions;
  }

  public BooleanSupplier of(HttpServletRequest request) {
    var session = request.getSession(false);
    SessionRepository<?> repository = sessions.getIfAvailable();
    if (session == null || repository == null) {
      return () -> true;
    }
    String id = session.getId();
    return () -> repository.findById(id) != null;
  }
}
