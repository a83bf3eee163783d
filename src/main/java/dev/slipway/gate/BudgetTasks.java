package dev.slipway.gate;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Reason;
import dev.slipway.kernel.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What used budgets ask of the teams that own services. A task is raised once for each crossing of
/// a threshold, and ends by the word of a person or when the budget has recovered. Closing one
/// opens no gate: that goes by the budget.
@Service
public class BudgetTasks {

  private static final int MOST_OF_ONE = 10;

  /// So many are read at once, and so many of a reader's own are enough.
  private static final int MOST_OPEN = 200;

  private final BudgetTaskRows rows;
  private final Services services;
  private final Environments environments;
  private final Access access;
  private final ApplicationEventPublisher events;

  BudgetTasks(
      BudgetTaskRows rows,
      Services services,
      Environments environments,
      Access access,
      ApplicationEventPublisher events) {
    this.rows = rows;
    this.services = services;
    this.environments = environments;
    this.access = access;
    this.events = events;
  }

  /// Newest first.
  ///
  /// @throws DomainFailure NOT_FOUND if there is no such service or environment, INVALID_REQUEST
  ///   for a cursor or a limit that this list does not know
  @Transactional(readOnly = true)
  public Page<BudgetTask> search(BudgetTaskSearch search) {
    var most = Page.limit(search.limit());
    var found =
        rows.search(
            new BudgetTaskRows.Narrowed(
                search.service().isEmpty() ? null : services.require(search.service()).id(),
                search.environment().isEmpty()
                    ? null
                    : environments.require(search.environment()).id(),
                search.open(),
                RecordedDecisions.before(search.cursor())),
            most + 1);
    var page = found.size() > most ? found.subList(0, most) : found;
    return new Page<>(
        page.stream().map(this::task).toList(),
        found.size() > most ? page.getLast().id().toString() : null);
  }

  /// Those of one objective: what is open before the others, newest first, at most ten.
  @Transactional(readOnly = true)
  public List<BudgetTask> of(UUID objective) {
    return rows.of(objective, MOST_OF_ONE).stream().map(this::task).toList();
  }

  /// What is open and this reader could close, newest first.
  @Transactional(readOnly = true)
  public List<BudgetTask> openFor(Actor reader) {
    var own = new ArrayList<BudgetTask>();
    @Nullable UUID before = null;
    List<BudgetTaskRows.Row> some;
    do {
      some = rows.search(new BudgetTaskRows.Narrowed(null, null, true, before), MOST_OPEN);
      some.stream().map(this::task).filter(task -> mayClose(task, reader)).forEach(own::add);
      before = some.isEmpty() ? null : some.getLast().id();
    } while (some.size() == MOST_OPEN && own.size() < MOST_OPEN);
    return own;
  }

  /// Whether to offer to close it.
  public boolean mayClose(BudgetTask task, Actor reader) {
    return task.isOpen()
        && access.permits(reader, Permission.SLO_EDIT, scope(task.service(), task.environment()));
  }

  /// Closes one by the word of a person.
  ///
  /// @param note what was done; of a used-up budget the root cause
  /// @throws DomainFailure NOT_FOUND, NOT_ALLOWED, INVALID_INPUT for a note too short, CONFLICT if
  ///   it has ended already
  @Transactional
  public void close(UUID id, String note, Actor actor) {
    var task =
        rows.find(id)
            .map(this::task)
            .orElseThrow(() -> new DomainFailure(ProblemType.NOT_FOUND, "There is no such task."));
    var subject = subject(task.objective(), task.name(), task.service(), task.environment());
    access.require(actor, Permission.SLO_EDIT, scope(task.service(), task.environment()), subject);
    var why = Reason.required(note);
    if (!rows.close(id, actor.name(), why)) {
      throw new DomainFailure(ProblemType.CONFLICT, "It has ended already. " + ended(id));
    }
    events.publishEvent(
        new BudgetTaskEnded(id, subject, task.threshold(), BudgetTask.Ending.CLOSED, why, actor));
  }

  private String ended(UUID id) {
    return rows.find(id)
        .map(row -> row.endedBy() == null ? "Its budget recovered." : row.endedBy() + " closed it.")
        .orElse("");
  }

  static Scope scope(ServiceView service, EnvironmentView environment) {
    return Scope.of(service.team(), environment.environmentClass());
  }

  static Subject subject(
      UUID objective, String name, ServiceView service, EnvironmentView environment) {
    return Subject.of("objective", objective, name).in(service.slug(), environment.slug());
  }

  private BudgetTask task(BudgetTaskRows.Row row) {
    return new BudgetTask(
        row.id(),
        row.objective(),
        row.name(),
        services.byId(row.service()).orElseThrow(),
        environments.byId(row.environment()).orElseThrow(),
        row.threshold(),
        row.used(),
        row.raisedAt(),
        row.dueAt(),
        row.overdue(),
        row.endedAt(),
        row.ending(),
        row.endedBy(),
        row.note());
  }
}
