package dev.slipway.approvals;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.PersonId;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.identity.TeamId;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Requests and people of the demonstration, for tests without a database.
final class RequestMother {

  static final Instant NOW = Instant.parse("2026-11-20T15:42:00Z");
  static final Scope STUDENTS = Scope.of(TeamId.next(), EnvironmentClass.PRODUCTION);
  static final PersonId ADA = PersonId.next();
  static final PersonId KOFI = PersonId.next();
  static final PersonId MIRA = PersonId.next();
  static final PersonId JON = PersonId.next();
  static final PersonId SAM = PersonId.next();
  static final ApprovalRule APPROVER = new ApprovalRule("Approver", Role.APPROVER, null, 1);
  static final ApprovalRule OWNER = new ApprovalRule("Service owner", Role.SERVICE_OWNER, null, 1);

  private RequestMother() {}

  static StoredRequest request(ApprovalRule... rules) {
    return new StoredRequest(
        ApprovalId.next(),
        "hash-1",
        Subject.of("plan", "1", "student-service").in("student-service", "production"),
        "Roll out student-service 1.0.1 to production",
        "/plans/1",
        "Two schools saw pupils enrolled twice",
        STUDENTS,
        List.of(),
        ADA,
        "Ada",
        Set.of(ADA),
        List.of(rules),
        null,
        NOW.minusSeconds(360),
        NOW.plusSeconds(3600),
        null,
        null,
        null,
        null,
        false,
        NOW);
  }

  static StoredRequest excluding(StoredRequest from, PersonId... people) {
    return new StoredRequest(
        from.id(),
        from.contentHash(),
        from.subject(),
        from.title(),
        from.link(),
        from.reason(),
        from.scope(),
        from.also(),
        from.requester(),
        from.requesterName(),
        Set.of(people),
        from.rules(),
        from.rulesNow(),
        from.requestedAt(),
        from.expiresAt(),
        from.metAt(),
        from.endedAt(),
        from.endedAs(),
        from.endedWhy(),
        from.held(),
        from.now());
  }

  static StoredRequest reaching(StoredRequest from, Scope... also) {
    return new StoredRequest(
        from.id(),
        from.contentHash(),
        from.subject(),
        from.title(),
        from.link(),
        from.reason(),
        from.scope(),
        List.of(also),
        from.requester(),
        from.requesterName(),
        from.excluded(),
        from.rules(),
        from.rulesNow(),
        from.requestedAt(),
        from.expiresAt(),
        from.metAt(),
        from.endedAt(),
        from.endedAs(),
        from.endedWhy(),
        from.held(),
        from.now());
  }

  static StoredRequest at(StoredRequest from, Instant now) {
    return new StoredRequest(
        from.id(),
        from.contentHash(),
        from.subject(),
        from.title(),
        from.link(),
        from.reason(),
        from.scope(),
        from.also(),
        from.requester(),
        from.requesterName(),
        from.excluded(),
        from.rules(),
        from.rulesNow(),
        from.requestedAt(),
        from.expiresAt(),
        from.metAt(),
        from.endedAt(),
        from.endedAs(),
        from.endedWhy(),
        from.held(),
        now);
  }

  static StoredDecision decision(PersonId person, boolean approved, int secondsAgo) {
    var at = NOW.minusSeconds(secondsAgo);
    return new StoredDecision(
        UuidV7.next(),
        ApprovalId.next(),
        person,
        "Somebody",
        1,
        approved,
        "fine",
        at,
        at.plus(Approvals.PAUSE),
        null,
        null);
  }

  static StoredDecision undone(StoredDecision decision) {
    return new StoredDecision(
        decision.id(),
        decision.request(),
        decision.person(),
        decision.personName(),
        1,
        decision.approved(),
        decision.comment(),
        decision.at(),
        decision.countsAt(),
        decision.at().plusSeconds(3),
        null);
  }

  static Actor session(PersonId person) {
    return new Actor(person.value(), "Somebody", Via.SESSION, null, null, NOW);
  }

  /// Roles given by hand.
  static final class Rights implements Eligibility {

    private final Map<PersonId, List<Role>> roles = new HashMap<>();
    private final Map<PersonId, Scope> bounds = new HashMap<>();

    Rights give(PersonId person, Role... given) {
      roles.put(person, List.of(given));
      return this;
    }

    /// What this person holds counts there only.
    Rights bind(PersonId person, Scope scope) {
      bounds.put(person, scope);
      return this;
    }

    @Override
    public boolean fills(PersonId person, ApprovalRule rule, Scope scope) {
      return bounds.getOrDefault(person, scope).equals(scope)
          && roles.getOrDefault(person, List.of()).contains(rule.role());
    }

    @Override
    public List<PersonSummary> candidates(ApprovalRule rule, Scope scope) {
      var people = new ArrayList<PersonSummary>();
      roles.forEach((person, given) -> {
        if (given.contains(rule.role()) && fills(person, rule, scope)) {
          people.add(new PersonSummary(person, "p", "P" + person.value(), true));
        }
      });
      return people;
    }
  }
}
