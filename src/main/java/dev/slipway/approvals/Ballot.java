package dev.slipway.approvals;

import dev.slipway.identity.PersonId;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Plural;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Via;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The one place that says whether somebody may decide on a request now, for the page and for the
/// act.
final class Ballot {

  private final StoredRequest request;
  private final List<StoredDecision> decisions;
  private final Tally tally;

  Ballot(StoredRequest request, List<StoredDecision> decisions, Eligibility rights) {
    this.request = request;
    this.decisions = decisions;
    this.tally = new Tally(request, decisions, rights);
  }

  Tally tally() {
    return tally;
  }

  /// Why this actor cannot decide, or null if they can.
  @Nullable Refusal refusal(Actor actor) {
    var state = tally.state();
    if (state != ApprovalStanding.State.OPEN) {
      return new Refusal(ProblemType.ALREADY_DECIDED, ending(state, actor));
    }
    if (actor.via() != Via.SESSION || actor.person() == null) {
      return notAllowed("Only a person who is signed in decides, never a token or the portal.");
    }
    var person = new PersonId(actor.person());
    if (person.equals(request.requester())) {
      return notAllowed("You cannot approve your own request. " + whoCan());
    }
    if (request.excludes(person)) {
      return notAllowed(
          (request.held()
                  ? "You gain by this, so another person has to decide. "
                  : "You had a hand in this request, so another person has to decide. ")
              + whoCan());
    }
    if (tally.hasDecided(person)) {
      return new Refusal(ProblemType.ALREADY_DECIDED, "You have decided on this already.");
    }
    if (!tally.mayDecide(person)) {
      return notAllowed(
          "Deciding needs the role "
              + roles()
              + (request.scope().environment() == null
                  ? ""
                  : " in " + request.scope().environment().slug())
              + (request.also().isEmpty()
                  ? ""
                  : ", over every service that this reaches: those of "
                      + Plural.of(teams(), "team"))
              + ". "
              + whoCan());
    }
    return null;
  }

  /// Who can still decide, in a sentence.
  String whoCan() {
    var names = tally.askable().stream().map(PersonSummary::name).toList();
    return names.isEmpty() ? nobodyElse() : "Ask " + either(names) + ".";
  }

  private String nobodyElse() {
    return request.everyRule().stream().anyMatch(ApprovalRule::isForAdministrators)
        ? (tally.hasOthers()
                ? "Every other platform administrator gains by this, so none of them decides."
                : "Nobody else is a platform administrator now.")
            + " Whoever runs the portal can appoint another"
            + " (Help, 'One administrator is left')."
        : "Nobody else holds the role now: ask whoever grants roles.";
  }

  private String ending(ApprovalStanding.State state, Actor actor) {
    return switch (state) {
      case MET -> names(true, actor) + " approved this. Nothing is left to decide.";
      case REJECTED ->
          names(false, actor)
              + " rejected this. "
              + (request.held() ? "It can be asked for again." : "A new plan can be asked for.");
      case CLOSED -> closed(actor);
      case OPEN -> throw new IllegalStateException("open");
    };
  }

  private String closed(Actor actor) {
    if (request.endedWhy() != null) {
      return request.metAt() == null
          ? request.endedWhy()
          : names(true, actor) + " approved this. " + request.endedWhy();
    }
    return "This expired at "
        + request.expiresAt()
        + (request.held() ? ". Nothing was done. Ask again." : ". Ask for a new plan.");
  }

  /// Who decided so; whoever reads it is "You" and comes first.
  private String names(boolean approved, Actor reader) {
    var names =
        decisions.stream()
            .filter(decision -> decision.inForce() && decision.approved() == approved)
            .sorted(Comparator.comparing(decision -> !reader.is(decision.person().value())))
            .map(decision -> reader.is(decision.person().value()) ? "You" : decision.personName())
            .distinct()
            .toList();
    return names.isEmpty() ? "Somebody" : String.join(" and ", names);
  }

  private long teams() {
    return request.scopes().stream().map(Scope::team).distinct().count();
  }

  private String roles() {
    return either(
        request.everyRule().stream()
            .map(rule -> rule.role().name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .distinct()
            .toList());
  }

  private static String either(List<String> names) {
    if (names.size() < 2) {
      return String.join("", names);
    }
    return names.stream().limit(names.size() - 1L).collect(Collectors.joining(", "))
        + " or "
        + names.getLast();
  }

  private static Refusal notAllowed(String message) {
    return new Refusal(ProblemType.NOT_ALLOWED, message);
  }

  record Refusal(ProblemType problem, String message) {}
}
