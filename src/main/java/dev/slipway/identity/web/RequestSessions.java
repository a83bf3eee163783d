package dev.slipway.identity.web;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/// The session of one request: read from the database once, and written only if something in it
/// changed. Spring Session's filter would read it again after the answer and write it twice, each
/// time on a connection borrowed for that alone. Made for each request anew, so whoever's session
/// ended is nobody at their next one.
///
/// Thread-safe: an event stream begins on one thread and is answered on another.
final class RequestSessions<S extends Session>
    implements SessionRepository<RequestSessions.Kept<S>> {

  /// How long two notes of a use are apart at least.
  static final Duration APART = Duration.ofMinutes(1);

  private final SessionRepository<S> stored;
  private final Uses uses;
  private final Map<String, Optional<Kept<S>>> known = new ConcurrentHashMap<>();

  RequestSessions(SessionRepository<S> stored, Uses uses) {
    this.stored = stored;
    this.uses = uses;
  }

  @Override
  public Kept<S> createSession() {
    return new Kept<>(stored.createSession(), true);
  }

  @Override
  public @Nullable Kept<S> findById(String id) {
    var before = known.get(id);
    if (before == null) {
      before = Optional.ofNullable(stored.findById(id)).map(found -> new Kept<>(found, false));
      known.put(id, before);
    }
    return before.orElse(null);
  }

  @Override
  public void save(Kept<S> session) {
    if (session.changed) {
      stored.save(session.inner);
      session.changed = false;
    } else if (session.isUsedAgain()) {
      uses.note(session.getId(), session.getLastAccessedTime());
      session.noted = session.usedAt;
    }
  }

  @Override
  public void deleteById(String id) {
    stored.deleteById(id);
    known.put(id, Optional.empty());
  }

  /// Notes that a session is in use, without writing the rest of it.
  @FunctionalInterface
  interface Uses {
    void note(String session, Instant at);
  }

  /// A session that knows whether it has to be written.
  static final class Kept<S extends Session> implements Session {

    private final S inner;
    private volatile boolean changed;
    private volatile Instant usedAt;
    private volatile Instant noted;

    private Kept(S inner, boolean changed) {
      this.inner = inner;
      this.changed = changed;
      this.noted = inner.getLastAccessedTime();
      this.usedAt = noted;
    }

    /// Noted once a minute, not at every request: a page that changes nothing must not wait for the
    /// disk. A session may end up to a minute early for it.
    private boolean isUsedAgain() {
      return !usedAt.isBefore(noted.plus(APART));
    }

    @Override
    public String getId() {
      return inner.getId();
    }

    @Override
    public String changeSessionId() {
      changed = true;
      return inner.changeSessionId();
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // as the interface has it
    public <T> @Nullable T getAttribute(String name) {
      return inner.getAttribute(name);
    }

    @Override
    public Set<String> getAttributeNames() {
      return inner.getAttributeNames();
    }

    @Override
    public void setAttribute(String name, Object value) {
      changed = true;
      inner.setAttribute(name, value);
    }

    @Override
    public void removeAttribute(String name) {
      changed = true;
      inner.removeAttribute(name);
    }

    @Override
    public Instant getCreationTime() {
      return inner.getCreationTime();
    }

    /// Not handed on: written with the rest it would also write the id that was read, over one that
    /// changed meanwhile.
    @Override
    public void setLastAccessedTime(Instant at) {
      usedAt = at;
    }

    @Override
    public Instant getLastAccessedTime() {
      return usedAt;
    }

    @Override
    public void setMaxInactiveInterval(Duration interval) {
      changed = true;
      inner.setMaxInactiveInterval(interval);
    }

    @Override
    public Duration getMaxInactiveInterval() {
      return inner.getMaxInactiveInterval();
    }

    @Override
    public boolean isExpired() {
      return inner.isExpired();
    }
  }
}
