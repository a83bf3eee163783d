package dev.slipway.slo;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.slo.ObjectiveDetails.Lift;
import dev.slipway.slo.SliSource.HourCounts;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Turns rows into what readers see.
@Component
class ObjectiveViews {

  private final ObjectiveRows rows;
  private final HourRows hours;
  private final Services services;
  private final Environments environments;
  private final Clock clock;

  ObjectiveViews(
      ObjectiveRows rows,
      HourRows hours,
      Services services,
      Environments environments,
      Clock clock) {
    this.rows = rows;
    this.hours = hours;
    this.services = services;
    this.environments = environments;
    this.clock = clock;
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
    var figures = BudgetFigures.of(definition, readings);
    return new ObjectiveDetails(
        summary(row),
        definition,
        rows.datasourceName(definition.datasource()),
        figures.counts(),
        figures.share(),
        figures.allowed(),
        figures.left(),
        figures.leftMinutes(),
        figures.exhaustedIn(),
        lift(row).orElse(null),
        rows.known(row.id(), definition.windowDays()),
        WindowLines.of(readings, definition.allowed()),
        figures.burn(),
        rows.findings(row.id()),
        row.version(),
        row.changedBy(),
        row.changedAt(),
        rows.source(row.id()).orElse(null));
  }

  /// Of a state that changes hold at; the share is the one where the next better state begins, or
  /// where the state is left if less than that is used already. Empty where even that is past: then
  /// the next evaluations leave it, see {@link BudgetReading#held}.
  Optional<Lift> lift(ObjectiveRow row) {
    var below =
        switch (row.budget().state()) {
          case EXHAUSTED -> BudgetBands.threshold(BudgetState.EXHAUSTED);
          case FEATURE_STOP -> BudgetBands.threshold(BudgetState.FEATURE_STOP);
          case FREEZE -> BudgetBands.threshold(BudgetState.FREEZE);
          case HEALTHY, NO_TRAFFIC, REVIEW, UNKNOWN -> null;
        };
    var end = row.hoursBefore();
    if (below == null || end == null) {
      return Optional.empty();
    }
    var target = new Target(row.definition().objective());
    var window = Duration.ofDays(row.definition().windowDays());
    var kept =
        hours.of(row.id(), end.minus(window), end).stream()
            .map(hour -> new HourCounts(hour.hour(), hour.counted()))
            .toList();
    var now = clock.instant();
    return Stream.of(below, BudgetBands.left(row.budget().state()))
        .flatMap(share ->
            LiftDate.of(target, window, kept, share, end).map(at -> new Lift(at, share)).stream())
        .filter(lift -> lift.at().isAfter(now))
        .findFirst();
  }
}
