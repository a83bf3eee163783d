package dev.slipway.clusters;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a cluster at this moment.
///
/// @param version what its API server says of itself, once it has answered
/// @param problem what is wrong with it now, for people
public record ClusterSight(
    Freshness freshness, List<Kind> kinds, @Nullable String version, @Nullable String problem) {

  /// How fresh one kind of object is.
  public record Kind(String name, Freshness freshness) {}
}
