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
    String templateHash) {}
