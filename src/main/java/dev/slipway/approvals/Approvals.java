package dev.slipway.approvals;

import dev.slipway.identity.Access;
import dev.slipway.identity.PersonId;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Requests for decisions: opening, deciding, counting, closing. Every act takes the request's row
/// lock, and time is that of the database.
@Service
public class Approvals {

  /// How long a decision can be taken back before it counts.
  public static final Duration PAUSE = Duration.ofSeconds(10);

  private final ApprovalRequests requests;
  private final Decisions decisions;
  private final Access access;
  private final Teams teams;
  private final ApplicationEventPublisher events;

  Approvals(
      ApprovalRequests requests,
      Decisions decisions,
      Access access,
      Teams teams,
      ApplicationEventPublisher events) {
    this.requests = requests;
    this.decisions = decisions;
    this.access = access;
    this.teams = teams;
    this.events = events;
  }

  @Transactional
  public void open(RequestApproval request) {
    refuseAdministrators(request.rules());
    opened(request, Set.of());
  }

  /// The same for an act that waits for a second person, who may be an administrator.
  @Transactional
  void openHeld(RequestApproval request) {
    opened(
        request,
        request.rules().stream()
            .flatMap(rule -> access.holders(rule.role(), request.scope()).stream())
            .map(PersonSummary::id)
            .filter(person -> !request.excluded().contains(person))
            .map(PersonId::value)
            .collect(Collectors.toSet()));
  }

  private void opened(RequestApproval request, Set<UUID> tells) {
    requests.insert(request);
    events.publishEvent(
        new ApprovalRequested(
            request.id(),
            request.contentHash(),
            request.subject(),
            request.title(),
            request.reason(),
            request.expiresAt(),
            tells,
            request.requester()));
  }

  /// Where the request stands now, by the rules of the request and the last rules that `recount`
  /// was given.
  @Transactional(readOnly = true)
  public ApprovalStanding standing(ApprovalId id) {
    return ballot(requests.find(id).orElseThrow(ApprovalNotFound::new)).tally().standing();
  }

  /// Where many requests stand, in two questions to the database whatever their number. To be shown
  /// only: rights may be a second old.
  @Transactional(readOnly = true)
  public Map<ApprovalId, ApprovalStanding> standings(Collection<ApprovalId> ids) {
    var cast = decisions.of(ids).stream().collect(Collectors.groupingBy(StoredDecision::request));
    var rights = RightsNow.forLists(access, teams);
    return requests.all(ids).stream()
        .map(request ->
            new Ballot(request, cast.getOrDefault(request.id(), List.of()), rights)
                .tally()
                .standing())
        .collect(Collectors.toMap(ApprovalStanding::id, Function.identity()));
  }

  /// Open requests on which a person decided and did not take it back.
  @Transactional(readOnly = true)
  public List<ApprovalId> openDecidedBy(PersonId person) {
    return requests.openDecidedBy(person);
  }

  /// Counts again under the row lock, by the rules of the request **and** `rulesNow`: both must be
  /// met.
  @Transactional
  public ApprovalStanding recount(ApprovalId id, List<ApprovalRule> rulesNow) {
    refuseAdministrators(rulesNow);
    var stored = requests.lock(id).orElseThrow(ApprovalNotFound::new);
    if (!stored.isOver() && !rulesNow.equals(stored.rulesNow())) {
      requests.rememberRules(id, rulesNow);
      stored = stored.withRulesNow(rulesNow);
    }
    return count(stored);
  }

  /// Counts what waits for a second person: its rules are those of its request.
  @Transactional
  ApprovalStanding recountHeld(ApprovalId id) {
    return count(requests.lock(id).orElseThrow(ApprovalNotFound::new));
  }

  private ApprovalStanding count(StoredRequest stored) {
    var standing = ballot(stored).tally().standing();
    if (stored.endedAt() == null) {
      settle(stored, standing);
    }
    return standing;
  }

  private static void refuseAdministrators(List<ApprovalRule> rules) {
    if (rules.stream().anyMatch(ApprovalRule::isForAdministrators)) {
      throw new IllegalArgumentException("An administrator never decides on a plan by that role.");
    }
  }

  private void settle(StoredRequest request, ApprovalStanding standing) {
    switch (standing.state()) {
      case MET -> {
        if (request.metAt() == null) {
          requests.met(request.id(), true);
          events.publishEvent(
              new ApprovalMet(
                  request.id(),
                  request.contentHash(),
                  request.subject(),
                  request.title(),
                  counting(standing, true).stream().map(DecisionView::personName).toList()));
        }
      }
      case OPEN -> {
        if (request.metAt() != null) {
          requests.met(request.id(), false);
          events.publishEvent(
              new ApprovalLost(
                  request.id(), request.contentHash(), request.subject(), request.title()));
        }
      }
      case REJECTED -> {
        var rejection = counting(standing, false).getFirst();
        requests.end(request.id(), "rejected", rejection.comment());
        events.publishEvent(
            new ApprovalRejected(
                request.id(),
                request.contentHash(),
                request.subject(),
                request.title(),
                rejection.personName(),
                rejection.comment()));
      }
      case CLOSED -> {
        // Expired: a predicate, nothing to store.
      }
    }
  }

  private static List<DecisionView> counting(ApprovalStanding standing, boolean approved) {
    return standing.decisions().stream()
        .filter(decision -> decision.counts() && decision.approved() == approved)
        .toList();
  }

  /// Stores a person's decision. It counts ten seconds later; until then `undo` takes it back.
  @Transactional
  public DecisionView decide(Decide decide, Actor actor) {
    var request = requests.lock(decide.id()).orElseThrow(ApprovalNotFound::new);
    var cast = decisions.of(decide.id());
    var ballot = new Ballot(request, cast, RightsNow.forGuards(access, teams));
    if (!request.contentHash().equals(decide.contentHash())) {
      throw new DecisionRefused(
          ProblemType.HASH_MISMATCH,
          request.subject(),
          request.held()
              ? "What you saw is not what you would agree to: it was asked for with other values. Read it again, then decide."
              : "What you saw is not what would be approved. Read it again, then decide.");
    }
    var refusal = ballot.refusal(actor);
    if (refusal != null) {
      throw new DecisionRefused(refusal.problem(), request.subject(), refusal.message());
    }
    if (request.asksForProof()) {
      access.requireRecentSignIn(actor);
    }
    var person = new PersonId(Objects.requireNonNull(actor.person()));
    int attempt = 1 + (int) cast.stream().filter(one -> one.person().equals(person)).count();
    var stored = decisions.insert(UuidV7.next(), decide, person, actor, attempt, PAUSE);
    events.publishEvent(
        new DecisionMade(
            request.id(),
            stored.id(),
            person,
            stored.approved(),
            stored.comment(),
            stored.countsAt(),
            request.contentHash(),
            request.subject(),
            actor));
    return new DecisionView(
        stored.id(),
        person,
        stored.personName(),
        stored.approved(),
        stored.comment(),
        stored.at(),
        stored.countsAt(),
        false,
        "Counts in a moment");
  }

  /// Takes one's own decision back, as long as it does not count yet.
  @Transactional
  public void undo(UUID decision, Actor actor) {
    var id = requests.ofDecision(decision).orElseThrow(ApprovalNotFound::new);
    var request = requests.lock(id).orElseThrow(ApprovalNotFound::new);
    var own =
        decisions.of(id).stream()
            .filter(one -> one.id().equals(decision) && actor.is(one.person().value()))
            .findAny();
    if (own.isEmpty() || actor.via() != Via.SESSION) {
      throw new DecisionRefused(
          ProblemType.NOT_ALLOWED,
          request.subject(),
          "Only the person who decided can take a decision back.");
    }
    if (!own.get().inForce()) {
      return;
    }
    if (request.isOver() || !decisions.undo(decision)) {
      throw new DecisionRefused(
          ProblemType.ALREADY_DECIDED,
          request.subject(),
          request.held()
              ? "The decision counts already, and what was agreed to is done."
              : "The decision counts already. To stop what was approved, revoke the plan.");
    }
    events.publishEvent(
        new DecisionUndone(id, decision, request.contentHash(), request.subject(), null, actor));
  }

  /// Ends a request: withdrawn, superseded, expired, revoked or used. Ending twice changes nothing.
  @Transactional
  public void close(ApprovalId id, String why) {
    if (why.isBlank()) {
      throw new DomainFailure(ProblemType.INVALID_INPUT, "Say why the request ends.");
    }
    var request = requests.lock(id).orElseThrow(ApprovalNotFound::new);
    if (request.endedAt() == null) {
      requests.end(id, "closed", why);
      events.publishEvent(new ApprovalClosed(id, request.contentHash(), request.subject(), why));
    }
  }

  private Ballot ballot(StoredRequest request) {
    return new Ballot(request, decisions.of(request.id()), RightsNow.forGuards(access, teams));
  }
}
