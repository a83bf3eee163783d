package dev.slipway.audit.web;

import dev.slipway.audit.AuditEntry;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One event with everything that was written of it.
///
/// @param action the machine's name of the act
/// @param where the service and environment it concerned, where the target does not say it
record AuditEventView(
    UUID id,
    String title,
    String act,
    String action,
    String outcome,
    String at,
    String when,
    List<Change> changes,
    @Nullable String reason,
    String actor,
    @Nullable String actorHref,
    String via,
    String kind,
    String target,
    @Nullable String targetHref,
    @Nullable String where,
    @Nullable String whereHref,
    @Nullable String planHash,
    @Nullable String address,
    @Nullable String requestId,
    String hash) {

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("EEE d MMM yyyy, HH:mm:ss.SSS'Z'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /// One field before and after; null where it was not set.
  public record Change(String field, @Nullable AuditFact before, @Nullable AuditFact after) {

    public String label() {
      return AuditWords.field(field);
    }

    public boolean differs() {
      return !Objects.equals(before, after);
    }

    public @Nullable AuditFact only() {
      return before == null ? after : before;
    }
  }

  /// Whether something changed; otherwise the facts only say what it was about.
  public boolean compares() {
    return changes.stream().anyMatch(change -> change.before() != null)
        && changes.stream().anyMatch(change -> change.after() != null);
  }

  static AuditEventView of(AuditEntry entry) {
    var proved = entry.authenticatedAt();
    var subject = entry.subject();
    var elsewhere = !Objects.equals(AuditRow.whereHref(subject), targetHref(entry));
    return new AuditEventView(
        entry.id(),
        AuditWords.act(entry.action()) + ": " + entry.subject().name(),
        AuditWords.act(entry.action()),
        entry.action(),
        AuditAddress.word(entry.outcome()),
        entry.at().toString(),
        WHEN.format(entry.at()),
        changes(entry),
        entry.reason(),
        AuditWords.who(entry),
        entry.person() == null ? null : "/people/" + entry.person(),
        entry.via().toLowerCase(Locale.ROOT)
            + (proved == null ? "" : ", proved " + WHEN.format(proved)),
        subject.kind(),
        AuditRow.subject(entry),
        targetHref(entry),
        elsewhere ? AuditRow.where(subject) : null,
        AuditRow.whereHref(subject),
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
      case "environment" -> "/environments/" + id;
      case "cluster" -> "/clusters/" + entry.subject().name();
      case "system" -> "/systems/" + id;
      case "freeze" -> "/freezes";
      case "placement" -> AuditRow.whereHref(entry.subject());
      case "objective" -> "/slo/" + id;
      case "gate-decision" -> "/gate/decisions/" + id;
      default -> null;
    };
  }

  private static List<Change> changes(AuditEntry entry) {
    var before = entry.before();
    var after = entry.after();
    var fields = new TreeSet<String>();
    fields.addAll(before.propertyNames());
    fields.addAll(after.propertyNames());
    List<Change> changes = new ArrayList<>();
    for (var field : fields) {
      changes.add(
          new Change(
              field,
              AuditFact.of(field, before.get(field), entry),
              AuditFact.of(field, after.get(field), entry)));
    }
    return changes;
  }
}
