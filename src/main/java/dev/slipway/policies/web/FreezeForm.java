package dev.slipway.policies.web;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.SystemId;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.policies.DeclareFreeze;
import dev.slipway.policies.FreezePattern;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.ValueRange;
import java.util.UUID;
import java.util.function.Supplier;

/// A freeze as typed: local times of a zone.
public record FreezeForm(
    String name,
    String environment,
    String system,
    String zone,
    String starts,
    String ends,
    boolean weekly,
    String lastDay,
    String reason) {

  private static final ValueRange YEARS = ValueRange.of(2000, 2999);

  static final FreezeForm EMPTY =
      new FreezeForm("", "", "", "Europe/Berlin", "", "", false, "", "");

  DeclareFreeze wish() {
    return new DeclareFreeze(
        name,
        environment.isEmpty() ? null : new EnvironmentId(chosen("environment", environment)),
        system.isEmpty() ? null : new SystemId(chosen("system", system)),
        pattern(lastDay),
        reason);
  }

  /// The field to mend where the wish was refused: the first one at fault, in the order in which
  /// the wish is read.
  String refusedField(DomainFailure failure) {
    if (failure instanceof FieldRefused refused && !refused.field().isEmpty()) {
      return refused.field();
    }
    if (!isChoice(environment)) {
      return "environment";
    }
    if (!isChoice(system)) {
      return "system";
    }
    if (isRefused(this::zoneId)) {
      return "zone";
    }
    if (isRefused(() -> moment("The start", starts))) {
      return "starts";
    }
    if (isRefused(() -> pattern(""))) {
      return "ends";
    }
    if (isRefused(() -> pattern(lastDay))) {
      return "lastDay";
    }
    if (name.isBlank() || name.strip().length() > 80) {
      return "name";
    }
    return environment.isEmpty() && system.isEmpty() ? "environment" : "reason";
  }

  private static boolean isRefused(Supplier<?> read) {
    try {
      return read.get() == null;
    } catch (DomainFailure _) {
      return true;
    }
  }

  private FreezePattern pattern(String last) {
    return new FreezePattern(
        zoneId(),
        moment("The start", starts),
        moment("The end", ends),
        weekly,
        last.isEmpty() ? null : moment("The last day", last + "T00:00").toLocalDate());
  }

  private static boolean isChoice(String id) {
    try {
      return id.isEmpty() || UUID.fromString(id) != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static UUID chosen(String what, String id) {
    if (!isChoice(id)) {
      throw Typed.unexpected("The " + what, id, "one of the list");
    }
    return UUID.fromString(id);
  }

  private ZoneId zoneId() {
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      throw Typed.unexpected("The zone", zone, "an IANA name, such as Europe/Berlin");
    }
    return ZoneId.of(zone);
  }

  static LocalDateTime moment(String what, String text) {
    try {
      var moment =
          text.length() == 10 ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text);
      if (!YEARS.isValidIntValue(moment.getYear())) {
        throw new DateTimeException("a year that no calendar shows");
      }
      return moment.truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeException _) {
      throw Typed.unexpected(what, text, "a day and a time, such as 2026-12-24T18:00");
    }
  }
}
