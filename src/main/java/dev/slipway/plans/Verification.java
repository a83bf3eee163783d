package dev.slipway.plans;

import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.clusters.WriteResult;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.plans.Steps.Work;
import dev.slipway.plans.spi.Action.Sent;
import dev.slipway.plans.spi.Progress;
import dev.slipway.policies.EnvironmentPolicies;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Watches a written change settle, by the live projection and a stall timer of its own.
@Component
class Verification {

  private static final Duration SLOW_LOOK = Duration.ofSeconds(15);

  private final ClusterGateway gateway;
  private final LiveWorkloads live;
  private final Actions actions;
  private final EnvironmentPolicies policies;
  private final Steps steps;
  private final ObjectProvider<Operations> operations;
  private final PlansProperties properties;
  private final FailPoints failPoints;

  Verification(
      ClusterGateway gateway,
      LiveWorkloads live,
      Actions actions,
      EnvironmentPolicies policies,
      Steps steps,
      ObjectProvider<Operations> operations,
      PlansProperties properties,
      FailPoints failPoints) {
    this.gateway = gateway;
    this.live = live;
    this.actions = actions;
    this.policies = policies;
    this.steps = steps;
    this.operations = operations;
    this.properties = properties;
    this.failPoints = failPoints;
  }

  Optional<Duration> look(Hold hold) {
    var work = steps.read(hold.operation);
    var progress = progress(work);
    failPoints.reach("verify.looked", hold.operation);
    if (progress.step() != Progress.Step.FOREIGN) {
      recordMilestones(hold, work);
    }
    return switch (progress.step()) {
      case DONE -> end(hold, OperationState.SUCCEEDED, "verified", progress.text());
      case FOREIGN ->
          isForeign(work)
              ? foreign(hold, progress)
              : going(hold, work, waits(work.operation(), "Waits for the cluster's report"));
      case BROKEN -> {
        noteWords(hold, progress);
        yield broken(hold, work, progress.text());
      }
      case GOING -> going(hold, work, progress);
    };
  }

  /// Watches are hints: only a read of the object proves that somebody else has changed it.
  private boolean isForeign(Work work) {
    try {
      var object = gateway.read(work.operation().ref()).orElse(null);
      var look = Look.at(object, work, actions.of(work.plan().kind));
      return look.finding() == Look.Finding.FOREIGN;
    } catch (ClusterUnreachable _) {
      return false;
    }
  }

  /// Broken pods of an older template can hold an ordered StatefulSet up for ever.
  private void clearTheWay(Hold hold, Work work) {
    var operation = work.operation();
    var state = live.state(operation.ref()).orElse(null);
    if (state == null || operation.sentAt == null || operation.generationSent == null) {
      return;
    }
    var since = Duration.between(operation.sentAt, work.now());
    var sent = new Sent(operation.generationSent, operation.sentAt, since);
    for (var pod : actions.of(operation.kind).inTheWay(work.content(), state, sent)) {
      hold.requireMine();
      var answer = gateway.deletePod(operation.ref(), pod.name(), pod.uid());
      steps.note(
          hold,
          "unstick",
          "Deleted pod %s, which held it up: %s".formatted(pod.name(), said(answer)));
    }
  }

  private void recordMilestones(Hold hold, Work work) {
    var operation = work.operation();
    var state = live.state(operation.ref()).orElse(null);
    if (state == null || operation.sentAt == null || operation.generationSent == null) {
      return;
    }
    var since = Duration.between(operation.sentAt, work.now());
    var sent = new Sent(operation.generationSent, operation.sentAt, since);
    actions
        .of(operation.kind)
        .milestones(work.content(), state, sent)
        .forEach(milestone -> steps.noteOnce(hold, milestone.step(), milestone.text()));
  }

  private static String said(WriteResult answer) {
    return switch (answer) {
      case WriteResult.Accepted _ -> "accepted";
      case WriteResult.Conflict(var message) -> "it changed meanwhile (" + message + ")";
      case WriteResult.Refused(_, var message) -> "refused (" + message + ")";
      case WriteResult.TryLater(var after) -> "asked to come back in " + after.toSeconds() + " s";
      case WriteResult.Unknown(var message) -> "no answer (" + message + ")";
    };
  }

  private Optional<Duration> going(Hold hold, Work work, Progress progress) {
    clearTheWay(hold, work);
    if (work.isOverdue()) {
      steps.move(
          hold,
          OperationState.UNKNOWN,
          "overdue",
          "Not settled within the time an operation has (%s). Look at the workload, then say how it ended."
              .formatted(progress.text()));
      return Optional.of(SLOW_LOOK);
    }
    if (progress.percent() != work.operation().percent
        || !progress.text().equals(work.operation().progress)) {
      steps.progress(hold, progress.percent(), progress.text());
      return Optional.of(properties.look());
    }
    var stall = policies.of(work.plan().target.environmentId()).stallTimeout();
    var idle = Duration.between(work.operation().progressAt, work.now());
    if (idle.compareTo(stall) > 0 && isLive(work)) {
      return broken(
          hold, work, "No progress for %d s: %s".formatted(idle.toSeconds(), progress.text()));
    }
    return Optional.of(properties.look());
  }

  private boolean isLive(Work work) {
    return live.freshnessOf(work.operation().ref()).state() == Freshness.State.LIVE;
  }

  private Progress progress(Work work) {
    var operation = work.operation();
    var ref = operation.ref();
    var freshness = live.freshnessOf(ref);
    var state = live.state(ref).orElse(null);
    if (freshness.state() == Freshness.State.LOST) {
      return waits(operation, "The cluster is silent; waits for it");
    }
    if (state == null) {
      return freshness.state() == Freshness.State.LIVE
          ? foreign(ref + " is not in the cluster any more")
          : waits(operation, "Waits for the cluster's report");
    }
    if (!state.uid().equals(work.plan().target.objectUid())) {
      return foreign(ref + " was deleted and made anew");
    }
    var sent = operation.generationSent == null ? 0 : operation.generationSent;
    if (state.generation() < sent) {
      return waits(operation, "Waits for the cluster's report");
    }
    if (isMarkedByAnother(operation, state)) {
      return foreign("another deployment has written it since");
    }
    var at = operation.sentAt == null ? operation.queuedAt : operation.sentAt;
    return actions
        .of(operation.kind)
        .progress(work.content(), state, new Sent(sent, at, Duration.between(at, work.now())));
  }

  private static boolean isMarkedByAnother(Operation operation, WorkloadState state) {
    var mark = state.annotations().get(Look.MARK_DEPLOYMENT);
    return operation.kind.marksWorkload()
        && mark != null
        && !mark.equals(operation.id.value().toString());
  }

  private static Progress waits(Operation operation, String text) {
    return new Progress(Progress.Step.GOING, operation.percent, text);
  }

  private static Progress foreign(String text) {
    return new Progress(Progress.Step.FOREIGN, 0, text);
  }

  /// The change does not settle by itself: back to what ran here last and succeeded, once, if the
  /// environment asks for it.
  private Optional<Duration> broken(Hold hold, Work work, String why) {
    var operation = work.operation();
    var back =
        GoingBack.of(
            operation.kind,
            operation.ref().kind(),
            policies.of(work.plan().target.environmentId()).automaticRollback(),
            work.plan().baseUnhealthy);
    return switch (back) {
      case BY_ITSELF -> rollBack(hold, work, why);
      case NOT_THIS_ONE, SWITCHED_OFF -> end(hold, OperationState.FAILED, "broken", why);
      case NOTHING_WELL_BEFORE ->
          end(
              hold,
              OperationState.FAILED,
              "broken",
              why + ". Not rolled back by itself: what ran before was unhealthy too.");
    };
  }

  private Optional<Duration> rollBack(Hold hold, Work work, String why) {
    try {
      if (gateway
          .read(work.operation().ref())
          .filter(LiveObject::migratesIrreversibly)
          .isPresent()) {
        return end(
            hold,
            OperationState.FAILED,
            "broken",
            why + ". Not rolled back by itself: " + LiveObject.WHY_IRREVERSIBLE);
      }
      hold.requireMine();
      operations.getObject().rollBackAutomatically(hold, why);
      return Optional.empty();
    } catch (DomainFailure refused) {
      if (refused.problem() == ProblemType.CLUSTER_UNREACHABLE && !work.isOverdue()) {
        return Optional.of(properties.retry());
      }
      return end(
          hold,
          OperationState.FAILED,
          "broken",
          why + ". Not rolled back by itself: " + refused.detail());
    }
  }

  /// An operation past its deadline, whose change is there: ends if it settled, else a person says.
  Optional<Duration> settleOverdue(Hold hold, Work work) {
    var progress = progress(work);
    return switch (progress.step()) {
      case DONE -> end(hold, OperationState.SUCCEEDED, "verified", progress.text());
      case FOREIGN -> isForeign(work) ? foreign(hold, progress) : Optional.of(SLOW_LOOK);
      case BROKEN -> {
        noteWords(hold, progress);
        yield end(hold, OperationState.FAILED, "broken", progress.text());
      }
      case GOING -> Optional.of(SLOW_LOOK);
    };
  }

  /// The cluster's own words stay beside the sentence that people read.
  private void noteWords(Hold hold, Progress progress) {
    if (!progress.said().isEmpty()) {
      steps.note(hold, "cluster-said", progress.said());
    }
  }

  private Optional<Duration> foreign(Hold hold, Progress progress) {
    return end(hold, OperationState.FAILED, "foreign", "Foreign change: " + progress.text());
  }

  private Optional<Duration> end(Hold hold, OperationState state, String step, String why) {
    steps.move(hold, state, step, why);
    return Optional.empty();
  }
}
