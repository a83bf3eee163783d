package dev.slipway.deployments.web;

import dev.slipway.approvals.DecisionView;
import dev.slipway.deployments.DeploymentDetails;
import dev.slipway.deployments.DeploymentSummary;
import dev.slipway.plans.PlanView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A line of the timeline.
///
/// @param log address of the log that tells more, or null
public record TimelineRow(String state, String text, Instant at, @Nullable String log) {

  TimelineRow(String state, String text, Instant at) {
    this(state, text, at, null);
  }

  /// A step that is shown beside the reason, not as a line of its own.
  static final String CLUSTER_SAID = "cluster-said";

  /// Newest first, from the question on: who asked, who approved, what happened.
  ///
  /// @param plan null for an observed one
  static List<TimelineRow> of(DeploymentDetails details, @Nullable PlanView plan) {
    var rows = new ArrayList<TimelineRow>();
    var summary = details.summary();
    if (plan == null) {
      rows.add(new TimelineRow("info", first(details), summary.queuedAt()));
    } else {
      rows.add(new TimelineRow("info", first(details), plan.createdAt()));
      approvals(plan, summary.queuedAt()).forEach(rows::add);
    }
    details.timeline().stream()
        .filter(step -> !step.step().equals(CLUSTER_SAID))
        .map(step -> new TimelineRow(state(step), step.text(), step.at(), log(summary, step)))
        .forEach(rows::add);
    // Stable: what happened in one moment keeps its order.
    rows.sort(Comparator.comparing(TimelineRow::at));
    return rows.reversed();
  }

  private static String first(DeploymentDetails details) {
    var summary = details.summary();
    return summary.observed()
        ? summary.sentence()
        : summary.requester() + " asked: " + summary.sentence();
  }

  /// What counted when it was started, whatever the roles of these people are now.
  private static List<TimelineRow> approvals(PlanView plan, Instant started) {
    var standing = plan.standing();
    if (standing == null) {
      return List.of();
    }
    return standing.decisions().stream()
        .filter(DecisionView::approved)
        .filter(decision -> !decision.isTakenBack() && !decision.countsAt().isAfter(started))
        .map(decision -> new TimelineRow("approved", words(decision), decision.at()))
        .toList();
  }

  private static String words(DecisionView decision) {
    var comment = decision.comment().strip();
    return decision.personName() + " approved" + (comment.isEmpty() ? "" : ": " + comment);
  }

  /// Of an init container that migrates; its log is there as long as its pods are.
  private static @Nullable String log(DeploymentSummary summary, DeploymentDetails.Step step) {
    var migration = step.migration();
    return migration == null
        ? null
        : "/services/%s/env/%s/logs?container=%s"
            .formatted(summary.service(), summary.environment(), migration.container());
  }

  private static String state(DeploymentDetails.Step step) {
    var migration = step.migration();
    if (migration != null) {
      return migration.well() ? "succeeded" : "failed";
    }
    return switch (step.step()) {
      case "verified", "held", "kept", "verification-succeeded", "verification-kept" -> "succeeded";
      case "verification-inconclusive", "verification-error" -> "warning";
      case "reverted", "verification-failed", "broken", "foreign", "refused", "stale", "failed" ->
          "failed";
      case "abort", "aborted", "replaced" -> "aborted";
      case "unseen", "unknown", "overdue" -> "unknown";
      case "rolled-back", "taken-over" -> "rolled-back";
      default -> "info";
    };
  }
}
