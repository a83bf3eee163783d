package dev.slipway.identity;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Subject;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The open sessions of a person. A session is named by a hash, never by its id.
@Service
public class Sessions {

  private static final int NAME_CHARACTERS = 16;

  private final FindByIndexNameSessionRepository<? extends Session> sessions;
  private final ApplicationEventPublisher events;

  Sessions(
      FindByIndexNameSessionRepository<? extends Session> sessions,
      ApplicationEventPublisher events) {
    this.sessions = sessions;
    this.events = events;
  }

  /// One session: since when, last used, and where from.
  public record Open(
      String name,
      Instant since,
      Instant lastUsed,
      String address,
      String browser,
      boolean current) {}

  /// Newest use first.
  public List<Open> of(PersonId person, String currentId) {
    return sessions.findByPrincipalName(person.value().toString()).values().stream()
        .map(session -> open(session, currentId))
        .sorted(Comparator.comparing(Open::lastUsed).reversed())
        .toList();
  }

  /// Ends one of one's own sessions; unknown names end nothing.
  @Transactional
  public void end(UUID person, String name, Actor actor) {
    for (var session : sessions.findByPrincipalName(person.toString()).values()) {
      if (name(session.getId()).equals(name)) {
        sessions.deleteById(session.getId());
        events.publishEvent(
            IdentityChanged.now(
                "session.ended",
                actor,
                Subject.of("person", person, actor.name()),
                Map.of("session", name)));
      }
    }
  }

  private static Open open(Session session, String currentId) {
    return new Open(
        name(session.getId()),
        session.getCreationTime(),
        session.getLastAccessedTime(),
        text(session, "address"),
        text(session, "browser"),
        session.getId().equals(currentId));
  }

  private static String text(Session session, String attribute) {
    return session.getAttribute(attribute) instanceof String text ? text : "unknown";
  }

  private static String name(String id) {
    return HexFormat.of().formatHex(Tokens.hash(id)).substring(0, NAME_CHARACTERS);
  }
}
