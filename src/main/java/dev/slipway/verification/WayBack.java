package dev.slipway.verification;

import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.deployments.Deployments;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.plans.Operations;
import dev.slipway.plans.PlanId;
import dev.slipway.plans.PlanState;
import dev.slipway.plans.PlanView;
import dev.slipway.plans.Plans;
import dev.slipway.plans.ProposeChange;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.policies.spi.Verdict;
import dev.slipway.verification.VerificationRows.Row;
import dev.slipway.verification.VerificationView.WayBackState;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes back a rollout whose verification failed, where its service asks for that: a plan like any
/// other, judged by the same policies, once. What it cannot do it leaves to a person, and says why.
@Component
class WayBack {

  private static final Duration AGAIN = Duration.ofSeconds(10);
  private static final int MOST_TRIES = 30;

  private final VerificationRows rows;
  private final Followers followers;
  private final Placements placements;
  private final ClusterGateway gateway;
  private final Deployments deployments;
  private final Operations operations;
  private final Plans plans;
  private final Tellings tellings;
  private final TransactionTemplate transaction;

  WayBack(
      VerificationRows rows,
      Followers followers,
      Placements placements,
      ClusterGateway gateway,
      Deployments deployments,
      Operations operations,
      Plans plans,
      Tellings tellings,
      PlatformTransactionManager transactions) {
    this.rows = rows;
    this.followers = followers;
    this.placements = placements;
    this.gateway = gateway;
    this.deployments = deployments;
    this.operations = operations;
    this.plans = plans;
    this.tellings = tellings;
    this.transaction = new TransactionTemplate(transactions);
  }

  /// When to try again; null where nothing is left to do.
  @Nullable Duration go(Row row, long fence) {
    var follower = followers.after(row.deployment(), row.placement());
    var placement = placements.byId(row.placement()).orElse(null);
    if (follower.isPresent() && !isOwn(row, follower.get().plan())) {
      return notDone(row, fence, follower.get().sentence() + " followed.");
    }
    if (placement == null) {
      return notDone(row, fence, "the service is not placed there any more.");
    }
    try {
      var running = operations.activeOn(row.placement());
      if (running.isPresent() && !isOwn(row, running.get().plan())) {
        return later(row, fence, "%s runs there".formatted(running.get().subject().name()));
      }
      if (isIrreversible(placement)) {
        return notDone(row, fence, LiveObject.WHY_IRREVERSIBLE);
      }
      return planned(row, fence);
    } catch (DomainFailure refused) {
      return switch (refused.problem()) {
        case CLUSTER_UNREACHABLE, TARGET_BUSY, PLAN_STALE, PLAN_SUPERSEDED ->
            later(row, fence, refused.detail());
        default -> notDone(row, fence, refused.detail());
      };
    }
  }

  /// Done before this portal, or the one before it, could write it down.
  private boolean isOwn(Row row, @Nullable PlanId plan) {
    return plan != null && proposed(row).filter(own -> own.id().equals(plan)).isPresent();
  }

  private Optional<PlanView> proposed(Row row) {
    return plans.proposed(wish(row), Tellings.ACTOR, true, key(row));
  }

  /// Asks for the turn before each step that others see: who kept the release meanwhile keeps it.
  private @Nullable Duration planned(Row row, long fence) {
    transaction.executeWithoutResult(_ -> requireTurn(row.deployment(), fence));
    var plan = plans.propose(wish(row), Tellings.ACTOR, true, key(row));
    if (plan.state() == PlanState.PENDING_APPROVAL) {
      return written(
          row,
          fence,
          WayBackState.ASKED,
          "Rollback planned: it waits for an approval.",
          plan.id().value());
    }
    if (plan.isBlocked()) {
      return notDone(row, fence, blocked(plan));
    }
    transaction.executeWithoutResult(_ -> requireTurn(row.deployment(), fence));
    plans.start(plan.id(), plan.hash(), key(row), Tellings.ACTOR);
    return written(
        row,
        fence,
        WayBackState.STARTED,
        "Rollback started: " + plan.sentence() + ".",
        plan.id().value());
  }

  private ProposeChange wish(Row row) {
    var failed = deployments.byId(row.deployment());
    var plan = failed.plan();
    Set<String> acknowledged = plan == null ? Set.of() : plans.byId(plan).acknowledged();
    return new ProposeChange(
        ChangeKind.ROLLBACK,
        failed.summary().service(),
        failed.summary().environment(),
        Map.of(),
        null,
        null,
        null,
        null,
        null,
        "Verification failed: " + row.why(),
        failed.ticket(),
        true,
        acknowledged,
        null);
  }

  /// The same for the same try, so that one that was begun is found again.
  private static String key(Row row) {
    return "verification-" + row.deployment() + "-" + row.tries();
  }

  private boolean isIrreversible(Placement placement) {
    return gateway.read(placement.workload()).filter(LiveObject::migratesIrreversibly).isPresent();
  }

  private static String blocked(PlanView plan) {
    return plan.verdicts().stream()
        .filter(Verdict.Block.class::isInstance)
        .map(Verdict::reason)
        .findFirst()
        .orElse("a policy blocks it.");
  }

  private @Nullable Duration later(Row row, long fence, String why) {
    if (row.tries() + 1 >= MOST_TRIES) {
      return notDone(row, fence, why);
    }
    transaction.executeWithoutResult(_ -> {
      requireTurn(row.deployment(), fence);
      rows.triedBack(row.deployment(), "Tried again soon: " + why);
      tellings.sampled(row.deployment());
    });
    return AGAIN;
  }

  private @Nullable Duration notDone(Row row, long fence, String why) {
    return written(row, fence, WayBackState.NOT_DONE, "Not rolled back by itself: " + why, null);
  }

  private @Nullable Duration written(
      Row row, long fence, WayBackState state, String text, @Nullable UUID plan) {
    transaction.executeWithoutResult(_ -> {
      requireTurn(row.deployment(), fence);
      rows.wentBack(row.deployment(), state, text, plan);
      tellings.wayBack(row.deployment(), row.subject(), state != WayBackState.NOT_DONE, text);
    });
    return null;
  }

  private void requireTurn(UUID deployment, long fence) {
    if (!rows.holds(deployment, fence)) {
      throw new Sampling.TurnLost(deployment);
    }
  }
}
