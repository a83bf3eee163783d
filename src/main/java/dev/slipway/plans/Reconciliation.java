package dev.slipway.plans;

import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.ClusterUnreachable;
import dev.slipway.clusters.LiveObject;
import dev.slipway.kernel.Actor;
import dev.slipway.plans.OperationView.Effect;
import dev.slipway.plans.Steps.Work;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Finds out from the object itself what came of a write that no answer proved, and ends aborted
/// operations with true words. Never assumes that it failed.
@Component
class Reconciliation {

  /// After this long a write that has not shown is sent again. Should the first one arrive even
  /// later, the precondition lets only one of them pass.
  private static final Duration IN_FLIGHT = Duration.ofSeconds(40);

  private final ClusterGateway gateway;
  private final Actions actions;
  private final Steps steps;
  private final OperationMoves moves;
  private final Verification verification;
  private final PlansProperties properties;
  private final FailPoints failPoints;
  private final Duration inFlight;
  private final Duration latestArrival;

  @Autowired
  Reconciliation(
      ClusterGateway gateway,
      Actions actions,
      Steps steps,
      OperationMoves moves,
      Verification verification,
      PlansProperties properties,
      FailPoints failPoints) {
    this(
        gateway,
        actions,
        steps,
        moves,
        verification,
        properties,
        failPoints,
        IN_FLIGHT,
        ClusterGateway.LATEST_ARRIVAL);
  }

  Reconciliation(
      ClusterGateway gateway,
      Actions actions,
      Steps steps,
      OperationMoves moves,
      Verification verification,
      PlansProperties properties,
      FailPoints failPoints,
      Duration inFlight,
      Duration latestArrival) {
    this.gateway = gateway;
    this.actions = actions;
    this.steps = steps;
    this.moves = moves;
    this.verification = verification;
    this.properties = properties;
    this.failPoints = failPoints;
    this.inFlight = inFlight;
    this.latestArrival = latestArrival;
  }

  /// The portal stopped between sending and recording the answer.
  Optional<Duration> interrupted(Hold hold) {
    steps.move(
        hold,
        OperationState.UNKNOWN,
        "unknown",
        "The portal stopped while it was sending. The object will tell whether it was written.");
    return Optional.of(Duration.ZERO);
  }

  Optional<Duration> reconcile(Hold hold) {
    var work = steps.read(hold.operation);
    LiveObject live;
    Look look;
    try {
      live = gateway.read(work.operation().ref()).orElse(null);
      look = Look.at(live, work, actions.of(work.plan().kind));
    } catch (ClusterUnreachable silent) {
      steps.progress(hold, work.operation().percent, "Waits for the cluster: " + silent.detail());
      return Optional.of(properties.retry());
    }
    failPoints.reach("reconcile.read", hold.operation);
    return switch (look.finding()) {
      case OURS -> ours(hold, work, Objects.requireNonNull(live));
      case BASE -> stillInFlight(hold, work, inFlight).or(() -> resend(hold, look));
      case FOREIGN -> {
        steps.move(hold, OperationState.FAILED, "foreign", "Foreign change: " + look.text() + ".");
        yield Optional.empty();
      }
    };
  }

  private Optional<Duration> resend(Hold hold, Look look) {
    steps.write(
        hold,
        "resend",
        (operation, now) -> {
          operation.notWritten();
          moves.move(
              operation,
              OperationState.RUNNING,
              "resend",
              "It was not written: the object is " + look.text() + ". Sending again.",
              Actor.SYSTEM,
              now);
        });
    return Optional.of(Duration.ZERO);
  }

  /// An object as before proves nothing while the write may still arrive.
  ///
  /// @return when to look again; empty once nothing can arrive any more
  private Optional<Duration> stillInFlight(Hold hold, Work work, Duration span) {
    var sentAt = work.operation().sentAt;
    if (sentAt == null) {
      return Optional.empty();
    }
    var waits = Duration.between(work.now(), sentAt.plus(span));
    if (!waits.isPositive()) {
      return Optional.empty();
    }
    steps.progress(hold, work.operation().percent, "Makes sure that nothing arrives late");
    return Optional.of(waits.compareTo(properties.retry()) < 0 ? waits : properties.retry());
  }

  private Optional<Duration> ours(Hold hold, Work work, LiveObject live) {
    if (work.isOverdue()) {
      return verification.settleOverdue(hold, work);
    }
    steps.write(
        hold,
        "found",
        (operation, now) -> {
          operation.accepted(live.generation());
          moves.move(
              operation,
              OperationState.VERIFYING,
              "found",
              "The change was written: found at generation " + live.generation(),
              Actor.SYSTEM,
              now);
        });
    return Optional.of(Duration.ZERO);
  }

  /// Ends an aborted operation and says what it leaves behind.
  Optional<Duration> finishAbort(Hold hold) {
    var work = steps.read(hold.operation);
    if (work.operation().effect != Effect.POSSIBLE) {
      return aborted(hold, work, OperationMoves.leftBehind(work.operation()));
    }
    Look look;
    try {
      var live = gateway.read(work.operation().ref()).orElse(null);
      look = Look.at(live, work, actions.of(work.plan().kind));
    } catch (ClusterUnreachable silent) {
      if (work.isOverdue()) {
        steps.move(hold, OperationState.UNKNOWN, "unknown", "Aborted, but " + silent.detail());
        return Optional.of(properties.retry());
      }
      steps.progress(hold, work.operation().percent, "Waits for the cluster: " + silent.detail());
      return Optional.of(properties.retry());
    }
    return switch (look.finding()) {
      case OURS ->
          aborted(
              hold,
              work,
              "The change had been written and stays: " + look.text() + ". Roll it back.");
      case FOREIGN ->
          aborted(hold, work, "The object was changed by others meanwhile: " + look.text());
      case BASE ->
          stillInFlight(hold, work, latestArrival)
              .or(() -> aborted(hold, work, "Nothing was written."));
    };
  }

  /// @param left what it leaves behind, told after who aborted it and why
  private Optional<Duration> aborted(Hold hold, Work work, String left) {
    var why = OperationMoves.sentence(work.operation().why) + left;
    steps.move(hold, OperationState.ABORTED, "aborted", why);
    return Optional.empty();
  }
}
