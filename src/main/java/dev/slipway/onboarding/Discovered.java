package dev.slipway.onboarding;

import dev.slipway.clusters.ClusterView;
import java.time.Instant;
import java.util.List;

/// What was found in a cluster, by namespace and name.
///
/// @param gaps what the cluster did not show, as sentences
public record Discovered(
    ClusterView cluster, Instant asOf, List<Candidate> candidates, List<String> gaps) {

  public long count(Candidate.State state) {
    return candidates.stream()
        .filter(candidate -> !candidate.platform() && candidate.state() == state)
        .count();
  }
}
