package dev.slipway.plans;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.plans.spi.UsualDuration;
import dev.slipway.plans.spi.UsualDurations;
import dev.slipway.policies.spi.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Proposed changes: previewed, stored, put before their approvers, and started. Cluster reads
/// happen outside transactions, each move inside one.
@Service
public class Plans {

  private final Drafting drafting;
  private final Proposals proposals;
  private final PlanReader reader;
  private final PlanRows rows;
  private final Guards guards;
  private final Claim claim;
  private final IdempotencyKeys keys;
  private final Tidying tidying;
  private final BaseCheck baseCheck;
  private final DatabaseTime time;
  private final UsualDurations usual;
  private final TransactionTemplate transaction;

  Plans(
      Drafting drafting,
      Proposals proposals,
      PlanReader reader,
      PlanRows rows,
      Guards guards,
      Claim claim,
      IdempotencyKeys keys,
      Tidying tidying,
      BaseCheck baseCheck,
      DatabaseTime time,
      UsualDurations usual,
      PlatformTransactionManager transactions) {
    this.drafting = drafting;
    this.proposals = proposals;
    this.reader = reader;
    this.rows = rows;
    this.guards = guards;
    this.claim = claim;
    this.keys = keys;
    this.tidying = tidying;
    this.baseCheck = baseCheck;
    this.time = time;
    this.usual = usual;
    this.transaction = new TransactionTemplate(transactions);
  }

  /// What would be planned, with its diff and verdicts; nothing is stored.
  public PlanView preview(ProposeChange wish, Actor actor) {
    var draft = drafting.draft(wish, actor);
    return inTransaction(() -> {
      var now = time.now();
      return reader.preview(
          draft, proposals.judge(draft, actor), actor, now, proposals.notAfter(draft, now));
    });
  }

  /// Stores a plan. With `submit` it goes before its approvers at once, unless a policy blocks it
  /// or a condition waits to be acknowledged.
  public PlanView propose(ProposeChange wish, Actor actor, boolean submit) {
    var draft = drafting.draft(wish, actor);
    return asked(draft, actor, () -> store(PlanId.next(), draft, actor, submit));
  }

  /// The same, once for every key: whoever repeats the wish gets the plan that it made.
  public PlanView propose(
      ProposeChange wish, Actor actor, boolean submit, @Nullable String idempotencyKey) {
    if (idempotencyKey == null) {
      return propose(wish, actor, submit);
    }
    var former = proposed(wish, actor, submit, idempotencyKey);
    if (former.isPresent()) {
      return former.get();
    }
    var draft = drafting.draft(wish, actor);
    var id = PlanId.next();
    var request = PlanHash.sha256(wish.canonical() + " " + submit);
    return asked(
        draft,
        actor,
        () -> {
          var twin = keys.claim(actor, "propose " + idempotencyKey, request, id.value());
          return twin.isPresent()
              ? reader.view(new PlanId(twin.get()))
              : store(id, draft, actor, submit);
        });
  }

  /// The plan that this wish made already with this key.
  public Optional<PlanView> proposed(ProposeChange wish, Actor actor, boolean submit, String key) {
    var request = PlanHash.sha256(wish.canonical() + " " + submit);
    return inTransaction(() -> keys.find(actor, "propose " + key, request).map(PlanId::new))
        .map(this::byId);
  }

  private PlanView store(PlanId id, Draft draft, Actor actor, boolean submit) {
    var plan = proposals.store(id, draft, actor);
    if (submit && reader.view(id).isOpenForApproval()) {
      proposals.submit(plan, rows.lock(id), actor);
    }
    return reader.view(id);
  }

  /// Stores a plan and starts it in one go if nothing moved since the preview with this hash; where
  /// it needs an approval, it is submitted instead.
  public PlanView proposeAndStart(ProposeChange wish, String seen, String key, Actor actor) {
    var intent = "start " + key;
    var request = PlanHash.sha256(wish.canonical());
    var former = inTransaction(() -> keys.find(actor, intent, request));
    if (former.isPresent()) {
      return byId(new PlanId(former.get()));
    }
    var draft = drafting.draft(wish, actor);
    if (!draft.outlook().equals(seen)) {
      throw new PlanRefused(
          ProblemType.PLAN_STALE,
          "What runs has changed since the preview. Look at the new one, then start it.");
    }
    var id = PlanId.next();
    return asked(
        draft,
        actor,
        () -> {
          var twin = keys.claim(actor, intent, request, id.value());
          return reader.view(
              twin.isPresent() ? new PlanId(twin.get()) : startAtOnce(id, draft, actor));
        });
  }

  private PlanId startAtOnce(PlanId id, Draft draft, Actor actor) {
    var plan = proposals.store(id, draft, actor);
    var view = reader.view(id);
    if (view.isOpenForApproval() && !view.needsApproval()) {
      claim.start(id, plan.hash, OperationId.next(), actor, null);
    } else if (view.isOpenForApproval()) {
      proposals.submit(plan, rows.lock(id), actor);
    }
    return id;
  }

  public PlanView byId(PlanId id) {
    return inTransaction(() -> reader.view(id));
  }

  /// What the policies say of an open plan at this moment, as its start will ask them: freezes and
  /// locks come and go while it waits. Of one that was started, what they said then; of one that
  /// ended otherwise, what they said when it was made.
  public List<Verdict> verdictsNow(PlanView plan) {
    return plan.state().isFinal()
        ? plan.verdicts()
        : inTransaction(() -> guards.toldVerdicts(rows.plan(plan.id())));
  }

  /// What was wished, to plan it again with the same inputs.
  public ProposeChange wish(PlanId id) {
    return inTransaction(() -> rows.plan(id).wish());
  }

  /// How long such a change usually takes on this workload.
  public Optional<UsualDuration> usualDuration(PlanView plan) {
    return inTransaction(() -> usual.usual(plan.placement(), plan.kind()));
  }

  /// Puts a plan before its approvers; without rules it stays startable as it is.
  public PlanView submit(PlanId id, Actor actor) {
    // Before anything is read from the cluster; the move asks again.
    transaction.executeWithoutResult(_ -> guards.requireRight(actor, rows.plan(id)));
    baseCheck.requireFresh(id);
    return asked(
        id,
        () -> {
          var plan = rows.planLocked(id);
          guards.requireRight(actor, plan);
          proposals.submit(plan, rows.lock(id), actor);
          return reader.view(id);
        });
  }

  public PlanView withdraw(PlanId id, String reason, Actor actor) {
    return inTransaction(() -> {
      var plan = rows.planLocked(id);
      var requester = plan.requesterPerson;
      if (requester == null || !actor.is(requester) || !actor.actsInPerson()) {
        guards.requireRight(actor, plan);
      }
      proposals.end(plan, rows.lock(id), PlanState.WITHDRAWN, reason, actor);
      return reader.view(id);
    });
  }

  /// Takes an approval back before the start, for good: by whoever may revoke here, or by one whose
  /// approval counts.
  public PlanView revoke(PlanId id, String reason, Actor actor) {
    return inTransaction(() -> {
      var plan = rows.planLocked(id);
      var status = rows.lock(id);
      if (!guards.isCountedApprover(status, actor)) {
        guards.require(actor, Permission.APPROVAL_REVOKE, plan);
      }
      proposals.end(plan, status, PlanState.REVOKED, reason, actor);
      return reader.view(id);
    });
  }

  /// The claim. The same key gives the same answer, however often it is sent.
  public OperationId start(PlanId id, String hash, String idempotencyKey, Actor actor) {
    return settling(
        id,
        () -> {
          var operation = OperationId.next();
          var former =
              keys.claim(
                  actor,
                  "start " + idempotencyKey,
                  PlanHash.sha256(id.value() + " " + hash),
                  operation.value());
          if (former.isPresent()) {
            return new OperationId(former.get());
          }
          guards.requireRight(actor, rows.plan(id));
          return claim.start(id, hash, operation, actor, null);
        });
  }

  /// A start that was asked for together with the approval; the claim asks the requester's rights.
  void startForRequester(PlanId id) {
    settling(
        id,
        () -> {
          var plan = rows.plan(id);
          if (rows.status(id).state == PlanState.APPROVED) {
            claim.startApproved(id, plan.hash, OperationId.next(), plan.requester());
          }
          return id;
        });
  }

  void noteNotStarted(PlanId id, String why) {
    transaction.executeWithoutResult(_ -> {
      rows.planLocked(id);
      var status = rows.lock(id);
      if (!status.state.isFinal()) {
        status.note("Not started by itself: " + why, time.now());
      }
    });
  }

  /// A refusal because the world moved is written down afterwards, in a transaction of its own.
  private <T> T settling(PlanId id, Supplier<T> move) {
    try {
      return asked(id, move);
    } catch (PlanRefused refused) {
      switch (refused.problem()) {
        case PLAN_EXPIRED, PLAN_STALE, APPROVAL_REQUIRED -> tidying.settle(id);
        default -> {}
      }
      throw refused.subject() == null ? refused.about("plan.start", byId(id).subject()) : refused;
    }
  }

  /// In a transaction, before which the policies asked what they have to ask elsewhere.
  private <T> T asked(Draft draft, Actor actor, Supplier<T> work) {
    var change = draft.prepared().change().askedBy(actor);
    return guards.asked(change, () -> inTransaction(work));
  }

  private <T> T asked(PlanId id, Supplier<T> work) {
    var change = inTransaction(() -> guards.change(rows.plan(id)));
    return guards.asked(change, () -> inTransaction(work));
  }

  private <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(transaction.execute(_ -> work.get()));
  }
}
