package dev.slipway.plans;

import dev.slipway.approvals.ApprovalId;
import dev.slipway.approvals.Approvals;
import dev.slipway.approvals.RequestApproval;
import dev.slipway.identity.PersonId;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.ProblemType;
import dev.slipway.policies.EnvironmentPolicies;
import dev.slipway.policies.Policies;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.runtime.Sealing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Stores drafts as plans and puts plans before their approvers. Runs in the caller's transaction.
@Component
class Proposals {

  private static final int SHORTEST_REASON = 10;
  private static final Duration SHORTEST_LIFE = Duration.ofMinutes(1);

  private final PlanRows rows;
  private final PlanMoves moves;
  private final Guards guards;
  private final Staleness staleness;
  private final Policies policies;
  private final EnvironmentPolicies environmentPolicies;
  private final Approvals approvals;
  private final Sealing sealing;
  private final DatabaseTime time;
  private final ApplicationEventPublisher events;

  Proposals(
      PlanRows rows,
      PlanMoves moves,
      Guards guards,
      Staleness staleness,
      Policies policies,
      EnvironmentPolicies environmentPolicies,
      Approvals approvals,
      Sealing sealing,
      DatabaseTime time,
      ApplicationEventPublisher events) {
    this.rows = rows;
    this.moves = moves;
    this.guards = guards;
    this.staleness = staleness;
    this.policies = policies;
    this.environmentPolicies = environmentPolicies;
    this.approvals = approvals;
    this.sealing = sealing;
    this.time = time;
    this.events = events;
  }

  List<Verdict> judge(Draft draft, Actor requester) {
    return policies.judge(draft.prepared().change().askedBy(requester));
  }

  /// For whoever only asks: nothing waits for the answer.
  List<Verdict> told(Draft draft, Actor asker) {
    return policies.told(draft.prepared().change().askedBy(asker));
  }

  Instant notAfter(Draft draft, Instant now) {
    var longest = environmentPolicies.of(draft.environment().id()).planLifetime();
    var wanted = draft.wish().expiresIn();
    var life = wanted == null || wanted.compareTo(longest) > 0 ? longest : wanted;
    return now.plus(life.compareTo(SHORTEST_LIFE) < 0 ? SHORTEST_LIFE : life);
  }

  Plan store(PlanId id, Draft draft, Actor requester) {
    if (draft.wish().reason().isBlank()) {
      throw new PlanRefused(
          ProblemType.INVALID_INPUT, "Say why: a plan needs a reason that others can read.");
    }
    rows.lockTarget(draft.placement().id().value());
    staleness
        .elsewhere(draft.placement().id(), draft.placement().workload())
        .ifPresent(why -> {
          throw stale(why);
        });
    staleness.requireAlone(draft.placement().id());
    var now = time.now();
    var template = draft.prepared().template();
    var plan =
        Plan.of(
            id,
            draft,
            template == null ? null : sealing.seal(bytes(template), Plan.sealedAs(id)),
            template == null ? null : sealing.mac(bytes(template)),
            judge(draft, requester),
            environmentPolicies.of(draft.environment().id()).version(),
            requester,
            now,
            notAfter(draft, now));
    rows.add(plan);
    rows.add(new PlanStatus(id, now));
    rows.flush();
    events.publishEvent(
        new PlanProposed(
            id,
            plan.kind,
            plan.hash,
            requester,
            plan.subject(),
            plan.reason,
            plan.fromVersion,
            plan.toVersion));
    return plan;
  }

  /// The target template that belongs to a plan, opened.
  @Nullable JsonNode template(Plan plan) {
    var sealed = plan.template;
    if (sealed == null) {
      return null;
    }
    var open = sealing.open(sealed, Plan.sealedAs(plan.id));
    return Json.parse(new String(open, StandardCharsets.UTF_8));
  }

  private static byte[] bytes(JsonNode template) {
    return PlanHash.canonical(template).getBytes(StandardCharsets.UTF_8);
  }

  /// Asks for decisions if the policies of now want any; else the plan can be started as it is.
  void submit(Plan plan, PlanStatus status, Actor actor) {
    var now = time.now();
    if (status.state != PlanState.PLANNED) {
      throw notOpen(status, "be submitted");
    }
    if (plan.isExpired(now)) {
      throw expired();
    }
    staleness
        .of(plan)
        .ifPresent(why -> {
          throw stale(why);
        });
    guards.requireRequester(plan);
    var verdicts = guards.verdicts(plan);
    Guards.requireNoBlock(verdicts, plan.acknowledged());
    var rules = Guards.rules(verdicts);
    if (rules.isEmpty()) {
      return;
    }
    if (plan.reason.strip().length() < SHORTEST_REASON) {
      throw new FieldRefused(
          "reason",
          "The reason is too short for those who decide. Say it in at least %d characters."
              .formatted(SHORTEST_REASON));
    }
    var excluded = new HashSet<PersonId>();
    rows.askedForTheSame(plan).forEach(person -> excluded.add(new PersonId(person)));
    if (actor.person() != null) {
      excluded.add(new PersonId(actor.person()));
    }
    var request = ApprovalId.next();
    var scope = guards.scope(plan);
    approvals.open(
        new RequestApproval(
            request,
            plan.hash,
            plan.subject(),
            plan.sentence,
            "/plans/" + plan.id.value(),
            plan.reason,
            scope,
            guards.touched(plan).stream().filter(also -> !also.equals(scope)).toList(),
            plan.requester(),
            excluded,
            rules,
            plan.notAfter));
    status.submitted(request);
    status.become(PlanState.PENDING_APPROVAL, "Waits for approval", now);
    rows.flush();
    events.publishEvent(
        new PlanSubmitted(plan.id, request, plan.hash, actor, plan.subject(), plan.reason));
  }

  /// Ends an open plan by a person's word.
  void end(Plan plan, PlanStatus status, PlanState to, String reason, Actor actor) {
    if (!status.state.next().contains(to)) {
      throw notOpen(status, "be " + to.slug());
    }
    if (reason.isBlank()) {
      throw new PlanRefused(ProblemType.INVALID_INPUT, "Say why, so that others understand it.");
    }
    Reasons.requireShort(reason);
    moves.move(plan, status, to, reason.strip(), actor, time.now());
  }

  static PlanRefused expired() {
    return new PlanRefused(
        ProblemType.PLAN_EXPIRED, "The plan has expired. Plan again; your inputs are kept.");
  }

  static PlanRefused stale(String why) {
    return new PlanRefused(
        ProblemType.PLAN_STALE, "The plan is stale: " + why + ". Plan again to see the new diff.");
  }

  static PlanRefused notOpen(PlanStatus status, String what) {
    return switch (status.state) {
      case EXPIRED -> expired();
      case STALE -> stale(status.why);
      case SUPERSEDED -> {
        var refusal =
            new PlanRefused(
                ProblemType.PLAN_SUPERSEDED, status.why + ". Look at the newer plan instead.");
        yield status.supersededBy == null ? refusal : refusal.insteadOf(status.supersededBy);
      }
      case PLANNED, PENDING_APPROVAL, APPROVED, REJECTED, REVOKED, WITHDRAWN, STARTED ->
          new PlanRefused(
              ProblemType.PLAN_NOT_OPEN,
              "The plan is %s and cannot %s any more: %s. Make a new plan if it is still wanted."
                  .formatted(status.state.slug(), what, status.why));
    };
  }
}
