package dev.slipway.policies.web;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.SystemId;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import dev.slipway.policies.DeclareFreeze;
import dev.slipway.policies.FreezePattern;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.UUID;

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

  static final FreezeForm EMPTY =
      new FreezeForm("", "", "", "Europe/Berlin", "", "", false, "", "");

  DeclareFreeze wish() {
    return new DeclareFreeze(
        name,
        environment.isEmpty() ? null : new EnvironmentId(UUID.fromString(environment)),
        system.isEmpty() ? null : new SystemId(UUID.fromString(system)),
        new FreezePattern(
            zoneId(),
            moment("The start", starts),
            moment("The end", ends),
            weekly,
            lastDay.isEmpty() ? null : moment("The last day", lastDay + "T00:00").toLocalDate()),
        reason);
  }

  private ZoneId zoneId() {
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT,
          "The zone is \"" + zone + "\" (expected: an IANA name, such as Europe/Berlin).");
    }
    return ZoneId.of(zone);
  }

  static LocalDateTime moment(String what, String text) {
    try {
      return text.length() == 10 ? LocalDate.parse(text).atStartOfDay() : LocalDateTime.parse(text);
    } catch (DateTimeException _) {
      throw new DomainFailure(
          ProblemType.INVALID_INPUT,
          what + " is \"" + text + "\" (expected: a day and a time, such as 2026-12-24T18:00).");
    }
  }
}
