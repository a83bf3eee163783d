package dev.slipway.gate;

import dev.slipway.approvals.ApprovalId;
import dev.slipway.approvals.ApprovalRule;
import dev.slipway.approvals.Approvals;
import dev.slipway.approvals.RequestApproval;
import dev.slipway.identity.Access;
import dev.slipway.identity.PersonId;
import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Reason;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.slo.Budgets;
import dev.slipway.slo.ObjectiveDetails;
import dev.slipway.slo.ObjectiveStatus;
import dev.slipway.slo.ObjectiveSummary;
import dev.slipway.slo.Objectives;
import dev.slipway.slo.SliKind;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Time that does not count against an objective, by the word of two people: one who asks, and an
/// approver; an owner of the environment is among them, because the gate may open by it. It is
/// taken out of what is counted and of the past alike, nothing that was counted is changed, and one
/// person can take it back.
@Service
public class Exclusions {

  /// Like the approval of an override, not forgotten within a day.
  private static final Duration LIFE = Duration.ofDays(7);

  private static final Duration LONGEST_AGO = Duration.ofDays(30);
  private static final Duration FURTHEST_AHEAD = Duration.ofDays(14);
  private static final int MOST_AT_ONCE = 5;
  private static final int SHOWN = 20;
  private static final int NAMES = 5;
  private static final String RULE = "Time that does not count";

  private final ExclusionRows rows;
  private final Objectives objectives;
  private final Budgets budgets;
  private final Approvals approvals;
  private final Access access;
  private final ApplicationEventPublisher events;

  Exclusions(
      ExclusionRows rows,
      Objectives objectives,
      Budgets budgets,
      Approvals approvals,
      Access access,
      ApplicationEventPublisher events) {
    this.rows = rows;
    this.objectives = objectives;
    this.budgets = budgets;
    this.approvals = approvals;
    this.access = access;
    this.events = events;
  }

  /// Of an objective, newest first, at most twenty.
  @Transactional(readOnly = true)
  public List<ExclusionView> of(UUID objective) {
    return rows.all(objective, SHOWN).stream().map(Exclusions::view).toList();
  }

  /// Why this reader cannot ask for one, in words; null if they can.
  @Transactional(readOnly = true)
  public @Nullable String whyNot(ObjectiveDetails objective, Actor reader) {
    var summary = objective.summary();
    if (objective.definition().indicator().kind() != SliKind.EVENTS) {
      return "Its query tells a share and counts no events, so none can be left out.";
    }
    if (summary.status() == ObjectiveStatus.DISABLED) {
      return "It is disabled.";
    }
    var scope = scope(summary);
    if (reader.via() != Via.SESSION || !access.permits(reader, Permission.GATE_OVERRIDE, scope)) {
      return "An owner of the service or of the environment can ask: "
          + access.whoMay(Permission.GATE_OVERRIDE, scope).stream()
              .map(person -> person.name())
              .limit(NAMES)
              .collect(Collectors.joining(", ", "", "."));
    }
    return null;
  }

  /// Asks for the other person.
  ///
  /// @throws DomainFailure NOT_FOUND, NOT_ALLOWED, INVALID_INPUT for a time out of bounds, CONFLICT
  ///   where it overlaps with another one
  @Transactional
  public void ask(AskExclusion wish, Actor actor) {
    var details = objectives.byId(wish.objective());
    var summary = details.summary();
    access.require(actor, Permission.GATE_OVERRIDE, scope(summary), subject(summary));
    var no = whyNot(details, actor);
    if (no != null) {
      throw new DomainFailure(ProblemType.CONFLICT, no);
    }
    rows.alone(wish.objective());
    requireBounds(wish, summary.windowDays());
    var id = UuidV7.next();
    var request = ApprovalId.next();
    var until = rows.insert(id, wish, request, LIFE, actor);
    var person = new PersonId(Objects.requireNonNull(actor.person()));
    approvals.open(
        new RequestApproval(
            request,
            id.toString(),
            subject(summary),
            "Not to count %s to %s against %s of %s in %s"
                .formatted(
                    GateWords.moment(wish.from()),
                    GateWords.moment(wish.to()),
                    summary.name(),
                    summary.service().slug(),
                    summary.environment().name()),
            path(wish.objective()),
            wish.reason(),
            scope(summary),
            actor,
            Set.of(person),
            rules(access, person, scope(summary)),
            until));
    tell(id, summary, "asked", rows.find(id).orElseThrow(), wish.reason(), actor);
  }

  private void requireBounds(AskExclusion wish, int windowDays) {
    var now = rows.now();
    if (wish.from().isBefore(now.minus(LONGEST_AGO))) {
      throw new FieldRefused("starts", "At most 30 days ago: later nobody remembers why.");
    }
    if (wish.to().isAfter(now.plus(FURTHEST_AHEAD))) {
      throw new FieldRefused(
          "ends", "At most 14 days ahead: ask again when it is known better what comes.");
    }
    var standing = rows.standing(wish.objective(), now.minus(Duration.ofDays(windowDays)));
    for (var other : standing) {
      if (wish.from().isBefore(other.to()) && other.from().isBefore(wish.to())) {
        throw new DomainFailure(
            ProblemType.CONFLICT,
            "%s asked for %s to %s already. Choose a time beside it."
                .formatted(
                    other.requester(),
                    GateWords.moment(other.from()),
                    GateWords.moment(other.to())));
      }
    }
    if (standing.size() >= MOST_AT_ONCE) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "There are %d within its window already. With more of them it promises something else: change the objective."
              .formatted(MOST_AT_ONCE));
    }
  }

  /// Takes one back, whether it waits or is in force: its time counts again from the next
  /// evaluation on.
  ///
  /// @throws DomainFailure NOT_FOUND, also for one of another objective, NOT_ALLOWED, INVALID_INPUT
  ///   for a reason too short, CONFLICT if it has ended already
  @Transactional
  public void revoke(UUID objective, UUID id, String reason, Actor actor) {
    var row =
        rows.find(id)
            .filter(one -> one.objective().equals(objective))
            .orElseThrow(
                () -> new DomainFailure(ProblemType.NOT_FOUND, "There is no such exclusion."));
    var summary = objectives.byId(row.objective()).summary();
    access.require(actor, Permission.GATE_OVERRIDE, scope(summary), subject(summary));
    var why = Reason.required(reason);
    // The request before the row, as whoever settles it does.
    approvals.close(row.request(), "Taken back by " + actor.name());
    if (!rows.end(id, actor.name(), why)) {
      throw new DomainFailure(
          ProblemType.CONFLICT, "It has ended already. Look at the objective again.");
    }
    budgets.countSoon(row.objective());
    tell(id, summary, "revoked", row, why, actor);
  }

  /// An approver in any case; an owner of the environment unless one asks.
  static List<ApprovalRule> rules(Access access, PersonId person, Scope scope) {
    var approver = new ApprovalRule(RULE, Role.APPROVER, null, 1);
    return access.holds(person, Role.ENVIRONMENT_OWNER, scope)
        ? List.of(approver)
        : List.of(
            approver,
            new ApprovalRule(RULE + ", owner of the environment", Role.ENVIRONMENT_OWNER, null, 1));
  }

  private void tell(
      UUID id,
      ObjectiveSummary summary,
      String move,
      ExclusionRows.Row row,
      String why,
      Actor actor) {
    events.publishEvent(ExclusionMoved.of(id, subject(summary), move, row, List.of(), why, actor));
  }

  /// Path of the page where an objective's exclusions are asked for and taken back.
  public static String path(UUID objective) {
    return "/gate/objectives/" + objective + "/exclusions";
  }

  static Scope scope(ObjectiveSummary summary) {
    return BudgetTasks.scope(summary.service(), summary.environment());
  }

  static Subject subject(ObjectiveSummary summary) {
    return BudgetTasks.subject(
        summary.id(), summary.name(), summary.service(), summary.environment());
  }

  private static ExclusionView view(ExclusionRows.Row row) {
    return new ExclusionView(
        row.id(),
        row.objective(),
        row.from(),
        row.to(),
        row.cause(),
        row.reason(),
        row.ticket(),
        row.requester(),
        row.madeAt(),
        "/approvals/" + row.request().value(),
        row.agreedAt(),
        row.agreedBy(),
        row.endedAt(),
        row.endedBy(),
        row.endReason());
  }
}
