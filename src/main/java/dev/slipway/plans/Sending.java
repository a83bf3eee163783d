package dev.slipway.plans;

import dev.slipway.approvals.Approvals;
import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.WriteResult;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.plans.Steps.Work;
import dev.slipway.plans.spi.Action;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The one write of an operation: proves UID and base by a fresh read, asks every guard again,
/// marks the sending, sends once with preconditions, and records what the answer proves.
@Component
class Sending {

  private static final int MOST_CONFLICTS = 5;
  private static final Optional<Duration> AT_ONCE = Optional.of(Duration.ZERO);
  private static final Optional<Duration> LOOK_AGAIN = Optional.of(Duration.ofNanos(-1));

  private final ClusterGateway gateway;
  private final Actions actions;
  private final BoundConfiguration configuration;
  private final Guards guards;
  private final Approvals approvals;
  private final Steps steps;
  private final OperationMoves moves;
  private final PlansProperties properties;
  private final FailPoints failPoints;

  Sending(
      ClusterGateway gateway,
      Actions actions,
      BoundConfiguration configuration,
      Guards guards,
      Approvals approvals,
      Steps steps,
      OperationMoves moves,
      PlansProperties properties,
      FailPoints failPoints) {
    this.gateway = gateway;
    this.actions = actions;
    this.configuration = configuration;
    this.guards = guards;
    this.approvals = approvals;
    this.steps = steps;
    this.moves = moves;
    this.properties = properties;
    this.failPoints = failPoints;
  }

  /// Answers when to look again; empty when the operation has ended.
  Optional<Duration> send(Hold hold) {
    var work = steps.read(hold.operation);
    return work.operation().attempts > 0
        ? looked(hold)
        : guards.asked(guards.change(work.plan()), () -> looked(hold));
  }

  private Optional<Duration> looked(Hold hold) {
    for (var conflicts = 0; conflicts <= MOST_CONFLICTS; conflicts++) {
      var work = steps.read(hold.operation);
      if (work.isOverdue()) {
        return fail(hold, "overdue", "Nothing was sent within the time an operation has.");
      }
      var action = actions.of(work.plan().kind);
      LiveObject live;
      Look look;
      try {
        live = gateway.read(work.operation().ref()).orElse(null);
        look = Look.at(live, work, action);
        if (live != null && look.finding() == Look.Finding.BASE) {
          look = configuration.changed(work.plan(), live).map(Look::foreign).orElse(look);
        }
      } catch (ClusterUnreachable silent) {
        steps.progress(hold, work.operation().percent, "Waits for the cluster: " + silent.detail());
        return Optional.of(properties.retry());
      }
      failPoints.reach("send.read", hold.operation);
      switch (look.finding()) {
        case FOREIGN -> {
          return foreign(hold, work, look);
        }
        case OURS -> {
          return accepted(hold, Objects.requireNonNull(live).generation());
        }
        case BASE -> {
          var next = sendOnce(hold, work, action, Objects.requireNonNull(live));
          if (!next.equals(LOOK_AGAIN)) {
            return next;
          }
        }
      }
    }
    return fail(
        hold,
        "conflict",
        "Nothing was sent: the object changed %d times between looking and writing. Plan again."
            .formatted(MOST_CONFLICTS));
  }

  private Optional<Duration> foreign(Hold hold, Work work, Look look) {
    if (work.operation().attempts == 0) {
      steps.failStale(hold, work.plan().id, look.text());
      return Optional.empty();
    }
    return fail(hold, "foreign", "Foreign change: " + look.text() + ".");
  }

  private Optional<Duration> sendOnce(Hold hold, Work work, Action action, LiveObject live) {
    try {
      mark(hold, work, live);
    } catch (DomainFailure refused) {
      return fail(hold, "refused", "Nothing was sent: " + refused.detail());
    }
    hold.requireMine();
    var marks =
        Map.of(
            Look.MARK_DEPLOYMENT, hold.operation.value().toString(),
            Look.MARK_PLAN, work.plan().hash,
            Look.MARK_FENCE, Long.toString(hold.fence));
    var answer = gateway.write(live, action.patch(work.content(), live, marks));
    failPoints.reach("send.answered", hold.operation);
    return switch (answer) {
      case WriteResult.Accepted accepted -> accepted(hold, accepted.generation());
      case WriteResult.Conflict conflict -> {
        notWritten(hold, "conflict", "The object changed meanwhile; looking again.");
        yield LOOK_AGAIN;
      }
      case WriteResult.Refused(var status, var message) -> {
        notWritten(hold, "answer", "The cluster answered " + status);
        yield fail(
            hold, "refused", "The cluster refused the change (%d): %s".formatted(status, message));
      }
      case WriteResult.TryLater(var after) -> {
        notWritten(hold, "later", "The cluster asks to come back in " + after.toSeconds() + " s.");
        yield Optional.of(after);
      }
      case WriteResult.Unknown(var message) -> {
        steps.move(
            hold,
            OperationState.UNKNOWN,
            "unknown",
            "No answer proves whether the change was written (%s). The object will tell."
                .formatted(message));
        yield AT_ONCE;
      }
    };
  }

  private void mark(Hold hold, Work work, LiveObject live) {
    steps.writeWithPlan(
        hold,
        "mark",
        work.plan().id,
        locked -> {
          var first = locked.operation().attempts == 0;
          guards.requireAll(locked.plan(), locked.status(), first);
          var request = locked.status().approval();
          if (first && request != null) {
            approvals.close(request, "Used by deployment " + hold.operation.value());
          }
          locked.operation().sending(live.generation(), locked.now());
          moves.step(
              locked.operation(),
              "send",
              PlanContent.sending(work.plan().kind, work.content(), live),
              Actor.SYSTEM,
              locked.now());
        });
  }

  private Optional<Duration> accepted(Hold hold, long generation) {
    steps.write(
        hold,
        "accept",
        (operation, now) -> {
          operation.accepted(generation);
          moves.move(
              operation,
              OperationState.VERIFYING,
              "accepted",
              // An autoscaler counts no generations.
              "The cluster has the change"
                  + (generation > 0 ? ", at generation " + generation : ""),
              Actor.SYSTEM,
              now);
        });
    return AT_ONCE;
  }

  private void notWritten(Hold hold, String step, String text) {
    steps.write(
        hold,
        step,
        (operation, now) -> {
          operation.notWritten();
          moves.step(operation, step, text, Actor.SYSTEM, now);
        });
  }

  private Optional<Duration> fail(Hold hold, String step, String why) {
    steps.move(hold, OperationState.FAILED, step, why);
    return Optional.empty();
  }
}
