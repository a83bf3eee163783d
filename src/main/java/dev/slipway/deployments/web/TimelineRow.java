package dev.slipway.deployments.web;

import dev.slipway.deployments.DeploymentDetails;
import java.time.Instant;
import java.util.List;

/// A line of the timeline, newest first.
public record TimelineRow(String state, String text, Instant at) {

  static List<TimelineRow> of(DeploymentDetails details) {
    return details.timeline().reversed().stream()
        .map(step -> new TimelineRow(state(step.step()), step.text(), step.at()))
        .toList();
  }

  private static String state(String step) {
    return switch (step) {
      case "verified", "held", "kept" -> "succeeded";
      case "reverted", "broken", "foreign", "refused", "stale", "failed" -> "failed";
      case "abort", "aborted" -> "aborted";
      case "unseen", "unknown", "overdue" -> "unknown";
      case "rolled-back", "taken-over" -> "rolled-back";
      default -> "info";
    };
  }
}
