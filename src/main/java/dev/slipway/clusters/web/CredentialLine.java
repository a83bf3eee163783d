package dev.slipway.clusters.web;

import dev.slipway.clusters.ClusterView;
import dev.slipway.shell.Times;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How long the credentials of a cluster still hold.
///
/// @param state `valid`, `expiring` within two weeks, or `expired`
/// @param words such as `end in 12 days`
/// @param expiresAt when they end by themselves, or null
record CredentialLine(String state, String words, @Nullable Instant expiresAt) {

  private static final Duration SOON = Duration.ofDays(14);

  static CredentialLine of(ClusterView cluster, Instant now) {
    var at = cluster.expiresAt();
    if (at == null) {
      return new CredentialLine(
          "valid",
          cluster.origin() == ClusterView.Origin.IN_CLUSTER
              ? "renewed by Kubernetes"
              : "do not expire",
          null);
    }
    var left = Duration.between(now, at);
    if (left.isNegative()) {
      return new CredentialLine("expired", "expired " + Times.coarse(left.negated()) + " ago", at);
    }
    return new CredentialLine(
        left.compareTo(SOON) < 0 ? "expiring" : "valid", "end in " + Times.coarse(left), at);
  }

  public boolean isWarning() {
    return !state.equals("valid");
  }

  public String look() {
    return state.equals("expired") ? "failed" : "warning";
  }

  public String title() {
    return state.equals("expired") ? "Its credentials have expired." : "Its credentials end soon.";
  }

  public String advice() {
    return state.equals("expired")
        ? "They %s. Until new ones take their place, nothing is seen nor changed on this cluster."
            .formatted(words)
        : "They %s. After that, nothing is seen nor changed on this cluster until new ones take their place."
            .formatted(words);
  }
}
