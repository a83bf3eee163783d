package dev.slipway.slo;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.kernel.Decimals;
import dev.slipway.kernel.Subject;
import dev.slipway.slo.SliSource.HourCounts;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Counts one objective and writes down where it stands. Nothing is asked inside a transaction.
@Component
class Evaluator {

  /// Samples of an hour are scraped a little after it has ended.
  private static final Duration SETTLED = Duration.ofMinutes(2);

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration KEPT_EVERY = Duration.ofMinutes(15);
  private static final int JITTER = 12;

  private final EvaluationWrites writes;
  private final HourRows hours;
  private final CountedWindows windows;
  private final NamedSeries named;
  private final DatasourceKeys keys;
  private final SliSource source;
  private final Services services;
  private final Environments environments;
  private final SloProperties properties;
  private final ApplicationEventPublisher events;
  private final MeterRegistry meters;
  private final TransactionTemplate transaction;

  Evaluator(
      EvaluationWrites writes,
      HourRows hours,
      CountedWindows windows,
      NamedSeries named,
      DatasourceKeys keys,
      SliSource source,
      Services services,
      Environments environments,
      SloProperties properties,
      ApplicationEventPublisher events,
      MeterRegistry meters,
      PlatformTransactionManager transactions) {
    this.writes = writes;
    this.hours = hours;
    this.windows = windows;
    this.named = named;
    this.keys = keys;
    this.source = source;
    this.services = services;
    this.environments = environments;
    this.properties = properties;
    this.events = events;
    this.meters = meters;
    this.transaction = new TransactionTemplate(transactions);
  }

  /// @param at the instant to count up to, one for a whole round
  /// @param me holder of the lease
  void evaluate(ObjectiveRow row, DatasourceView from, Instant at, UUID me) {
    var definition = row.definition();
    var target = new Target(definition.objective());
    var own = Duration.ofDays(definition.windowDays());
    var found = Evaluation.of(target, own, row.kept(), windows.of(row, from, at));
    meters.counter("slipway.slo.evaluations", "answer", found.answer()).increment();
    var findings =
        Stream.concat(
                CountedFindings.of(target, own, found, from.retention(), week(row, at)).stream(),
                named.missing(row, from, found, at).stream())
            .toList();
    transaction.executeWithoutResult(_ -> {
      if (writes.write(row, at, again(), found, me)) {
        writes.find(row.id(), findings);
        if (isWorthKeeping(row, found, at)) {
          writes.record(row, at, found);
        }
        tell(row, found);
      }
    });
    if (found.good() && definition.indicator().kind() == SliKind.EVENTS) {
      keepHours(row, from, at, me);
    }
  }

  /// The last seven days, if most of their hours are known.
  private @Nullable Counts week(ObjectiveRow row, Instant at) {
    var known = hours.of(row.id(), at.minus(WEEK), at);
    return known.size() < WEEK.toHours() - Duration.ofDays(1).toHours()
        ? null
        : known.stream().map(ObjectiveSeries.Hour::counted).reduce(Counts.NONE, Counts::plus);
  }

  private void keepHours(ObjectiveRow row, DatasourceView from, Instant at, UUID me) {
    var before = at.minus(SETTLED).truncatedTo(ChronoUnit.HOURS);
    var since = row.hoursBefore() == null ? furthest(row, before) : row.hoursBefore();
    if (!since.isBefore(before)) {
      return;
    }
    var hours =
        switch (source.hours(keys.open(from), row.definition().indicator(), since, before)) {
          case SliAnswer.Got<List<HourCounts>> got when !got.isPartial() -> got.value();
          // It will not answer that another time either; what it can say stands in the windows.
          case SliAnswer.Refused<List<HourCounts>> _ -> List.<HourCounts>of();
          case SliAnswer.Got<List<HourCounts>> _ -> null;
          case SliAnswer.NoEntry<List<HourCounts>> _ -> null;
          case SliAnswer.Unavailable<List<HourCounts>> _ -> null;
        };
    if (hours != null) {
      transaction.executeWithoutResult(_ -> {
        if (writes.keep(row, hours, before, me)) {
          events.publishEvent(new StandingChanged(row.id(), false));
        }
      });
    }
  }

  /// Two windows, so that the past of a budget is whole from its first day on; as much of it as the
  /// datasource still has.
  private static Instant furthest(ObjectiveRow row, Instant before) {
    return before.minus(Duration.ofDays(2L * row.definition().windowDays()));
  }

  private Duration again() {
    var every = properties.every().toMillis();
    var most = every / JITTER;
    return Duration.ofMillis(every + ThreadLocalRandom.current().nextLong(-most, most + 1));
  }

  private static boolean isWorthKeeping(ObjectiveRow row, Evaluation found, Instant at) {
    var recorded = row.recordedAt();
    return recorded == null
        || !recorded.plus(KEPT_EVERY).isAfter(at)
        || !found.answer().equals(row.answer())
        || found.state() != row.budget().state()
        || found.alert() != row.budget().alert();
  }

  private void tell(ObjectiveRow row, Evaluation found) {
    events.publishEvent(new StandingChanged(row.id(), shows(row.budget(), found)));
    var was = row.keptState();
    var kept = found.kept();
    if (found.good() && was != null && kept != null && kept.state() != was) {
      events.publishEvent(
          new BudgetChanged(
              subject(row), was, kept.state(), Decimals.percentUsed(kept.consumed())));
    }
  }

  private static boolean shows(BudgetReading before, Evaluation found) {
    return before.quality() != quality(found)
        || before.state() != found.state()
        || before.alert() != found.alert()
        || !used(before.consumed()).equals(used(found.consumed()));
  }

  private static ReadingQuality quality(Evaluation found) {
    if (!found.good()) {
      return found.unusable() ? ReadingQuality.UNKNOWN : ReadingQuality.STALE;
    }
    return found.partial() ? ReadingQuality.PARTIAL : ReadingQuality.FRESH;
  }

  private static String used(@Nullable BigDecimal share) {
    return share == null ? "" : Decimals.percentUsed(share);
  }

  private Subject subject(ObjectiveRow row) {
    return Subject.of("objective", row.id(), row.definition().name())
        .in(slugOfService(row), slugOfEnvironment(row));
  }

  private @Nullable String slugOfService(ObjectiveRow row) {
    return services.byId(row.service()).map(ServiceView::slug).orElse(null);
  }

  private @Nullable String slugOfEnvironment(ObjectiveRow row) {
    return environments.byId(row.environment()).map(EnvironmentView::slug).orElse(null);
  }
}
