package dev.slipway.clusters.fabric8;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What the portal keeps of a ReplicaSet: enough to tell which pods belong to the newest template.
record ReplicaSetRecord(String uid, @Nullable String owner, long revision) {

  static ReplicaSetRecord from(JsonNode object) {
    var metadata = object.path("metadata");
    return new ReplicaSetRecord(
        Fields.text(metadata, "uid"), Fields.controllerUid(metadata), revision(metadata));
  }

  /// The revision annotation; 0 where there is none or it cannot be read.
  static long revision(JsonNode metadata) {
    var text = Fields.text(metadata.path("annotations"), "deployment.kubernetes.io/revision");
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
