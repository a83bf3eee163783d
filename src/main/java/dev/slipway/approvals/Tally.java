package dev.slipway.approvals;

import dev.slipway.approvals.ApprovalStanding.RuleStanding;
import dev.slipway.approvals.ApprovalStanding.State;
import dev.slipway.identity.PersonId;
import dev.slipway.identity.PersonSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Counts the decisions of one request at one moment. Pure: rights and time are given.
final class Tally {

  private final StoredRequest request;
  private final List<StoredDecision> decisions;
  private final Eligibility rights;

  Tally(StoredRequest request, List<StoredDecision> decisions, Eligibility rights) {
    this.request = request;
    this.decisions = decisions;
    this.rights = rights;
  }

  ApprovalStanding standing() {
    var seating = strictest();
    return new ApprovalStanding(
        request.id(),
        request.contentHash(),
        state(),
        seating.required(),
        seating.given(),
        reachable(seating.rules()),
        ruleStandings(seating),
        decisions.stream().map(this::view).toList(),
        nextCountsAt());
  }

  State state() {
    if (request.isRejected() || (!request.isOver() && hasCountingRejection())) {
      return State.REJECTED;
    }
    if (request.isOver()) {
      return State.CLOSED;
    }
    // A rejection that waits for its ten seconds holds the request: it may not slip through
    // meanwhile.
    return strictest().complete() && !rejectionWaits() ? State.MET : State.OPEN;
  }

  /// The set of rules, at request time or now, that lacks most.
  private Seating strictest() {
    var approvers =
        decisions.stream()
            .filter(decision -> decision.approved() && whyNot(decision) == null)
            .map(StoredDecision::person)
            .toList();
    return request.ruleSets().stream()
        .map(rules -> Seating.of(rules, approvers, this::fills))
        .max(Comparator.comparingInt(Seating::missing).thenComparingInt(Seating::required))
        .orElseThrow();
  }

  /// One over whose team it takes place as well has no say for the others.
  private boolean fills(PersonId person, ApprovalRule rule) {
    return request.scopes().stream().allMatch(scope -> rights.fills(person, rule, scope));
  }

  private List<PersonSummary> candidates(ApprovalRule rule) {
    return rights.candidates(rule, request.scope()).stream()
        .filter(person ->
            request.also().stream().allMatch(scope -> rights.fills(person.id(), rule, scope)))
        .toList();
  }

  /// Seats that would be filled if everybody approved who may decide at this moment.
  private int reachable(List<ApprovalRule> rules) {
    var everybody =
        rules.stream()
            .flatMap(rule -> candidates(rule).stream())
            .map(PersonSummary::id)
            .filter(person -> !request.excludes(person))
            .distinct()
            .toList();
    return Seating.of(
            rules,
            everybody,
            (person, rule) -> candidates(rule).stream().anyMatch(one -> one.id().equals(person)))
        .given();
  }

  private boolean hasCountingRejection() {
    return decisions.stream()
        .anyMatch(decision -> !decision.approved() && whyNot(decision) == null);
  }

  private boolean rejectionWaits() {
    return decisions.stream().anyMatch(decision -> !decision.approved() && waits(decision));
  }

  private boolean waits(StoredDecision decision) {
    return decision.inForce()
        && request.now().isBefore(decision.countsAt())
        && mayDecide(decision.person());
  }

  /// Whether this person could fill a seat, by the rules of the request or by those of now.
  boolean mayDecide(PersonId person) {
    return !request.excludes(person)
        && request.everyRule().stream().anyMatch(rule -> fills(person, rule));
  }

  /// People who could still decide, by name, without those who did.
  List<PersonSummary> askable() {
    return request.everyRule().stream()
        .flatMap(rule -> candidates(rule).stream())
        .filter(person -> !request.excludes(person.id()) && !hasDecided(person.id()))
        .distinct()
        .toList();
  }

  /// Whether anybody but the requester holds a role that decides on it.
  boolean hasOthers() {
    return request.everyRule().stream()
        .flatMap(rule -> candidates(rule).stream())
        .anyMatch(person -> !person.id().equals(request.requester()));
  }

  boolean hasDecided(PersonId person) {
    return decisions.stream()
        .anyMatch(decision -> decision.inForce() && decision.person().equals(person));
  }

  private @Nullable String whyNot(StoredDecision decision) {
    if (!decision.inForce()) {
      return decision.undoneWhy() == null
          ? DecisionView.TAKEN_BACK
          : DecisionView.TAKEN_BACK + ": " + decision.undoneWhy();
    }
    if (request.excludes(decision.person())) {
      return "Nobody decides on their own request";
    }
    if (!mayDecide(decision.person())) {
      return decision.personName() + " no longer has the role that the rule asks for";
    }
    return request.now().isBefore(decision.countsAt()) ? DecisionView.NOT_YET : null;
  }

  private @Nullable Instant nextCountsAt() {
    return decisions.stream()
        .filter(this::waits)
        .map(StoredDecision::countsAt)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private DecisionView view(StoredDecision decision) {
    var whyNot = whyNot(decision);
    return new DecisionView(
        decision.id(),
        decision.person(),
        decision.personName(),
        decision.approved(),
        decision.comment(),
        decision.at(),
        decision.countsAt(),
        whyNot == null,
        whyNot);
  }

  private List<RuleStanding> ruleStandings(Seating seating) {
    var standings = new ArrayList<RuleStanding>();
    for (int i = 0; i < seating.rules().size(); i++) {
      var rule = seating.rules().get(i);
      var names =
          candidates(rule).stream()
              .filter(person -> !request.excludes(person.id()) && !hasDecided(person.id()))
              .map(PersonSummary::name)
              .toList();
      standings.add(new RuleStanding(rule, seating.filled().get(i), names));
    }
    return standings;
  }
}
