package dev.slipway.deployments.web;

import dev.slipway.deployments.DeploymentSummary.Verified;
import org.jspecify.annotations.Nullable;

/// What the verification of a rollout says, beside the head of its page and in the history.
///
/// @param state as callouts and chips know it
public record VerifiedNote(String state, String title, String text) {

  /// Null where there is none, or where the timeline says enough.
  public static @Nullable VerifiedNote of(@Nullable Verified verified) {
    if (verified == null) {
      return null;
    }
    return switch (verified.state()) {
      case "running" -> new VerifiedNote("progressing", "Being verified.", verified.text());
      case "succeeded" -> new VerifiedNote("succeeded", "Verified.", verified.text());
      case "failed" -> new VerifiedNote("failed", "Verification failed.", verified.text());
      case "inconclusive" ->
          new VerifiedNote("warning", "Verification could not tell.", verified.text());
      case "error" ->
          new VerifiedNote("unknown", "Not verified, metrics were gone.", verified.text());
      default -> null;
    };
  }
}
