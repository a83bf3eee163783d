package dev.slipway.approvals;

import dev.slipway.identity.Access;
import dev.slipway.identity.GrantView;
import dev.slipway.identity.PersonId;
import dev.slipway.identity.TeamId;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.ProblemType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Requests as one person sees them: what waits for them, what they asked for, what was decided.
@Service
@Transactional(readOnly = true)
public class Inbox {

  private static final int PAGE = 25;
  private static final int COUNTED = 100;

  private final ApprovalRequests requests;
  private final Decisions decisions;
  private final Access access;
  private final Teams teams;
  private final HeldActRows held;
  private final List<RequestTerms> terms;

  Inbox(
      ApprovalRequests requests,
      Decisions decisions,
      Access access,
      Teams teams,
      HeldActRows held,
      List<RequestTerms> terms) {
    this.requests = requests;
    this.decisions = decisions;
    this.access = access;
    this.teams = teams;
    this.held = held;
    this.terms = terms;
  }

  public ApprovalItem item(ApprovalId id, Actor actor) {
    return items(List.of(requests.find(id).orElseThrow(ApprovalNotFound::new)), actor).getFirst();
  }

  /// What this person can decide now, and what they decided less than ten seconds ago; oldest
  /// first.
  public Page<ApprovalItem> waitingFor(Actor actor, @Nullable String cursor) {
    return collect(
        actor, cursor, PAGE, item -> item.canDecide() || item.undoable(), waitingFor(actor));
  }

  /// Everything that waits for somebody, oldest first.
  public Page<ApprovalItem> pending(Actor actor, @Nullable String cursor, int limit) {
    return collect(
        actor,
        cursor,
        limit,
        item -> item.standing().state() == ApprovalStanding.State.OPEN,
        after -> requests.waiting(after, COUNTED));
  }

  /// How many requests this person can decide, at most a hundred.
  public int waitingCount(Actor actor) {
    return collect(actor, null, COUNTED, ApprovalItem::canDecide, waitingFor(actor)).items().size();
  }

  /// What this person asked for and what still waits: the newest hundred, with a cursor only to
  /// tell that there are more.
  public Page<ApprovalItem> openAskedBy(Actor actor) {
    return actor.person() == null
        ? Page.last(List.of())
        : page(
            requests.askedBy(new PersonId(actor.person()), true, null, COUNTED + 1),
            actor,
            COUNTED);
  }

  /// What one person has open on both sides, read at once.
  public OpenForMe openFor(Actor actor) {
    return new OpenForMe(openAskedBy(actor), waitingCount(actor));
  }

  /// What is open for one person.
  ///
  /// @param asked what they asked for and what still waits, as {@link #openAskedBy} has it
  /// @param waiting how many they can decide, at most a hundred
  public record OpenForMe(Page<ApprovalItem> asked, int waiting) {}

  /// What this person asked for and what is over, newest first.
  public Page<ApprovalItem> overAskedBy(Actor actor, @Nullable String cursor) {
    return actor.person() == null
        ? Page.last(List.of())
        : page(
            requests.askedBy(new PersonId(actor.person()), false, position(cursor), PAGE + 1),
            actor,
            PAGE);
  }

  /// What was decided or closed, by whomever; newest first.
  public Page<ApprovalItem> decided(Actor actor, @Nullable String cursor) {
    return decided(actor, cursor, PAGE);
  }

  public Page<ApprovalItem> decided(Actor actor, @Nullable String cursor, int limit) {
    return page(requests.decided(position(cursor), limit + 1), actor, limit);
  }

  private Page<ApprovalItem> collect(
      Actor actor,
      @Nullable String cursor,
      int size,
      Predicate<ApprovalItem> wanted,
      Batches batches) {
    var found = new ArrayList<ApprovalItem>();
    var position = position(cursor);
    while (true) {
      var batch = batches.after(position);
      for (var item : items(batch, actor)) {
        if (wanted.test(item)) {
          if (found.size() == size) {
            return new Page<>(found, found.getLast().id().value().toString());
          }
          found.add(item);
        }
      }
      if (batch.size() < COUNTED) {
        return Page.last(found);
      }
      position = batch.getLast().id().value();
    }
  }

  /// Every page of everybody counts what waits for them, so most of what waits for others is left
  /// out by the database.
  private Batches waitingFor(Actor actor) {
    if (actor.person() == null) {
      return _ -> List.of();
    }
    var person = new PersonId(actor.person());
    var grants = access.grantsOf(person);
    var roles = grants.stream().map(GrantView::role).distinct().toList();
    if (roles.isEmpty()) {
      return _ -> List.of();
    }
    var teams = new HashSet<TeamId>();
    for (var grant : grants) {
      if (grant.team() == null) {
        return after -> requests.waitingFor(person, roles, null, after, COUNTED);
      }
      teams.add(grant.team().id());
    }
    return after -> requests.waitingFor(person, roles, teams, after, COUNTED);
  }

  /// The next hundred requests.
  private interface Batches {
    List<StoredRequest> after(@Nullable UUID position);
  }

  private Page<ApprovalItem> page(List<StoredRequest> found, Actor actor, int size) {
    var shown = items(found.stream().limit(size).toList(), actor);
    return new Page<>(shown, found.size() > size ? shown.getLast().id().value().toString() : null);
  }

  private List<ApprovalItem> items(List<StoredRequest> found, Actor actor) {
    var cast =
        decisions.of(found.stream().map(StoredRequest::id).toList()).stream()
            .collect(Collectors.groupingBy(StoredDecision::request));
    var rights = RightsNow.forLists(access, teams);
    var told = told(found.stream().map(StoredRequest::id).toList());
    var acts = held.of(found.stream().filter(StoredRequest::held).map(StoredRequest::id).toList());
    return found.stream()
        .map(request ->
            item(
                request,
                new Ballot(request, cast.getOrDefault(request.id(), List.of()), rights),
                actor,
                told.getOrDefault(request.id(), List.of()),
                acts.get(request.id())))
        .toList();
  }

  private Map<ApprovalId, List<String>> told(List<ApprovalId> ids) {
    var told = new HashMap<ApprovalId, List<String>>();
    terms.forEach(teller -> told.putAll(teller.of(ids)));
    return told;
  }

  private static ApprovalItem item(
      StoredRequest request,
      Ballot ballot,
      Actor actor,
      List<String> terms,
      @Nullable StoredAct act) {
    var standing = ballot.tally().standing();
    var refusal = ballot.refusal(actor);
    var mine =
        standing.decisions().stream()
            .filter(decision -> actor.is(decision.person().value()))
            .filter(decision -> decision.counts() || ballot.tally().hasDecided(decision.person()))
            .reduce((_, latest) -> latest)
            .orElse(null);
    return new ApprovalItem(
        request.id(),
        request.contentHash(),
        request.subject(),
        request.title(),
        request.link(),
        request.reason(),
        request.requesterName(),
        request.asksForProof(),
        request.requestedAt(),
        request.expiresAt(),
        request.endedAt(),
        request.endedWhy(),
        standing,
        request.requester() != null && actor.is(request.requester().value()),
        mine,
        mine != null && !request.isOver() && request.now().isBefore(mine.countsAt()),
        refusal == null ? null : refusal.message(),
        request.now(),
        terms,
        act == null ? null : act.view());
  }

  private static @Nullable UUID position(@Nullable String cursor) {
    if (cursor == null || cursor.isBlank()) {
      return null;
    }
    try {
      return UUID.fromString(cursor);
    } catch (IllegalArgumentException _) {
      throw new DomainFailure(
          ProblemType.INVALID_REQUEST, "The cursor is not one that this list gave. Start again.");
    }
  }
}
