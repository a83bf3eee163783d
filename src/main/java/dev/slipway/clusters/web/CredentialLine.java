package dev.slipway.clusters.web;

import dev.slipway.clusters.ClusterView;
import dev.slipway.shell.Times;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How long the credentials of a cluster still hold.
///
/// @param state `valid`, `expiring` within two weeks, `expired`, or `refused` by the API server
/// @param words such as `end in 12 days`
/// @param expiresAt when they end by themselves, or null
record CredentialLine(String state, String words, @Nullable Instant expiresAt) {

  private static final Duration SOON = Duration.ofDays(14);

  static CredentialLine of(ClusterView cluster, Instant now) {
    var at = cluster.expiresAt();
    if (cluster.sight().turnedAway() && (at == null || at.isAfter(now))) {
      return new CredentialLine("refused", "not accepted by the API server", null);
    }
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
    return state.equals("expiring") ? "warning" : "failed";
  }

  public String title() {
    return switch (state) {
      case "refused" -> "Its API server does not accept the credentials.";
      case "expired" -> "Its credentials have expired.";
      default -> "Its credentials end soon.";
    };
  }

  public String advice() {
    if (state.equals("refused")) {
      return "Their account or token is gone there, or they were withdrawn. What runs goes on. Until others"
          + " take their place, nothing is seen nor changed on this cluster.";
    }
    return state.equals("expired")
        ? "They %s. Until new ones take their place, nothing is seen nor changed on this cluster."
            .formatted(words)
        : "They %s. After that, nothing is seen nor changed on this cluster until new ones take their place."
            .formatted(words);
  }
}
