package dev.slipway.audit.web;

import dev.slipway.audit.AuditEntry;
import dev.slipway.kernel.Outcome;
import dev.slipway.kernel.Subject;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One line of the list, in words.
///
/// @param kind empty where the name says it
/// @param sameDay whether the row above is of the same day
/// @param quiet whether it is of a technical kind that hardly anybody looks for
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
    boolean sameDay,
    boolean quiet) {

  private static final Set<String> TECHNICAL =
      Set.of(
          "session.started",
          "session.ended",
          "deployment.step",
          "deployment.running",
          "deployment.verifying",
          "deployment.watched");

  /// Kinds whose names say what they are.
  private static final Set<String> SENTENCES =
      Set.of("plan", "deployment", "operation", "approval", "placement");

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss'Z'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  static List<AuditRow> of(List<AuditEntry> entries) {
    List<AuditRow> rows = new ArrayList<>();
    for (var entry : entries) {
      rows.add(of(entry, rows.isEmpty() ? null : rows.getLast().day));
    }
    return rows;
  }

  private static AuditRow of(AuditEntry entry, @Nullable String dayAbove) {
    return new AuditRow(
        entry.id(),
        entry.at().toString(),
        DAY.format(entry.at()),
        TIME.format(entry.at()),
        AuditAddress.word(entry.outcome()),
        AuditWords.who(entry),
        AuditWords.act(entry.action()),
        SENTENCES.contains(entry.subject().kind()) ? "" : entry.subject().kind(),
        subject(entry),
        AuditWords.reason(entry.reason()),
        DAY.format(entry.at()).equals(dayAbove),
        entry.outcome() == Outcome.SUCCEEDED && TECHNICAL.contains(entry.action()));
  }

  /// The service and environment that it is about, or null.
  static @Nullable String where(Subject subject) {
    if (subject.service() == null) {
      return subject.environment();
    }
    return subject.environment() == null
        ? subject.service()
        : subject.service() + " in " + subject.environment();
  }

  static @Nullable String whereHref(Subject subject) {
    if (subject.service() == null) {
      return subject.environment() == null ? null : "/environments/" + subject.environment();
    }
    return "/services/"
        + subject.service()
        + (subject.environment() == null ? "" : "/env/" + subject.environment());
  }

  /// What it is about: a placement is its service for people, not its workload.
  static String subject(AuditEntry entry) {
    var subject = entry.subject();
    var environment = subject.environment();
    var service = subject.service();
    if (subject.name().contains("/") && service != null && environment != null) {
      return service + " in " + environment + ", " + subject.name();
    }
    var named =
        environment == null || subject.name().toLowerCase(Locale.ROOT).contains(environment);
    return named ? subject.name() : subject.name() + ", " + environment;
  }
}
