package dev.slipway.identity;

import dev.slipway.identity.spi.Agreement;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Subject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Everybody the portal knows.
@Service
public class People {

  private static final String DETAILS =
      """
      select person.*, local_account.person_id is not null as has_password
      from person left join local_account on local_account.person_id = person.id
      """;

  private final PersonRepository people;
  private final Access access;
  private final Rights rights;
  private final Administrators administrators;
  private final ApiTokens tokens;
  private final Sessions sessions;
  private final OneTimeLinks links;
  private final JdbcClient jdbc;
  private final AccountActs acts;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  People(
      PersonRepository people,
      Access access,
      Rights rights,
      Administrators administrators,
      ApiTokens tokens,
      Sessions sessions,
      OneTimeLinks links,
      JdbcClient jdbc,
      AccountActs acts,
      ApplicationEventPublisher events,
      Clock clock) {
    this.people = people;
    this.access = access;
    this.rights = rights;
    this.administrators = administrators;
    this.tokens = tokens;
    this.sessions = sessions;
    this.links = links;
    this.jdbc = jdbc;
    this.acts = acts;
    this.events = events;
    this.clock = clock;
  }

  public Optional<PersonSummary> find(PersonId id) {
    return rights.shown().person(id);
  }

  public Optional<PersonSummary> byHandle(String handle) {
    return rights.shown().people().values().stream()
        .filter(person -> person.handle().equals(handle))
        .findFirst();
  }

  /// Everybody, by name, also who is disabled.
  public List<PersonSummary> all() {
    return List.copyOf(rights.shown().people().values());
  }

  /// What the portal knows about a person beyond the name.
  public Optional<PersonDetails> details(PersonId id) {
    return jdbc.sql(DETAILS + " where person.id = :id")
        .param("id", id.value())
        .query(PersonDetails::read)
        .optional();
  }

  /// Enabled people with a sentence about them: those whom the sandbox offers to be.
  public List<PersonDetails> introduced() {
    return jdbc.sql(
            DETAILS + " where person.about <> '' and person.disabled_at is null order by person.id")
        .query(PersonDetails::read)
        .list();
  }

  @Transactional
  public PersonSummary register(String handle, String name, Actor actor) {
    return register(handle, name, "", actor);
  }

  /// Adds somebody who may sign in.
  ///
  /// @param about one sentence on who this is; may be empty
  @Transactional
  public PersonSummary register(String handle, String name, String about, Actor actor) {
    access.require(
        actor, Permission.PEOPLE_MANAGE, Scope.PORTAL, Subject.of("person", handle, handle));
    if (rights.now().people().values().stream().anyMatch(p -> p.handle().equals(handle))) {
      throw new InvalidIdentity(
          "handle", "The sign-in name '" + handle + "' is taken, or was once; choose another.");
    }
    var person =
        people
            .saveAndFlush(
                Person.register(
                    Names.handleOfPerson(handle),
                    Names.ofPerson(name),
                    about.isBlank() ? "" : Names.shown(about)))
            .summary();
    rights.changed();
    events.publishEvent(
        IdentityChanged.now(
            "person.registered",
            actor,
            subject(person),
            Map.of("handle", handle, "name", person.name())));
    return person;
  }

  /// Ends every session, API token and one-time link of the person and every right, at once.
  @Transactional
  public void disable(PersonId id, String reason, Actor actor) {
    administrators.takeTurn();
    var person = require(id);
    access.require(actor, Permission.PEOPLE_MANAGE, Scope.PORTAL, subject(person.summary()));
    if (actor.is(id.value())) {
      throw new InvalidIdentity("Nobody disables their own account; ask another administrator.");
    }
    administrators.requireAnother(id);
    person.disable(Names.reason(reason), Instant.now(clock));
    people.saveAndFlush(person);
    rights.changed();
    sessions.deleteAll(id);
    links.endOpen(id, actor);
    tokens.endAll(id, "Account disabled: " + reason.strip(), actor.name());
    events.publishEvent(
        IdentityChanged.now(
                "person.disabled", actor, subject(person.summary()), Map.of("enabled", false))
            .rightsOf(id)
            .because(reason));
  }

  /// Lets somebody in again; where their roles weigh, once another administrator has agreed.
  ///
  /// @return what waits; empty where they are enabled
  @Transactional
  public Optional<WaitingAct> enable(PersonId id, String reason, Actor actor) {
    var person = require(id);
    access.require(actor, Permission.PEOPLE_MANAGE, Scope.PORTAL, subject(person.summary()));
    var waits =
        person.summary().enabled()
            ? Optional.<WaitingAct>empty()
            : acts.holdEnable(person.summary(), Names.reason(reason), rights.now(), actor);
    if (waits.isEmpty()) {
      enable(person, reason, actor, List.of());
    }
    return waits;
  }

  /// Enables whom a second person agreed to.
  @Transactional
  void enableAgreed(PersonId id, String reason, Agreement agreement) {
    var person = require(id);
    access.require(
        agreement.requester(), Permission.PEOPLE_MANAGE, Scope.PORTAL, subject(person.summary()));
    enable(person, reason, agreement.requester(), agreement.by());
  }

  private void enable(Person person, String reason, Actor actor, List<String> agreedBy) {
    person.enable();
    people.saveAndFlush(person);
    rights.changed();
    events.publishEvent(
        IdentityChanged.now(
                "person.enabled", actor, subject(person.summary()), Map.of("enabled", true))
            .rightsOf(person.summary().id())
            .agreedBy(agreedBy)
            .because(Names.reason(reason)));
  }

  private Person require(PersonId id) {
    return people
        .findById(id)
        .orElseThrow(() -> new IdentityNotFound("person", id.value().toString()));
  }

  static Subject subject(PersonSummary person) {
    return Subject.of("person", person.handle(), person.name());
  }
}
