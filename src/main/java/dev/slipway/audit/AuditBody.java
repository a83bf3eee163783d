package dev.slipway.audit;

import dev.slipway.kernel.PortalEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// An event as it is stored: its canonical content, and the hash over it.
///
/// @param content every field that is hashed, keys in order
/// @param line the same as one line of JSON for the log stream
/// @param hash SHA-256 of the line, in hex
record AuditBody(UUID id, PortalEvent event, ObjectNode content, String line, String hash) {

  String text(String field) {
    return content.required(field).asString();
  }

  @Nullable String textOrNull(String field) {
    var value = content.get(field);
    return value == null || value.isNull() ? null : value.asString();
  }

  String before() {
    return content.required("before").toString();
  }

  String after() {
    return content.required("after").toString();
  }
}
