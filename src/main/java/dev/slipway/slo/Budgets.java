package dev.slipway.slo;

import dev.slipway.catalog.EnvironmentId;
import dev.slipway.catalog.ServiceId;
import dev.slipway.kernel.Decimals;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Where services stand with their error budgets: for the matrix, the service page and the gate.
@Service
public class Budgets {

  /// As the database sorts them.
  private static final Comparator<ObjectiveSummary> WORST_FIRST =
      Comparator.comparing((ObjectiveSummary one) -> one.budget().state())
          .thenComparing(
              one -> one.budget().consumed(),
              Comparator.nullsFirst(Comparator.<BigDecimal>naturalOrder()))
          .reversed()
          .thenComparing(ObjectiveSummary::id);

  private final ObjectiveRows rows;
  private final ObjectiveViews views;
  private final FreshBudgets fresh;
  private final ObjectiveWrites writes;

  Budgets(ObjectiveRows rows, ObjectiveViews views, FreshBudgets fresh, ObjectiveWrites writes) {
    this.rows = rows;
    this.views = views;
    this.fresh = fresh;
    this.writes = writes;
  }

  /// A service in an environment.
  ///
  /// @param service its id in the catalog
  /// @param environment its id in the catalog
  public record Place(ServiceId service, EnvironmentId environment) {}

  /// Where a service stands as of the last evaluations.
  @Transactional(readOnly = true)
  public BudgetStanding standing(ServiceId service, EnvironmentId environment) {
    return standing(
        new Place(service, environment), views.summaries(rows.of(service, environment)));
  }

  /// Where a service stands at this moment: those that gate are counted now, for at most five
  /// seconds. Where nobody answers, the last good evaluation counts as long as it is not older than
  /// 15 minutes. For a decision; pages read {@link #standing}.
  @Transactional(propagation = Propagation.NEVER)
  public BudgetStanding askNow(ServiceId service, EnvironmentId environment) {
    return asked(service, environment, false);
  }

  /// The same for whoever only asks: a few at a time of each datasource. Where more ask at once,
  /// the last evaluation counts and says how old it is.
  @Transactional(propagation = Propagation.NEVER)
  public BudgetStanding askInTurn(ServiceId service, EnvironmentId environment) {
    return asked(service, environment, true);
  }

  /// When an objective leaves its state if nothing new burns; empty where that is not known.
  @Transactional(readOnly = true)
  public Optional<Instant> lift(UUID objective) {
    return rows.find(objective).flatMap(views::lift).map(ObjectiveDetails.Lift::at);
  }

  /// Counts an objective within seconds, because what counts against it is not what it was.
  @Transactional
  public void countSoon(UUID objective) {
    writes.due(objective);
  }

  private BudgetStanding asked(ServiceId service, EnvironmentId environment, boolean inTurn) {
    var known = rows.of(service, environment);
    var gating = known.stream().filter(ObjectiveRow::counts).toList();
    var counted = new HashMap<UUID, BudgetReading>();
    var readings = fresh.of(gating, inTurn);
    for (var i = 0; i < gating.size(); i++) {
      counted.put(gating.get(i).id(), readings.get(i));
    }
    var objectives =
        views.summaries(known).stream()
            .map(one -> one.with(counted.getOrDefault(one.id(), one.budget())))
            .sorted(WORST_FIRST)
            .toList();
    return standing(new Place(service, environment), objectives);
  }

  /// Every place that has an objective which is not disabled.
  @Transactional(readOnly = true)
  public Map<Place, BudgetStanding> all() {
    Map<Place, BudgetStanding> standings = new HashMap<>();
    views.summaries(rows.all()).stream()
        .collect(
            Collectors.groupingBy(one -> new Place(one.service().id(), one.environment().id())))
        .forEach((place, objectives) -> standings.put(place, standing(place, objectives)));
    return standings;
  }

  /// @param objectives worst first
  private static BudgetStanding standing(Place place, List<ObjectiveSummary> objectives) {
    var gating = objectives.stream().filter(ObjectiveSummary::counts).toList();
    var deciding = gating.isEmpty() ? null : gating.getFirst();
    return new BudgetStanding(
        place.service(),
        place.environment(),
        deciding == null ? null : deciding.budget().state(),
        deciding,
        oldest(gating),
        reason(deciding),
        objectives);
  }

  private static @Nullable Instant oldest(List<ObjectiveSummary> gating) {
    return gating.stream().anyMatch(one -> one.budget().asOf() == null)
        ? null
        : gating.stream()
            .map(one -> one.budget().asOf())
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(null);
  }

  private static String reason(@Nullable ObjectiveSummary deciding) {
    if (deciding == null) {
      return "No active objective gates here.";
    }
    var budget = deciding.budget();
    var consumed = budget.consumed();
    var used =
        consumed == null ? "" : ", " + Decimals.percentUsed(consumed) + " of its budget used";
    var why = budget.reason();
    return "%s is %s%s%s%s."
        .formatted(
            deciding.name(),
            budget.state().words(),
            used,
            budget.held().isEmpty() ? "" : "; " + budget.held(),
            why == null ? "" : " (" + why.replaceFirst("\\.$", "") + ")");
  }
}
