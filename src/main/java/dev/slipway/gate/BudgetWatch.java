package dev.slipway.gate;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.gate.BudgetCrossings.Crossed;
import dev.slipway.gate.BudgetCrossings.Over;
import dev.slipway.identity.Access;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Decimals;
import dev.slipway.kernel.UuidV7;
import dev.slipway.slo.BudgetState;
import dev.slipway.slo.Budgets;
import dev.slipway.slo.ObjectiveSummary;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Looks which budgets of production have crossed a threshold, and raises and ends tasks. It goes
/// by where budgets stand, not by what happened to them, so nothing is lost while nobody looks: an
/// objective that is imported when its budget is used up already asks for the same work.
@Component
class BudgetWatch {

  private final Budgets budgets;
  private final BudgetTaskRows rows;
  private final Services services;
  private final Environments environments;
  private final Access access;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;

  BudgetWatch(
      Budgets budgets,
      BudgetTaskRows rows,
      Services services,
      Environments environments,
      Access access,
      ApplicationEventPublisher events,
      PlatformTransactionManager transactions) {
    this.budgets = budgets;
    this.rows = rows;
    this.services = services;
    this.environments = environments;
    this.access = access;
    this.events = events;
    this.transaction = new TransactionTemplate(transactions);
  }

  /// Each crossing is a transaction of its own.
  void look() {
    var counting = counting();
    Map<UUID, BudgetState> now = new HashMap<>();
    counting.forEach((id, objective) -> now.put(id, objective.budget().state()));
    var known = rows.known();
    for (var over : BudgetCrossings.over(now, known)) {
      transaction.executeWithoutResult(_ -> end(over));
    }
    for (var crossed : BudgetCrossings.crossed(now, known)) {
      var objective = Objects.requireNonNull(counting.get(crossed.objective()));
      transaction.executeWithoutResult(_ -> raise(crossed, objective));
    }
  }

  private Map<UUID, ObjectiveSummary> counting() {
    return budgets.all().values().stream()
        .flatMap(standing -> standing.objectives().stream())
        .filter(ObjectiveSummary::counts)
        .filter(one -> one.environment().environmentClass() == EnvironmentClass.PRODUCTION)
        .collect(Collectors.toMap(ObjectiveSummary::id, one -> one));
  }

  private void raise(Crossed crossed, ObjectiveSummary objective) {
    var id = UuidV7.next();
    if (!rows.insert(id, objective, crossed.threshold())) {
      return;
    }
    var consumed = objective.budget().consumed();
    var used = consumed == null ? "an unknown share" : Decimals.percentUsed(consumed);
    events.publishEvent(
        new BudgetTaskRaised(
            id,
            BudgetTasks.subject(
                objective.id(), objective.name(), objective.service(), objective.environment()),
            crossed.threshold(),
            "%s of %s in %s has used %s of its error budget"
                .formatted(
                    objective.name(),
                    objective.service().slug(),
                    objective.environment().name(),
                    used),
            used,
            crossed.highest()
                ? tells(crossed.threshold(), objective.service(), objective.environment())
                : Set.of()));
  }

  private void end(Over over) {
    var ending = over.counts() ? BudgetTask.Ending.RECOVERED : BudgetTask.Ending.DROPPED;
    rows.over(over.task(), ending)
        .ifPresent(row ->
            events.publishEvent(
                new BudgetTaskEnded(
                    row.id(),
                    BudgetTasks.subject(
                        row.objective(),
                        row.name(),
                        services.byId(row.service()).orElseThrow(),
                        environments.byId(row.environment()).orElseThrow()),
                    row.threshold(),
                    ending,
                    over.counts()
                        ? "The budget is below %d %% again.".formatted(row.threshold().percent())
                        : "The objective has no say any more.",
                    Actor.SYSTEM)));
  }

  /// The owners of the service; from three quarters on those of the environment, too.
  private Set<UUID> tells(
      BudgetThreshold threshold, ServiceView service, EnvironmentView environment) {
    var scope = BudgetTasks.scope(service, environment);
    var roles =
        threshold == BudgetThreshold.REVIEW
            ? Stream.of(Role.SERVICE_OWNER)
            : Stream.of(Role.SERVICE_OWNER, Role.ENVIRONMENT_OWNER);
    return roles
        .flatMap(role -> access.holders(role, scope).stream())
        .map(PersonSummary::id)
        .map(person -> person.value())
        .collect(Collectors.toUnmodifiableSet());
  }
}
