package dev.slipway.deployments.web;

import dev.slipway.deployments.DeploymentDetails;
import dev.slipway.deployments.DeploymentState;
import dev.slipway.deployments.DeploymentSummary;
import dev.slipway.deployments.RevertWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A deployment as the API tells it. Field names are API.
///
/// @param timeline steps in order; in lists null
/// @param duration ISO 8601, from start to end
record DeploymentAnswer(
    UUID id,
    String kind,
    String state,
    String service,
    String environment,
    String from,
    String to,
    String requester,
    List<String> approvers,
    String reason,
    @Nullable UUID plan,
    boolean observed,
    boolean seenLate,
    boolean automatic,
    int percent,
    String progress,
    String why,
    @Nullable UUID toDeployment,
    @Nullable UUID replacedBy,
    @Nullable UUID rolledBackBy,
    Instant queuedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String duration,
    @Nullable WatchAnswer watch,
    @Nullable VerificationAnswer verification,
    @Nullable List<StepAnswer> timeline) {

  /// Whether the change was put back by whoever heals the workload.
  record WatchAnswer(String state, String owner, Instant until, String text) {

    static @Nullable WatchAnswer of(@Nullable RevertWatch watch) {
      return watch == null
          ? null
          : new WatchAnswer(
              watch.state().name().toLowerCase(Locale.ROOT),
              watch.owner(),
              watch.until(),
              watch.text());
    }
  }

  /// Whether what was written came to run, and then serves as well as what ran before: `waiting`,
  /// `running`, `passed`, `failed`, `inconclusive`, `error` (metrics were gone), `kept` (by a
  /// person), `replaced` or `unknown`; null where nothing was to be verified.
  record VerificationAnswer(String state, String text) {

    static @Nullable VerificationAnswer of(DeploymentSummary summary) {
      var counted = summary.verified();
      if (summary.state() == DeploymentState.SUCCEEDED && counted != null) {
        var state = counted.state().equals("succeeded") ? "passed" : counted.state();
        return new VerificationAnswer(state, counted.text());
      }
      var word =
          switch (summary.state()) {
            case QUEUED, RUNNING -> "waiting";
            case VERIFYING -> "running";
            case SUCCEEDED -> "passed";
            case FAILED, ROLLED_BACK -> "failed";
            case UNKNOWN -> "unknown";
            case ABORTING, ABORTED, OBSERVED -> null;
          };
      return word == null
          ? null
          : new VerificationAnswer(
              word, summary.why().isEmpty() ? summary.progress() : summary.why());
    }
  }

  /// One step.
  record StepAnswer(Instant at, String step, String text) {}

  static DeploymentAnswer of(DeploymentDetails details) {
    var steps =
        details.timeline().stream()
            .map(step -> new StepAnswer(step.at(), step.step(), step.text()))
            .toList();
    return of(details.summary(), steps);
  }

  static DeploymentAnswer of(DeploymentSummary summary, @Nullable List<StepAnswer> timeline) {
    Duration took = summary.took();
    return new DeploymentAnswer(
        summary.id(),
        summary.kind().slug(),
        summary.state().slug(),
        summary.service(),
        summary.environment(),
        summary.from(),
        summary.to(),
        summary.requester(),
        summary.approvers(),
        summary.reason(),
        summary.plan() == null ? null : summary.plan().value(),
        summary.observed(),
        summary.seenLate(),
        summary.automatic(),
        summary.percent(),
        summary.progress(),
        summary.why(),
        summary.target(),
        summary.replacedBy(),
        summary.rolledBackBy(),
        summary.queuedAt(),
        summary.startedAt(),
        summary.endedAt(),
        took == null ? null : took.toString(),
        WatchAnswer.of(summary.watch()),
        VerificationAnswer.of(summary),
        timeline);
  }
}
