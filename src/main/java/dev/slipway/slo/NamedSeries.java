package dev.slipway.slo;

import dev.slipway.runtime.SealBroken;
import dev.slipway.slo.CountedFindings.Found;
import dev.slipway.slo.formats.MeasuredFindings;
import dev.slipway.slo.formats.SloFinding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// Asks a datasource for the names that queries use where nothing comes of them: a metric, or a
/// bound of a histogram, that it does not have gives an empty answer and no error. Asked once an
/// hour for each objective, and anew for each definition.
@Component
class NamedSeries {

  private static final Duration AGAIN = Duration.ofHours(1);

  /// It stands in an address.
  private static final int LONGEST_SELECTOR = 600;

  private static final String NAME = "__name__";
  private static final String MICROMETER = "http_server_requests_seconds_count";

  private final SliSource source;
  private final DatasourceKeys keys;
  private final Map<UUID, Told> told = new ConcurrentHashMap<>();

  NamedSeries(SliSource source, DatasourceKeys keys) {
    this.source = source;
    this.keys = keys;
  }

  /// What was said of a definition.
  private record Told(int version, Instant at, List<Found> found) {}

  /// What is not there under the name that a query calls it by; empty where something is counted.
  List<Found> missing(ObjectiveRow row, DatasourceView from, Evaluation evaluation, Instant at) {
    var nothing = evaluation.answer().equals("no-data");
    if (!nothing && !evaluation.answer().equals("no-error-series")) {
      told.remove(row.id());
      return List.of();
    }
    var known = told.get(row.id());
    if (known != null && known.version() == row.version() && at.isBefore(known.at().plus(AGAIN))) {
      return known.found();
    }
    var found = ask(row.definition().indicator(), from, nothing);
    told.put(row.id(), new Told(row.version(), at, found));
    return found;
  }

  private List<Found> ask(Indicator indicator, DatasourceView from, boolean nothing) {
    List<SloFinding> found = new ArrayList<>();
    try {
      var opened = keys.open(from);
      for (var bound : MeasuredFindings.bounds(indicator)) {
        MeasuredFindings.missing(bound, values(opened, "le", bound.others())).ifPresent(found::add);
      }
      if (nothing) {
        unseen(indicator, opened, found);
      }
    } catch (SealBroken _) {
      // Whoever counts says so.
    }
    return found.stream()
        .map(one -> new Found(one.code().name(), one.code().severity().slug(), one.detail()))
        .toList();
  }

  private void unseen(Indicator indicator, SliDatasource opened, List<SloFinding> found) {
    var metrics = MeasuredFindings.metrics(indicator);
    var selector = "{%s=~\"%s|%s\"}".formatted(NAME, String.join("|", metrics), MICROMETER);
    if (selector.length() <= LONGEST_SELECTOR
        && source.values(opened, NAME, selector)
            instanceof SliAnswer.Got<List<String>>(var existing, _, _)) {
      metrics.stream()
          .flatMap(metric -> MeasuredFindings.unseen(metric, existing).stream())
          .forEach(found::add);
    }
  }

  /// None where nobody answers: then nothing is said.
  private List<String> values(SliDatasource opened, String label, String selector) {
    return selector.length() <= LONGEST_SELECTOR
            && source.values(opened, label, selector)
                instanceof SliAnswer.Got<List<String>>(var values, _, _)
        ? values
        : List.of();
  }
}
