package dev.slipway.slo;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/// Turns rows into what readers see.
@Component
class ObjectiveViews {

  private final ObjectiveRows rows;
  private final Services services;
  private final Environments environments;

  ObjectiveViews(ObjectiveRows rows, Services services, Environments environments) {
    this.rows = rows;
    this.services = services;
    this.environments = environments;
  }

  List<ObjectiveSummary> summaries(List<ObjectiveRow> found) {
    return found.stream().map(this::summary).toList();
  }

  ObjectiveSummary summary(ObjectiveRow row) {
    var definition = row.definition();
    return new ObjectiveSummary(
        row.id(),
        services.byId(row.service()).orElseThrow(Objectives::nothing),
        environments.byId(row.environment()).orElseThrow(Objectives::nothing),
        definition.name(),
        definition.objective(),
        definition.windowDays(),
        row.status(),
        definition.gating(),
        row.budget());
  }

  ObjectiveDetails details(ObjectiveRow row) {
    var definition = row.definition();
    var readings = StoredReadings.read(row.readings());
    var whole = readings.get(Duration.ofDays(definition.windowDays()));
    return new ObjectiveDetails(
        summary(row),
        definition,
        rows.datasourceName(definition.datasource()),
        WindowLines.counts(whole),
        WindowLines.share(whole),
        null,
        null,
        null,
        null,
        null,
        rows.known(row.id(), definition.windowDays()),
        WindowLines.of(readings, definition.allowed()),
        List.of(),
        rows.findings(row.id()),
        row.version(),
        row.changedBy(),
        row.changedAt(),
        row.source());
  }
}
