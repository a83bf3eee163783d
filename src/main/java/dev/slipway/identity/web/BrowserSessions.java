package dev.slipway.identity.web;

import dev.slipway.identity.People;
import dev.slipway.identity.PersonId;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Preferences;
import dev.slipway.identity.SignIns;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Via;
import dev.slipway.shell.CurrentActor;
import dev.slipway.shell.Frame;
import dev.slipway.shell.RequestIds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.stereotype.Component;

/// What a session holds, as plain values: who, since when, and when they last proved it. Begins,
/// confirms and ends sessions.
@Component
class BrowserSessions {

  static final String ADDRESS = "address";
  static final String BROWSER = "browser";
  static final String SIGNED_IN_AT = "signedInAt";
  private static final String PERSON = FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;
  private static final String PROVED_AT = "provedAt";
  private static final Duration LONGEST = Duration.ofHours(10);
  private static final int LONGEST_BROWSER = 200;

  private final People people;
  private final SignIns signIns;
  private final Preferences preferences;

  BrowserSessions(People people, SignIns signIns, Preferences preferences) {
    this.people = people;
    this.signIns = signIns;
    this.preferences = preferences;
  }

  Optional<SignedIn> read(HttpServletRequest request) {
    var session = request.getSession(false);
    if (session == null || !(session.getAttribute(PERSON) instanceof String id)) {
      return Optional.empty();
    }
    var person = people.find(new PersonId(UUID.fromString(id))).filter(PersonSummary::enabled);
    if (at(session, SIGNED_IN_AT).plus(LONGEST).isBefore(signIns.about())) {
      session.invalidate();
      return Optional.empty();
    }
    return person.map(known -> new SignedIn(known, at(session, PROVED_AT)));
  }

  /// A new session id, so that whoever knew the old one is left with nothing.
  void begin(PersonSummary person, String method, HttpServletRequest request) {
    var old = request.getSession(false);
    if (old != null) {
      old.invalidate();
    }
    var session = request.getSession(true);
    var now = signIns.now();
    session.setAttribute(PERSON, person.id().value().toString());
    session.setAttribute(SIGNED_IN_AT, now.toEpochMilli());
    session.setAttribute(PROVED_AT, now.toEpochMilli());
    session.setAttribute(ADDRESS, request.getRemoteAddr());
    session.setAttribute(BROWSER, browser(request));
    session.setAttribute(Frame.LETTER_KEYS, preferences.letterKeys(person.id()));
    signIns.began(actor(person, now, request), method);
  }

  /// The same session, proved again.
  void confirm(PersonSummary person, String method, HttpServletRequest request) {
    var now = signIns.now();
    request.changeSessionId();
    request.getSession().setAttribute(PROVED_AT, now.toEpochMilli());
    signIns.confirmed(actor(person, now, request), method);
  }

  void end(HttpServletRequest request) {
    var session = request.getSession(false);
    if (session != null) {
      signIns.ended(CurrentActor.of(request));
      session.invalidate();
    }
  }

  static Actor actor(SignedIn signedIn, HttpServletRequest request) {
    return actor(signedIn.person(), signedIn.authenticatedAt(), request);
  }

  static Actor stranger(HttpServletRequest request) {
    return new Actor(
        null, "anonymous", Via.ANONYMOUS, request.getRemoteAddr(), RequestIds.of(request), null);
  }

  private static Actor actor(PersonSummary person, Instant provedAt, HttpServletRequest request) {
    return new Actor(
        person.id().value(),
        person.name(),
        Via.SESSION,
        request.getRemoteAddr(),
        RequestIds.of(request),
        provedAt);
  }

  private static Instant at(HttpSession session, String attribute) {
    return session.getAttribute(attribute) instanceof Long millis
        ? Instant.ofEpochMilli(millis)
        : Instant.EPOCH;
  }

  private static String browser(HttpServletRequest request) {
    var agent = request.getHeader("User-Agent");
    if (agent == null) {
      return "unknown";
    }
    return agent.length() <= LONGEST_BROWSER ? agent : agent.substring(0, LONGEST_BROWSER);
  }
}
