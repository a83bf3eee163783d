package dev.slipway.audit.web;

import dev.slipway.audit.AuditEntry;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One event with everything that was written of it.
record AuditEventView(
    UUID id,
    String title,
    String outcome,
    String at,
    String when,
    List<Change> changes,
    @Nullable String reason,
    String actor,
    @Nullable String actorHref,
    String via,
    String target,
    @Nullable String targetHref,
    @Nullable String planHash,
    @Nullable String address,
    @Nullable String requestId,
    String hash) {

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm:ss.SSS'Z'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /// One field before and after; null where it was not set.
  public record Change(String field, @Nullable String before, @Nullable String after) {

    public boolean differs() {
      return !java.util.Objects.equals(before, after);
    }
  }

  static AuditEventView of(AuditEntry entry) {
    var proved = entry.authenticatedAt();
    return new AuditEventView(
        entry.id(),
        entry.actor() + ": " + entry.action() + " " + entry.subject().name(),
        AuditAddress.word(entry.outcome()),
        entry.at().toString(),
        WHEN.format(entry.at()),
        changes(entry.before(), entry.after()),
        entry.reason(),
        entry.actor(),
        entry.person() == null ? null : "/people/" + entry.person(),
        entry.via().toLowerCase(Locale.ROOT)
            + (proved == null ? "" : ", proved " + WHEN.format(proved)),
        AuditRow.subject(entry),
        targetHref(entry),
        entry.planHash(),
        entry.address(),
        entry.requestId(),
        entry.hash());
  }

  private static @Nullable String targetHref(AuditEntry entry) {
    var id = entry.subject().id();
    return switch (entry.subject().kind()) {
      case "plan" -> "/plans/" + id;
      case "deployment", "operation" -> "/deployments/" + id;
      case "approval" -> "/approvals/" + id;
      case "service" ->
          entry.subject().service() == null ? null : "/services/" + entry.subject().service();
      case "team" -> "/teams/" + id;
      default -> null;
    };
  }

  private static List<Change> changes(JsonNode before, JsonNode after) {
    var fields = new TreeSet<String>();
    fields.addAll(before.propertyNames());
    fields.addAll(after.propertyNames());
    List<Change> changes = new ArrayList<>();
    for (var field : fields) {
      changes.add(new Change(field, text(before.get(field)), text(after.get(field))));
    }
    return changes;
  }

  private static @Nullable String text(@Nullable JsonNode value) {
    if (value == null || value.isNull()) {
      return null;
    }
    return value.isValueNode() ? value.asString() : value.toString();
  }
}
