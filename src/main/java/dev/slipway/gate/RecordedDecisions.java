package dev.slipway.gate;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.ProblemType;
import dev.slipway.policies.spi.ChangeClass;
import dev.slipway.policies.spi.ChangeKind;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What the gate said of plans and to pipelines, with the evidence of then.
@Service
public class RecordedDecisions {

  private static final int MONTHS = 6;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final DecisionRows rows;
  private final Services services;
  private final Environments environments;

  RecordedDecisions(DecisionRows rows, Services services, Environments environments) {
    this.rows = rows;
    this.services = services;
    this.environments = environments;
  }

  /// Newest first.
  ///
  /// @throws DomainFailure NOT_FOUND if there is no such service or environment, INVALID_REQUEST
  ///   for a cursor or a limit that this list does not know
  @Transactional(readOnly = true)
  public Page<GateDecision> search(DecisionSearch search) {
    var most = Page.limit(search.limit());
    var found = rows.search(narrowed(search), most + 1);
    var page = found.size() > most ? found.subList(0, most) : found;
    return new Page<>(
        page.stream().map(this::decision).toList(),
        found.size() > most ? page.getLast().id().toString() : null);
  }

  /// One of them.
  ///
  /// @throws DomainFailure NOT_FOUND if there is none of this id
  @Transactional(readOnly = true)
  public GateDecision byId(UUID id) {
    return rows.find(id)
        .map(this::decision)
        .orElseThrow(
            () -> new DomainFailure(ProblemType.NOT_FOUND, "No decision is kept under this id."));
  }

  /// What was said of a plan, newest first.
  @Transactional(readOnly = true)
  public List<GateDecision> ofPlan(UUID plan) {
    return rows.ofPlan(plan).stream().map(this::decision).toList();
  }

  /// What was said of the plan that a deployment came of, newest first.
  @Transactional(readOnly = true)
  public List<GateDecision> ofDeployment(UUID deployment) {
    return rows.ofDeployment(deployment).stream().map(this::decision).toList();
  }

  /// What was started in the last six months where a budget had a say, by month and team, the
  /// newest first.
  @Transactional(readOnly = true)
  public List<GateMonth> months() {
    var months = new TreeMap<YearMonth, TreeMap<String, GateMonth>>(Comparator.reverseOrder());
    for (var one : rows.months(MONTHS)) {
      var team = services.byId(one.service()).orElseThrow().teamName();
      months
          .computeIfAbsent(one.month(), _ -> new TreeMap<>())
          .merge(team, one.of(team), GateMonth::plus);
    }
    return months.values().stream().flatMap(teams -> teams.values().stream()).toList();
  }

  private DecisionRows.Narrowed narrowed(DecisionSearch search) {
    var outcome = search.outcome();
    var occasion = search.occasion();
    var changeClass = search.changeClass();
    return new DecisionRows.Narrowed(
        search.service().isEmpty() ? null : services.require(search.service()).id(),
        search.environment().isEmpty() ? null : environments.require(search.environment()).id(),
        outcome == null ? null : outcome.name(),
        occasion == null ? null : occasion.name(),
        changeClass == null ? null : changeClass.slug(),
        before(search.cursor()));
  }

  /// The id that a cursor names; null for none.
  static @Nullable UUID before(@Nullable String cursor) {
    if (cursor == null || cursor.isEmpty()) {
      return null;
    }
    if (!ID.matcher(cursor).matches()) {
      throw new DomainFailure(
          ProblemType.INVALID_REQUEST,
          "The cursor is not one that this list gave. Begin with the first page again.");
    }
    return UUID.fromString(cursor);
  }

  private GateDecision decision(DecisionRows.Row row) {
    return new GateDecision(
        row.id(),
        row.at(),
        DecisionOccasion.valueOf(row.occasion()),
        services.byId(row.service()).orElseThrow(),
        environments.byId(row.environment()).orElseThrow(),
        ChangeKind.stored(row.kind()),
        row.sentence(),
        row.from(),
        row.to(),
        row.images(),
        row.requester(),
        row.job(),
        row.plan(),
        row.planHash(),
        row.deployment(),
        ChangeClass.ofSlug(row.changeClass()).orElseThrow(),
        row.declared(),
        GateMode.valueOf(row.mode()),
        DecisionOutcome.valueOf(row.outcome()),
        DecisionOutcome.valueOf(row.would()),
        row.reason(),
        row.budget(),
        row.burnsFast(),
        row.verdicts(),
        row.evidence(),
        row.override(),
        row.commits());
  }
}
