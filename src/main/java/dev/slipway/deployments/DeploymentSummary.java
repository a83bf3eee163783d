package dev.slipway.deployments;

import dev.slipway.clusters.PlacementId;
import dev.slipway.plans.PlanId;
import dev.slipway.policies.spi.ChangeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A deployment as lists show it.
///
/// @param requester who asked for it, or the field manager of an observed one
/// @param plan null for an observed one
/// @param observed whether it was made outside the portal
/// @param seenLate whether the portal was away when it happened, so that its time is a guess
/// @param automatic whether the portal itself started it
/// @param target the deployment that a rollback went back to
/// @param rolledBackBy the rollback that took it back
/// @param watch whether it was put back by whoever heals the workload; null where nobody does
/// @param verified what was counted of it afterwards; null where nothing was
public record DeploymentSummary(
    UUID id,
    ChangeKind kind,
    DeploymentState state,
    PlacementId placement,
    String service,
    String environment,
    String sentence,
    String from,
    String to,
    String requester,
    String reason,
    List<String> approvers,
    @Nullable PlanId plan,
    boolean observed,
    boolean seenLate,
    boolean automatic,
    Instant queuedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    int percent,
    String progress,
    String why,
    @Nullable UUID target,
    @Nullable UUID replacedBy,
    @Nullable UUID rolledBackBy,
    @Nullable RevertWatch watch,
    @Nullable Verified verified) {

  /// Whether it serves users as well as what ran before, as the verification of rollouts says.
  ///
  /// @param state `running`, `succeeded`, `failed`, `inconclusive`, `error`, `replaced` or `kept`
  public record Verified(String state, String text) {

    static @Nullable Verified of(@Nullable String state, String text) {
      return state == null ? null : new Verified(state, text);
    }
  }

  /// How long it took from the click to the end; null while it runs.
  public @Nullable Duration took() {
    return endedAt == null || observed ? null : Duration.between(queuedAt, endedAt);
  }

  /// What people see as its state. That it came to run is no success once it was taken back, or
  /// while nobody has said what becomes of one that serves users worse.
  public String seen() {
    if (state != DeploymentState.SUCCEEDED) {
      return state.slug();
    }
    if (rolledBackBy != null) {
      return "taken-back";
    }
    return isWorse() ? "verification-failed" : state.slug();
  }

  /// Whether its verification says that it serves users worse than what ran before.
  public boolean isWorse() {
    return verified != null && verified.state().equals("failed");
  }

  /// What a mark in a list says of its verification; null where nothing needs a look that its state
  /// does not say.
  public @Nullable String unwell() {
    return switch (verified == null ? "" : verified.state()) {
      case "running" -> "being verified";
      case "failed" -> seen().equals("verification-failed") ? null : "verification failed";
      case "inconclusive" -> "not sure";
      case "error" -> "not verified";
      default -> null;
    };
  }

  /// Whether what it wanted came to run.
  public boolean worked() {
    return state == DeploymentState.SUCCEEDED || state == DeploymentState.OBSERVED;
  }

  /// How far it came; empty where a bad end says just that as its reason.
  public String count() {
    return state != DeploymentState.SUCCEEDED && progress.equals(why) ? "" : progress;
  }

  /// Why it was done, in the words of whoever did it, or how it came to be known.
  public String account() {
    if (!observed) {
      return reason;
    }
    return wasThere() ? "there at first look" : "made outside the portal";
  }

  /// Whether it is what the portal found when it first looked, so that nobody saw it come.
  public boolean wasThere() {
    return observed && kind == ChangeKind.ROLLOUT && from.equals(to);
  }

  /// Its state as people say it while it moves; null where the state's own word says it.
  public @Nullable String word() {
    return switch (state) {
      case RUNNING, VERIFYING ->
          switch (kind) {
            case ROLLOUT -> "Rolling out";
            case ROLLBACK -> "Rolling back";
            case RESTART -> "Restarting";
            case SCALE -> "Scaling";
            case PAUSE -> "Pausing";
            case RESUME -> "Resuming";
            case RESOURCES -> "Setting resources";
            case PAUSE_SYNC -> "Pausing sync";
            case RESUME_SYNC -> "Resuming sync";
            case BACKUP_RUN -> "Backing up";
            case BACKUP_SUSPEND -> "Suspending a backup";
            case BACKUP_RESUME -> "Resuming a backup";
            case RESTORE_TEST, RESTORE -> "Restoring";
          };
      case UNKNOWN -> "Outcome unknown";
      case QUEUED, ABORTING, SUCCEEDED, FAILED, ROLLED_BACK, ABORTED, OBSERVED -> null;
    };
  }

  /// Whether something is shown as `from → to`.
  public boolean changesVersion() {
    return !from.isEmpty() && !from.equals(to);
  }
}
