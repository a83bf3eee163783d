package dev.slipway.clusters;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The Argo CD application that a workload belongs to, read just now.
///
/// @param automated `spec.syncPolicy.automated`, or null where nothing syncs by itself
/// @param kept what a pause of the portal took away, or null
/// @param creator such as `ApplicationSet shops`: who makes the application and may write it again
public record SyncedApplication(
    String namespace,
    String name,
    String uid,
    @Nullable JsonNode automated,
    @Nullable JsonNode kept,
    @Nullable String creator) {

  /// Where a pause keeps what it took away.
  public static final String KEPT = "slipway.dev/kept-sync-policy";

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
