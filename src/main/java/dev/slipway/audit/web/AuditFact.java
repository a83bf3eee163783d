package dev.slipway.audit.web;

import dev.slipway.audit.AuditEntry;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One value of an event: in words, with a link where it names something that has a page.
///
/// @param written what the trail has
/// @param plain whether it is words; anything else is content and keeps its letters
record AuditFact(String words, @Nullable String href, String written, boolean plain) {

  static @Nullable AuditFact of(String field, @Nullable JsonNode value, AuditEntry entry) {
    if (value == null || value.isNull()) {
      return null;
    }
    var written = value.isValueNode() ? value.asString() : value.toString();
    if (value.isBoolean()) {
      return new AuditFact(value.asBoolean() ? "yes" : "no", null, written, true);
    }
    if (value.isArray() && isPlainList(value)) {
      var words = new StringJoiner(", ");
      value.forEach(one -> words.add(one.asString()));
      return new AuditFact(words.length() == 0 ? "none" : words.toString(), null, written, false);
    }
    var href = value.isString() ? href(field, written, entry) : null;
    if (href != null) {
      return new AuditFact(name(field, entry), href, written, true);
    }
    var constant = value.isString() ? AuditWords.constant(field, written) : null;
    return constant == null
        ? new AuditFact(written, null, written, false)
        : new AuditFact(constant, null, written, true);
  }

  private static boolean isPlainList(JsonNode list) {
    for (var one : list) {
      if (!one.isValueNode()) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String href(String field, String id, AuditEntry entry) {
    if (!id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
      return null;
    }
    return switch (field) {
      case "approval" -> "/approvals/" + id;
      case "plan" -> "/plans/" + id;
      case "deployment", "operation", "replacedBy" -> "/deployments/" + id;
      case "placement" -> AuditRow.whereHref(entry.subject());
      case "decision" ->
          entry.subject().kind().equals("gate-decision") ? "/gate/decisions/" + id : null;
      default -> null;
    };
  }

  private static String name(String field, AuditEntry entry) {
    return switch (field) {
      case "approval" -> "Open the approval";
      case "plan" -> "Open the plan";
      case "decision" -> "Open the decision";
      case "placement" -> String.valueOf(AuditRow.where(entry.subject()));
      default -> "Open the deployment";
    };
  }
}
