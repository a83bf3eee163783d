package dev.slipway.identity;

import dev.slipway.identity.spi.Agreement;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.UuidV7;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Links by which a person sets their password, once, within three days: an invitation for who has
/// none, else a reset. An administrator makes one and hands it over, and never learns the password;
/// the portal keeps only the link's hash.
@Service
public class OneTimeLinks {

  private final JdbcClient jdbc;
  private final Rights rights;
  private final Access access;
  private final Passwords passwords;
  private final Sessions sessions;
  private final ApiTokens tokens;
  private final AccountActs acts;
  private final ApplicationEventPublisher events;

  OneTimeLinks(
      JdbcClient jdbc,
      Rights rights,
      Access access,
      Passwords passwords,
      Sessions sessions,
      ApiTokens tokens,
      AccountActs acts,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.rights = rights;
    this.access = access;
    this.passwords = passwords;
    this.sessions = sessions;
    this.tokens = tokens;
    this.acts = acts;
    this.events = events;
  }

  /// A link just made.
  ///
  /// @param secret its secret part, shown once
  /// @param waits whether it works only once a second person has agreed
  public record Made(boolean reset, String secret, boolean waits) {
    @Override
    public String toString() {
      return "Made[reset=" + reset + "]";
    }
  }

  /// A link as the page of its person lists it.
  ///
  /// @param reset whether the person had a password when it was made
  /// @param state open, used, expired, or revoked
  /// @param endedAt when it was used or revoked, or null
  public record Link(
      UUID id,
      boolean reset,
      String madeBy,
      Instant madeAt,
      Instant expiresAt,
      String state,
      @Nullable Instant endedAt,
      @Nullable String endedBy) {

    public boolean isOpen() {
      return state.equals("open");
    }
  }

  /// Makes a link, which ends any earlier one of the person; a reset ends their sessions too. For
  /// an account that has a password, or whose roles weigh, nothing of that happens and it does not
  /// work until another administrator has agreed.
  @Transactional
  public Made make(PersonId id, Actor actor) {
    var person = enabled(id);
    access.require(actor, Permission.PEOPLE_MANAGE, Scope.PORTAL, People.subject(person));
    var reset = passwords.has(id);
    var token = Tokens.random();
    var hash = Tokens.hash(token);
    var waits = acts.holdLink(person, reset, hash, rights.now(), actor).isPresent();
    if (!waits) {
      store(person, reset, hash, actor, List.of());
    }
    return new Made(reset, token, waits);
  }

  /// Lets a link work that a second person agreed to.
  @Transactional
  void makeAgreed(PersonId id, byte[] hash, Agreement agreement) {
    var person = enabled(id);
    access.require(
        agreement.requester(), Permission.PEOPLE_MANAGE, Scope.PORTAL, People.subject(person));
    store(person, passwords.has(id), hash, agreement.requester(), agreement.by());
  }

  private void store(
      PersonSummary person, boolean reset, byte[] hash, Actor actor, List<String> agreedBy) {
    var id = person.id();
    endOpen(id, actor);
    jdbc.sql(
            """
            insert into one_time_link (id, person_id, reset, token_hash, made_by, expires_at)
            values (:id, :person, :reset, :hash, :by, clock_timestamp() + interval '3 days')
            """)
        .param("id", UuidV7.next())
        .param("person", id.value())
        .param("reset", reset)
        .param("hash", hash)
        .param("by", actor.name())
        .update();
    if (reset && !actor.is(id.value())) {
      sessions.deleteAll(id);
    }
    events.publishEvent(
        IdentityChanged.now(
                reset ? "reset.made" : "invitation.made",
                actor,
                People.subject(person),
                Map.of("days", 3))
            .agreedBy(agreedBy));
  }

  /// The latest links of a person, newest first.
  public List<Link> of(PersonId person) {
    return jdbc.sql(
            """
            select *, case when used_at is not null then 'used' when ended_at is not null then 'revoked'
              when expires_at <= clock_timestamp() then 'expired' else 'open' end as state
            from one_time_link where person_id = :person order by id desc limit 10
            """)
        .param("person", person.value())
        .query(OneTimeLinks::link)
        .list();
  }

  /// Ends a link that nobody has used. Ending it twice changes nothing.
  @Transactional
  public void revoke(PersonId id, UUID link, Actor actor) {
    var person = enabled(id);
    access.require(actor, Permission.PEOPLE_MANAGE, Scope.PORTAL, People.subject(person));
    var ended =
        jdbc.sql(
                """
                update one_time_link set ended_at = clock_timestamp(), ended_by = :by
                where id = :id and person_id = :person and used_at is null and ended_at is null
                """)
            .param("id", link)
            .param("person", id.value())
            .param("by", actor.name())
            .update();
    if (ended == 1) {
      events.publishEvent(
          IdentityChanged.now("link.revoked", actor, People.subject(person), Map.of()));
    }
  }

  /// Ends whatever link of the person still works.
  void endOpen(PersonId person, Actor actor) {
    jdbc.sql(
            """
            update one_time_link set ended_at = clock_timestamp(), ended_by = :by
            where person_id = :person and used_at is null and ended_at is null
            """)
        .param("person", person.value())
        .param("by", actor.name())
        .update();
  }

  /// Whose link this is, if it still works.
  public Optional<PersonSummary> owner(String token) {
    return jdbc.sql(
            """
            select person_id from one_time_link
            where token_hash = :hash and used_at is null and ended_at is null
              and expires_at > clock_timestamp()
            """)
        .param("hash", Tokens.hash(token))
        .query((row, _) -> row.getObject(1, UUID.class))
        .optional()
        .flatMap(id -> rights.now().person(new PersonId(id)))
        .filter(PersonSummary::enabled);
  }

  /// Sets the password and uses the link up; every older session of the person ends.
  ///
  /// @param endTokens whether their API tokens end too: whoever had the account may have made one
  @Transactional
  public PersonSummary use(String token, String password, boolean endTokens, Actor stranger) {
    var used =
        jdbc.sql(
                """
                update one_time_link set used_at = clock_timestamp()
                where token_hash = :hash and used_at is null and ended_at is null
                  and expires_at > clock_timestamp()
                returning person_id
                """)
            .param("hash", Tokens.hash(token))
            .query((row, _) -> row.getObject(1, UUID.class))
            .optional()
            .orElseThrow(OneTimeLinks::over);
    var person = enabled(new PersonId(used));
    passwords.set(person.id(), password);
    sessions.deleteAll(person.id());
    var ended =
        endTokens
            ? tokens.endAll(person.id(), "A password was set by a one-time link", person.name())
            : List.<String>of();
    events.publishEvent(
        IdentityChanged.now(
            "password.set",
            stranger,
            People.subject(person),
            ended.isEmpty()
                ? Map.of("by", "one-time link")
                : Map.of("by", "one-time link", "tokensEnded", ended)));
    return person;
  }

  private static Link link(ResultSet row, int number) throws SQLException {
    var used = row.getObject("used_at", OffsetDateTime.class);
    var ended = used == null ? row.getObject("ended_at", OffsetDateTime.class) : used;
    return new Link(
        row.getObject("id", UUID.class),
        row.getBoolean("reset"),
        row.getString("made_by"),
        row.getObject("made_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        row.getString("state"),
        ended == null ? null : ended.toInstant(),
        used == null ? row.getString("ended_by") : null);
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
