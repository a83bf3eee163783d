package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.WorkloadKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One object of a watch, already cut down to what is kept of it; made on the thread that reads the
/// stream.
///
/// @param key `namespace/name`
/// @param record null when the object is gone
record Entry(WatchedKind kind, String key, @Nullable Object record) {

  static Entry of(WatchedKind kind, JsonNode object, Instant now) {
    Object record =
        switch (kind) {
          case DEPLOYMENTS -> ReadWorkload.from(WorkloadKind.DEPLOYMENT, object);
          case STATEFUL_SETS -> ReadWorkload.from(WorkloadKind.STATEFUL_SET, object);
          case DAEMON_SETS -> ReadWorkload.from(WorkloadKind.DAEMON_SET, object);
          case REPLICA_SETS -> ReplicaSetRecord.from(object);
          case PODS -> ReadPod.from(object, now);
          case AUTOSCALERS -> AutoscalerRecord.from(object);
          case APPLICATIONS -> ApplicationRecord.from(object);
        };
    return new Entry(kind, key(object), record);
  }

  static Entry gone(WatchedKind kind, JsonNode object) {
    return new Entry(kind, key(object), null);
  }

  private static String key(JsonNode object) {
    var metadata = object.path("metadata");
    return Fields.text(metadata, "namespace") + "/" + Fields.text(metadata, "name");
  }
}
