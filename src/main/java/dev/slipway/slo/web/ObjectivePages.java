package dev.slipway.slo.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.identity.Access;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Scope;
import dev.slipway.identity.Teams;
import dev.slipway.identity.spi.SecondPerson;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Subject;
import dev.slipway.slo.ObjectiveSearch;
import dev.slipway.slo.ObjectiveSeries;
import dev.slipway.slo.ObjectiveSummary;
import dev.slipway.slo.Objectives;
import dev.slipway.slo.spi.Happenings;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Puts together what the pages of objectives show.
@Component
class ObjectivePages {

  private static final Duration DAY = Duration.ofDays(1);
  private static final int SPARK_DAYS = 30;
  private static final int NAMES = 4;

  private final Objectives objectives;
  private final Services services;
  private final Systems systems;
  private final Teams teams;
  private final Environments environments;
  private final Access access;
  private final SecondPerson second;
  private final ObjectProvider<Happenings> happenings;
  private final Clock clock;

  ObjectivePages(
      Objectives objectives,
      Services services,
      Systems systems,
      Teams teams,
      Environments environments,
      Access access,
      SecondPerson second,
      ObjectProvider<Happenings> happenings,
      Clock clock) {
    this.objectives = objectives;
    this.services = services;
    this.systems = systems;
    this.teams = teams;
    this.environments = environments;
    this.access = access;
    this.second = second;
    this.happenings = happenings;
    this.clock = clock;
  }

  MonthsPanel months(UUID id) {
    return new MonthsPanel(objectives.months(id));
  }

  ObjectivesPage list(ObjectiveFilter filter, Actor actor) {
    var found = objectives.search(filter.search());
    return new ObjectivesPage(
        filter,
        lines(found.items()),
        found.next(),
        objectives.states(filter.ofAnyState()),
        objectives.idle(filter.ofAnyState()),
        choices(systems.all().stream().map(one -> Map.entry(one.slug(), one.name()))),
        choices(teams.all().stream().map(one -> Map.entry(one.slug(), one.name()))),
        choices(environments.all().stream().map(one -> Map.entry(one.slug(), one.name()))),
        whyNotAnywhere(actor));
  }

  ObjectivePage one(UUID id, String view, ObjectivePage.@Nullable Refused refused, Actor actor) {
    if (!view.isEmpty() && !view.equals("burn-down")) {
      throw new DomainFailure(
          ProblemType.INVALID_REQUEST,
          "view is \"" + view + "\" (expected: burn-down, or none for the rolling window).");
    }
    var details = objectives.byId(id);
    var summary = details.summary();
    var series = objectives.series(id);
    return new ObjectivePage(
        details,
        series,
        view.equals("burn-down"),
        whyNot(actor, summary.service(), summary.environment()),
        events(summary, series),
        loosening(summary, actor),
        refused);
  }

  /// What is in the way of whoever wants to loosen one.
  Loosening loosening(ObjectiveSummary summary, Actor actor) {
    var waiting = second.waiting(Subject.of("objective", summary.id(), summary.name()));
    if (!summary.counts()
        || summary.environment().environmentClass() != EnvironmentClass.PRODUCTION) {
      return new Loosening(waiting, "", "");
    }
    var scope = Scope.of(summary.service().team(), EnvironmentClass.PRODUCTION);
    if (!access.permits(actor, Permission.GATE_OVERRIDE, scope)) {
      var whyNot =
          "It takes an owner of the service or of the environment"
              + asked(access.whoMay(Permission.GATE_OVERRIDE, scope));
      return new Loosening(waiting, whyNot, "");
    }
    return new Loosening(
        waiting,
        "",
        second.isNeeded(actor)
            ? "Another owner of the environment agrees first; until then nothing changes."
            : "");
  }

  /// What happened to its service in the time that the chart shows, oldest first.
  private List<BudgetChart.Event> events(ObjectiveSummary summary, ObjectiveSeries series) {
    return happenings
        .orderedStream()
        .flatMap(tells ->
            tells
                .of(summary.service(), summary.environment(), series.from(), clock.instant())
                .stream())
        .map(one -> new BudgetChart.Event(one.at(), one.name(), one.words(), one.href()))
        .sorted(Comparator.comparing(BudgetChart.Event::at))
        .toList();
  }

  /// Objectives of one service, worst first.
  ///
  /// @param stage slug of the only environment; empty for all
  BudgetPanel panel(String slug, String stage, Actor actor) {
    var service = services.require(slug);
    var environment = stage.isEmpty() ? null : environments.require(stage);
    var found = objectives.search(ObjectiveSearch.of(service.slug(), stage));
    return new BudgetPanel(
        service,
        environment,
        lines(found.items()),
        found.next() != null,
        whyNotAnywhere(actor).isEmpty());
  }

  /// Why somebody cannot change the objectives of a service somewhere, and who can; empty if they
  /// can.
  private String whyNot(Actor actor, ServiceView service, EnvironmentView environment) {
    var scope = Scope.of(service.team(), environment.environmentClass());
    return access.permits(actor, Permission.SLO_EDIT, scope)
        ? ""
        : needs(access.whoMay(Permission.SLO_EDIT, scope));
  }

  private String whyNotAnywhere(Actor actor) {
    return access.permitsSomewhere(actor, Permission.SLO_EDIT)
        ? ""
        : needs(access.whoMaySomewhere(Permission.SLO_EDIT));
  }

  private static String needs(List<PersonSummary> people) {
    return "Needs a developer or an owner of the service" + asked(people);
  }

  private static String asked(List<PersonSummary> people) {
    var names = people.stream().limit(NAMES).map(PersonSummary::name).toList();
    var more = people.size() - names.size();
    return (names.isEmpty() ? "" : ": ask " + String.join(", ", names))
        + (more > 0 ? " and " + more + " more." : ".");
  }

  private List<BudgetLine> lines(List<ObjectiveSummary> found) {
    var now = clock.instant().truncatedTo(ChronoUnit.HOURS);
    var times = new TimeAxis(now.minus(DAY.multipliedBy(SPARK_DAYS)), now);
    var pasts = objectives.sparklines(found);
    return found.stream()
        .map(one -> new BudgetLine(one, spark(pasts.getOrDefault(one.id(), List.of()), times)))
        .toList();
  }

  private static Sparkline spark(List<ObjectiveSeries.Point> past, TimeAxis times) {
    return Sparkline.of(
        new ChartSeries(
            past.stream().map(point -> new ChartPoint(point.at(), point.remaining())).toList(),
            DAY),
        times);
  }

  private static Map<String, String> choices(Stream<Map.Entry<String, String>> named) {
    Map<String, String> choices = new LinkedHashMap<>();
    choices.put("", "All");
    named.forEach(one -> choices.put(one.getKey(), one.getValue()));
    return choices;
  }
}
