package dev.slipway.slo;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.FieldRefused;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.ProblemType;
import dev.slipway.slo.formats.ObjectiveFormat;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Objectives for what users get: which there are, where their budgets stand, and their past.
@Service
public class Objectives {

  private static final int MOST_IN_A_FILE = 1_000;

  private final ObjectiveRows rows;
  private final ObjectiveViews views;
  private final ObjectivePast past;
  private final ObjectiveChanges changes;
  private final ObjectiveImport imports;
  private final ObjectiveTrial trial;
  private final ObjectiveExport export;
  private final Services services;
  private final Environments environments;

  Objectives(
      ObjectiveRows rows,
      ObjectiveViews views,
      ObjectivePast past,
      ObjectiveChanges changes,
      ObjectiveImport imports,
      ObjectiveTrial trial,
      ObjectiveExport export,
      Services services,
      Environments environments) {
    this.rows = rows;
    this.views = views;
    this.past = past;
    this.changes = changes;
    this.imports = imports;
    this.trial = trial;
    this.export = export;
    this.services = services;
    this.environments = environments;
  }

  /// Worst first; those that are disabled last.
  ///
  /// @throws DomainFailure NOT_FOUND if there is no such service or environment, INVALID_REQUEST
  ///   for a cursor or a limit that this list does not know
  @Transactional(readOnly = true)
  public Page<ObjectiveSummary> search(ObjectiveSearch search) {
    var most = Page.limit(search.limit());
    var found = rows.search(narrowed(search), ListPlace.read(search.cursor()), most + 1);
    var page = found.size() > most ? found.subList(0, most) : found;
    return new Page<>(
        views.summaries(page), found.size() > most ? ListPlace.of(page.getLast()).text() : null);
  }

  /// How many that count there are in each state of the budget, by the search without its page and
  /// limit; a state without one is left out.
  @Transactional(readOnly = true)
  public Map<BudgetState, Long> states(ObjectiveSearch search) {
    return rows.states(narrowed(search));
  }

  /// How many there are that do not count, as drafts or because they are disabled.
  @Transactional(readOnly = true)
  public Map<ObjectiveStatus, Long> idle(ObjectiveSearch search) {
    return rows.idle(narrowed(search));
  }

  /// One objective with what is known of it now.
  ///
  /// @throws DomainFailure NOT_FOUND if there is no such objective
  @Transactional(readOnly = true)
  public ObjectiveDetails byId(UUID id) {
    return views.details(row(id));
  }

  /// The last window, by the hour.
  ///
  /// @throws DomainFailure NOT_FOUND if there is no such objective
  @Transactional(readOnly = true)
  public ObjectiveSeries series(UUID id) {
    return past.series(row(id));
  }

  /// The hours that months of the calendar are told from.
  ///
  /// @throws DomainFailure NOT_FOUND if there is no such objective
  @Transactional(readOnly = true)
  public ObjectiveSeries.Months months(UUID id) {
    return past.months(row(id));
  }

  /// What was left at the end of each of the last 30 days, oldest first; empty for an objective of
  /// which nothing is known.
  @Transactional(readOnly = true)
  public Map<UUID, List<ObjectiveSeries.Point>> sparklines(Collection<ObjectiveSummary> of) {
    return past.sparklines(of);
  }

  /// What a datasource would count by a definition now, the shortest window first; nothing is
  /// stored.
  ///
  /// @param typed whether a person wrote it just now, so that the trail has what was asked
  /// @throws DomainFailure NOT_FOUND if there is no such datasource, NOT_ALLOWED for whoever edits
  ///   no objectives where it has samples of, TOO_MANY_REQUESTS if others let the portal ask, too
  public SliAnswer<List<ObjectiveDetails.WindowLine>> tryOut(
      ObjectiveDefinition definition, boolean typed, Actor actor) {
    return trial.of(definition, typed, actor);
  }

  /// Defines one.
  ///
  /// @param service slug
  /// @param environment slug
  /// @param active whether it counts at once; a draft otherwise
  /// @throws FieldRefused for what a field can answer for, such as a name that is taken
  @Transactional
  public UUID define(
      String service,
      String environment,
      ObjectiveDefinition definition,
      boolean active,
      Actor actor) {
    return changes.define(
        services.require(service),
        environments.require(environment),
        definition,
        active ? ObjectiveStatus.ACTIVE : ObjectiveStatus.DRAFT,
        actor);
  }

  /// Gives it another definition, which resets nothing: what was counted stays.
  ///
  /// Where it may let the gate of production pass more, it weighs as an override does: it takes the
  /// right to ask for one, and a second person.
  ///
  /// @param version of the definition that the person saw
  /// @return what waits; empty where it is done
  /// @throws DomainFailure CONFLICT if somebody else changed it meanwhile, NOT_ALLOWED
  @Transactional
  public Optional<WaitingAct> edit(
      UUID id, int version, ObjectiveDefinition definition, String reason, Actor actor) {
    return changes.edit(id, version, definition, reason, actor);
  }

  /// The definition as it would be with what a finding says should stand in its queries.
  ///
  /// @param code of the finding
  /// @throws DomainFailure CONFLICT if there is no such repair any more
  @Transactional(readOnly = true)
  public ObjectiveDefinition repaired(UUID id, String code) {
    return row(id).definition().repaired(code);
  }

  /// Takes over what a finding says should stand in the queries.
  ///
  /// @param version of the definition that the person saw
  /// @param code of the finding
  /// @return what waits, as of {@link #edit}; empty where it is done
  /// @throws DomainFailure CONFLICT if there is no such repair any more
  @Transactional
  public Optional<WaitingAct> repair(UUID id, int version, String code, Actor actor) {
    return changes.repair(id, version, code, actor);
  }

  /// Makes it count, whether it was a draft or disabled.
  ///
  /// @param reason may be empty
  /// @throws DomainFailure INVALID_INPUT while its definition has a fault
  @Transactional
  public void activate(UUID id, String reason, Actor actor) {
    changes.activate(id, reason, actor);
  }

  /// Ends it; what was counted stays. Weighs as {@link #edit} does.
  ///
  /// @return what waits; empty where it is done
  @Transactional
  public Optional<WaitingAct> disable(UUID id, String reason, Actor actor) {
    return changes.disable(id, reason, actor);
  }

  /// Forgets what was counted by a datasource that tells another past now, and counts again from
  /// the beginning. For the portal itself.
  @Transactional
  public void countAnew(UUID datasource, String reason, Actor actor) {
    changes.countAnew(datasource, reason, actor);
  }

  /// Takes objectives over from a file: those of which everything is known and that the actor may
  /// edit. The report says what has to be said of the others.
  ///
  /// @throws DomainFailure INVALID_INPUT with a line, if the file cannot be read at all; CONFLICT
  ///   if an objective of it was defined meanwhile
  public ImportReport importFile(ImportObjectives wish, Actor actor) {
    return imports.store(wish, null, actor);
  }

  /// The same, exactly as the person saw it.
  ///
  /// @param seen {@link ImportReport#print} of what {@link #tryImport} said
  /// @throws DomainFailure as {@link #importFile}, and CONFLICT if something else would become of
  ///   it
  public ImportReport importSeen(ImportObjectives wish, String seen, Actor actor) {
    return imports.store(wish, seen, actor);
  }

  /// One objective as a file.
  ///
  /// @throws DomainFailure NOT_FOUND if there is no such objective, INVALID_INPUT for a name or a
  ///   format that cannot be written
  @Transactional(readOnly = true)
  public String write(UUID id, ObjectiveFormat format) {
    return export.write(List.of(row(id)), format);
  }

  /// All that a search finds as a file, whatever its page, but at most a thousand.
  ///
  /// @throws DomainFailure as {@link #search}, and INVALID_INPUT for a name or a format that cannot
  ///   be written
  @Transactional(readOnly = true)
  public String write(ObjectiveSearch search, ObjectiveFormat format) {
    var _ = ListPlace.read(search.cursor());
    return export.write(rows.search(narrowed(search), null, MOST_IN_A_FILE), format);
  }

  /// What {@link #importFile} would do, and what would be counted of it. Asks datasources.
  public ImportReport tryImport(ImportObjectives wish, Actor actor) {
    return imports.look(wish, actor);
  }

  private ObjectiveRow row(UUID id) {
    return rows.find(id).orElseThrow(Objectives::nothing);
  }

  private ObjectiveRows.Narrowed narrowed(ObjectiveSearch search) {
    var text = search.text().strip().toLowerCase(Locale.ROOT);
    return new ObjectiveRows.Narrowed(
        services(search),
        search.environment().isEmpty() ? null : environments.require(search.environment()).id(),
        text.isEmpty() ? null : text,
        text.isEmpty() ? List.of() : ids(service -> says(service, text)),
        search.state(),
        search.status());
  }

  private @Nullable Collection<ServiceId> services(ObjectiveSearch search) {
    if (!search.service().isEmpty()) {
      var one = services.require(search.service());
      return owned(one, search) ? List.of(one.id()) : List.of();
    }
    return search.team().isEmpty() && search.system().isEmpty()
        ? null
        : ids(service -> owned(service, search));
  }

  private static boolean owned(ServiceView service, ObjectiveSearch search) {
    return (search.team().isEmpty() || service.teamSlug().equals(search.team()))
        && (search.system().isEmpty() || service.systemSlug().equals(search.system()));
  }

  private List<ServiceId> ids(Predicate<ServiceView> which) {
    return services.all().stream().filter(which).map(ServiceView::id).toList();
  }

  private static boolean says(ServiceView service, String text) {
    return service.label().toLowerCase(Locale.ROOT).contains(text);
  }

  static DomainFailure nothing() {
    return new DomainFailure(ProblemType.NOT_FOUND, "There is no such objective.");
  }
}
