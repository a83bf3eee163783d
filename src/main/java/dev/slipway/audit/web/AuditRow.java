package dev.slipway.audit.web;

import dev.slipway.audit.AuditEntry;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One line of the list, in words.
record AuditRow(
    UUID id,
    String at,
    String day,
    String time,
    String outcome,
    String actor,
    String action,
    String kind,
    String subject,
    @Nullable String reason,
    boolean current) {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  static AuditRow of(AuditEntry entry, @Nullable UUID current) {
    return new AuditRow(
        entry.id(),
        entry.at().toString(),
        DAY.format(entry.at()),
        TIME.format(entry.at()),
        AuditAddress.word(entry.outcome()),
        entry.actor(),
        entry.action(),
        entry.subject().kind(),
        subject(entry),
        entry.reason(),
        entry.id().equals(current));
  }

  static String subject(AuditEntry entry) {
    var subject = entry.subject();
    var environment = subject.environment();
    var named = environment == null || subject.name().contains(environment);
    return named ? subject.name() : subject.name() + ", " + environment;
  }
}
