package dev.slipway.sandbox.kubernetes.store;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One step in the history of a cluster: an object was added, modified or deleted.
public record Change(
    long version, Kind kind, String type, ObjectNode object, @Nullable ObjectNode previous) {

  /// The words of the watch protocol.
  public enum Kind {
    ADDED,
    MODIFIED,
    DELETED
  }

  public Key key() {
    return Key.of(object);
  }
}
