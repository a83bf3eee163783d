package dev.slipway.slo;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import dev.slipway.runtime.SealBroken;
import dev.slipway.slo.formats.NarrowedQuery;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Counts what objectives count over any stretch of time, for whoever compares two of them.
@Service
public class ObjectiveCounts {

  private static final String POD = "pod";

  private final ObjectiveRows rows;
  private final DatasourceRows datasources;
  private final DatasourceKeys keys;
  private final SliSource source;

  ObjectiveCounts(
      ObjectiveRows rows, DatasourceRows datasources, DatasourceKeys keys, SliSource source) {
    this.rows = rows;
    this.datasources = datasources;
    this.keys = keys;
    this.source = source;
  }

  /// An active objective that counts events.
  ///
  /// @param allowed the share of them that may be bad, such as 0.001
  /// @param paging the share at which its budget burns so fast that its fastest alert pages
  ///   somebody
  public record Countable(UUID id, String name, BigDecimal allowed, BigDecimal paging) {}

  /// What came of counting.
  public sealed interface Answer {

    /// Counted; no traffic is zero of zero.
    record Events(Counts counts) implements Answer {}

    /// The server answered, and has no such series, or only a share of which nobody knows how many
    /// it is of.
    record Nothing(String why) implements Answer {}

    /// Nobody answered, or with what cannot be believed.
    record Unanswered(String why) implements Answer {}
  }

  /// Those of a service in an environment, by name.
  @Transactional(readOnly = true)
  public List<Countable> countable(ServiceId service, EnvironmentId environment) {
    return rows.of(service, environment).stream()
        .filter(ObjectiveCounts::isCountable)
        .map(ObjectiveCounts::countable)
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .toList();
  }

  /// What one counts in the window that ends at `at`; asks its datasource, which takes half a
  /// minute at worst.
  ///
  /// @param pods counts only series whose label `pod` matches this; null for all
  @Transactional(propagation = Propagation.NEVER)
  public Answer count(UUID objective, Duration window, Instant at, @Nullable String pods) {
    var row = rows.find(objective).filter(ObjectiveCounts::isCountable);
    if (row.isEmpty()) {
      return new Answer.Unanswered("the objective is not active any more");
    }
    var definition = row.get().definition();
    var from = datasources.find(definition.datasource());
    var indicator = narrowed(definition.indicator(), pods);
    if (from.isEmpty() || indicator.isEmpty()) {
      return from.isEmpty()
          ? new Answer.Unanswered("its datasource is gone")
          : new Answer.Nothing("its queries name no series that pods could be told apart by");
    }
    try {
      var answer = source.readings(keys.open(from.get()), indicator.get(), Set.of(window), at);
      return switch (answer) {
        case SliAnswer.Got<?> got when got.isPartial() ->
            new Answer.Unanswered("only a part was counted: " + got.warnings().getFirst());
        case SliAnswer.Got<Map<Duration, WindowReading>>(var value, _, _) -> of(value.get(window));
        case SliAnswer.Refused<?>(var why) -> new Answer.Unanswered(why);
        case SliAnswer.NoEntry<?>(var why) -> new Answer.Unanswered(why);
        case SliAnswer.Unavailable<?>(var why) -> new Answer.Unanswered(why);
      };
    } catch (SealBroken _) {
      return new Answer.Unanswered(DatasourceKeys.DOES_NOT_OPEN);
    }
  }

  private static Answer of(@Nullable WindowReading reading) {
    return switch (reading) {
      case null -> new Answer.Unanswered("the window is missing in the answer");
      case WindowReading.Counted(var counts) -> new Answer.Events(counts);
      case WindowReading.NoErrorSeries(var counts) -> new Answer.Events(counts);
      case WindowReading.NoTraffic _ -> new Answer.Events(Counts.NONE);
      case WindowReading.NoData _ -> new Answer.Nothing("there is no such series");
      case WindowReading.Share _ -> new Answer.Nothing("only a share is known, not of how many");
      case WindowReading.NoValue(var text) -> new Answer.Unanswered("it says " + text);
      case WindowReading.Failed(var why) -> new Answer.Unanswered(why);
    };
  }

  private static Countable countable(ObjectiveRow row) {
    var definition = row.definition();
    var fastest = BurnAlert.of(Duration.ofDays(definition.windowDays())).getFirst();
    var allowed = definition.allowed();
    return new Countable(row.id(), definition.name(), allowed, allowed.multiply(fastest.factor()));
  }

  private static boolean isCountable(ObjectiveRow row) {
    return row.status() == ObjectiveStatus.ACTIVE
        && row.definition().indicator().kind() == SliKind.EVENTS;
  }

  private static Optional<Indicator> narrowed(Indicator indicator, @Nullable String pods) {
    var bad = indicator.errorQuery();
    var total = indicator.totalQuery();
    if (pods == null || bad == null || total == null) {
      return Optional.of(indicator);
    }
    return NarrowedQuery.of(bad, POD, pods)
        .flatMap(
            errors -> NarrowedQuery.of(total, POD, pods).map(all -> Indicator.events(errors, all)));
  }
}
