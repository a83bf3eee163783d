package dev.slipway.identity;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.UuidV7;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Links by which a person sets their password, once, within three days. An administrator makes one
/// and hands it over; the portal keeps only its hash.
@Service
public class OneTimeLinks {

  private final JdbcClient jdbc;
  private final Rights rights;
  private final Access access;
  private final Passwords passwords;
  private final ApplicationEventPublisher events;

  OneTimeLinks(
      JdbcClient jdbc,
      Rights rights,
      Access access,
      Passwords passwords,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.rights = rights;
    this.access = access;
    this.passwords = passwords;
    this.events = events;
  }

  /// Makes a link, which ends any earlier one of the person.
  ///
  /// @return the secret part, shown once
  @Transactional
  public String make(PersonId id, Actor actor) {
    var person = enabled(id);
    access.require(actor, Permission.PEOPLE_MANAGE, Scope.PORTAL, People.subject(person));
    var token = Tokens.random();
    jdbc.sql(
            """
            update one_time_link set used_at = clock_timestamp()
            where person_id = :person and used_at is null
            """)
        .param("person", id.value())
        .update();
    jdbc.sql(
            """
            insert into one_time_link (id, person_id, token_hash, made_by, expires_at)
            values (:id, :person, :hash, :by, clock_timestamp() + interval '3 days')
            """)
        .param("id", UuidV7.next())
        .param("person", id.value())
        .param("hash", Tokens.hash(token))
        .param("by", actor.name())
        .update();
    events.publishEvent(
        IdentityChanged.now("link.made", actor, People.subject(person), Map.of("days", 3)));
    return token;
  }

  /// Whose link this is, if it still works.
  public Optional<PersonSummary> owner(String token) {
    return jdbc.sql(
            """
            select person_id from one_time_link
            where token_hash = :hash and used_at is null and expires_at > clock_timestamp()
            """)
        .param("hash", Tokens.hash(token))
        .query((row, _) -> row.getObject(1, UUID.class))
        .optional()
        .flatMap(id -> rights.now().person(new PersonId(id)))
        .filter(PersonSummary::enabled);
  }

  /// Sets the password and uses the link up; every older session of the person ends.
  @Transactional
  public PersonSummary use(String token, String password, Actor stranger) {
    var used =
        jdbc.sql(
                """
                update one_time_link set used_at = clock_timestamp()
                where token_hash = :hash and used_at is null and expires_at > clock_timestamp()
                returning person_id
                """)
            .param("hash", Tokens.hash(token))
            .query((row, _) -> row.getObject(1, UUID.class))
            .optional()
            .orElseThrow(OneTimeLinks::over);
    var person = enabled(new PersonId(used));
    passwords.set(person.id(), password);
    jdbc.sql("delete from spring_session where principal_name = :person")
        .param("person", used.toString())
        .update();
    events.publishEvent(
        IdentityChanged.now(
            "password.set", stranger, People.subject(person), Map.of("by", "one-time link")));
    return person;
  }

  private PersonSummary enabled(PersonId id) {
    return rights.now().person(id).filter(PersonSummary::enabled).orElseThrow(OneTimeLinks::over);
  }

  private static DomainFailure over() {
    return new DomainFailure(
        ProblemType.NOT_FOUND,
        "This link does not work, or not any more. Ask a platform administrator for a new one.");
  }
}
