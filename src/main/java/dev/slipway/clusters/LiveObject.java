package dev.slipway.clusters;

import tools.jackson.databind.node.ObjectNode;

/// A workload read from the API server just now, not from a cache.
///
/// @param spec the whole `spec`
/// @param metadata name, uid, generation, labels, annotations; never managedFields
public record LiveObject(
    WorkloadRef ref,
    String uid,
    String namespaceUid,
    String clusterUid,
    long generation,
    String resourceVersion,
    ObjectNode metadata,
    ObjectNode spec,
    String baseHash,
    String templateHash) {

  private static final String MIGRATION_MARK = "slipway.dev/migration";
  private static final String IRREVERSIBLE = "irreversible";

  /// Why the portal does not take such a workload back by itself.
  public static final String WHY_IRREVERSIBLE =
      "its pod template says that what it migrates is " + IRREVERSIBLE + ".";

  /// Whether the pod template says that what it migrated cannot be undone, so that older code must
  /// not meet it: a person may still roll back. The annotation is Slipway's own.
  public boolean migratesIrreversibly() {
    return spec.at("/template/metadata/annotations")
        .path(MIGRATION_MARK)
        .asString("")
        .equals(IRREVERSIBLE);
  }
}
