package dev.slipway.identity;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Subject;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The open sessions of a person. A session is named by a hash, never by its id. They end by SQL,
/// in one transaction with the event that tells it: the repository of Spring Session would commit
/// on a connection of its own.
@Service
public class Sessions {

  private static final int NAME_CHARACTERS = 16;

  private final FindByIndexNameSessionRepository<? extends Session> sessions;
  private final Access access;
  private final JdbcClient jdbc;
  private final ApplicationEventPublisher events;

  Sessions(
      FindByIndexNameSessionRepository<? extends Session> sessions,
      Access access,
      JdbcClient jdbc,
      ApplicationEventPublisher events) {
    this.sessions = sessions;
    this.access = access;
    this.jdbc = jdbc;
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
    var ended =
        jdbc
            .sql("select session_id from spring_session where principal_name = :person")
            .param("person", person.toString())
            .query(String.class)
            .list()
            .stream()
            .filter(id -> name(id).equals(name))
            .mapToInt(this::delete)
            .sum();
    if (ended > 0) {
      events.publishEvent(
          IdentityChanged.now(
              "session.ended",
              actor,
              Subject.of("person", person, actor.name()),
              Map.of("session", name)));
    }
  }

  /// Ends every session of one's own but the one in use.
  @Transactional
  public void endOthers(UUID person, String currentId, Actor actor) {
    var ended =
        jdbc.sql(
                """
                delete from spring_session
                where principal_name = :person and session_id <> :current
                """)
            .param("person", person.toString())
            .param("current", currentId)
            .update();
    if (ended > 0) {
      events.publishEvent(
          IdentityChanged.now(
              "sessions.ended",
              actor,
              Subject.of("person", person, actor.name()),
              Map.of("sessions", ended)));
    }
  }

  /// Ends every session of somebody, who may sign in again.
  @Transactional
  public void endAll(PersonSummary person, String reason, Actor actor) {
    access.require(actor, Permission.PEOPLE_MANAGE, Scope.PORTAL, People.subject(person));
    var why = Names.reason(reason);
    var ended = deleteAll(person.id());
    if (ended > 0) {
      events.publishEvent(
          IdentityChanged.now(
                  "sessions.ended", actor, People.subject(person), Map.of("sessions", ended))
              .because(why));
    }
  }

  /// How many sessions a person has open.
  public long open(PersonId person) {
    return jdbc.sql("select count(*) from spring_session where principal_name = :person")
        .param("person", person.value().toString())
        .query(Long.class)
        .single();
  }

  private int delete(String id) {
    return jdbc.sql("delete from spring_session where session_id = :id").param("id", id).update();
  }

  int deleteAll(PersonId person) {
    return jdbc.sql("delete from spring_session where principal_name = :person")
        .param("person", person.value().toString())
        .update();
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
