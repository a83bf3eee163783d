package dev.slipway.identity;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.AttemptRefused;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Outcome;
import dev.slipway.kernel.Subject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Finds out who somebody is. Says nothing about why it could not.
@Service
public class SignIns {

  private static final String ATTEMPT = "session.start";

  private final Rights rights;
  private final Passwords passwords;
  private final SignInLimits limits;
  private final RefusedStrangers strangers;
  private final ApplicationEventPublisher events;

  SignIns(
      Rights rights,
      Passwords passwords,
      SignInLimits limits,
      RefusedStrangers strangers,
      ApplicationEventPublisher events) {
    this.rights = rights;
    this.passwords = passwords;
    this.limits = limits;
    this.strangers = strangers;
    this.events = events;
  }

  /// The person of this name and password, or nobody; every failure looks the same and takes as
  /// long.
  public Optional<PersonSummary> byPassword(String name, String password, Actor stranger) {
    var address = stranger.address() == null ? "unknown" : stranger.address();
    var canonical = SignInLimits.canonical(name);
    var attempt = limits.admit(canonical, address);
    if (attempt.isEmpty()) {
      // Without limit in number, unlike the guesses that are looked at.
      strangers.refused(ATTEMPT, stranger, named(canonical), "too many attempts");
      return Optional.empty();
    }
    var known =
        rights.now().people().values().stream()
            .filter(person -> person.handle().equals(canonical))
            .findFirst();
    boolean matches;
    try {
      matches = passwords.matches(known.map(PersonSummary::id).orElse(null), password);
    } catch (DomainFailure tooMany) {
      strangers.refused(ATTEMPT, stranger, named(canonical), "too many attempts at once");
      return Optional.empty();
    }
    if (!matches || !known.map(PersonSummary::enabled).orElse(false)) {
      refused(canonical, "wrong name or password", stranger);
      return Optional.empty();
    }
    limits.succeeded(attempt.get());
    return known;
  }

  /// Notes that somebody without a session was refused; many of one address become one row.
  public void refusedStranger(String action, Actor stranger, Subject subject, String why) {
    strangers.refused(action, stranger, subject, why);
  }

  /// Notes that a session began; the caller has made it.
  @Transactional
  public void began(Actor actor, String method) {
    events.publishEvent(
        IdentityChanged.now("session.started", actor, subject(actor), Map.of("method", method)));
  }

  @Transactional
  public void confirmed(Actor actor, String method) {
    events.publishEvent(
        IdentityChanged.now("session.confirmed", actor, subject(actor), Map.of("method", method)));
  }

  @Transactional
  public void ended(Actor actor) {
    events.publishEvent(IdentityChanged.now("session.ended", actor, subject(actor), Map.of()));
  }

  /// The database's time, which decides how fresh a sign-in is.
  public Instant now() {
    return rights.databaseTime();
  }

  /// The same, at most a second away: enough to tell how many hours a session is old.
  public Instant about() {
    return rights.databaseTimeShown();
  }

  private void refused(String name, String why, Actor stranger) {
    events.publishEvent(new AttemptRefused(ATTEMPT, stranger, named(name), Outcome.DENIED, why));
  }

  private static Subject named(String name) {
    var shown = Names.isHandle(name) ? name : "not a name";
    return Subject.of("person", shown, shown);
  }

  private static Subject subject(Actor actor) {
    return Subject.of("person", String.valueOf(actor.person()), actor.name());
  }
}
