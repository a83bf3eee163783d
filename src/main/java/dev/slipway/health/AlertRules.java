package dev.slipway.health;

import dev.slipway.health.AlertLine.At;
import dev.slipway.health.AlertRows.Kept;
import dev.slipway.slo.BudgetStanding;
import dev.slipway.slo.BurnSeverity;
import dev.slipway.slo.ObjectiveSummary;
import dev.slipway.slo.alerts.AlertReading;
import dev.slipway.slo.alerts.FiringAlert;
import dev.slipway.slo.alerts.RuleState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes one list of what all datasources told: what a Prometheus fires and an Alertmanager holds
/// back is one alert. A pure function of its input.
final class AlertRules {

  /// Severities by which teams are woken; there is no standard for the word.
  private static final Set<String> URGENT =
      Set.of("critical", "page", "error", "emergency", "fatal", "high", "sev1", "p1");

  private static final int MISSED = 3;

  private static final Comparator<AlertLine> URGENT_FIRST =
      Comparator.comparing(AlertLine::isFiring)
          .thenComparing(AlertLine::urgent)
          .thenComparing(line -> !line.isHeld())
          .reversed()
          .thenComparing(AlertLine::since, Comparator.nullsLast(Comparator.<Instant>reverseOrder()))
          .thenComparing(AlertLine::name)
          .thenComparing(AlertLine::source);

  private AlertRules() {}

  static AlertBoard board(
      List<Kept> told, AlertMapping mapping, Collection<BudgetStanding> budgets) {
    List<AlertLine> lines = new ArrayList<>();
    var managed = byName(told, true);
    var fired = byName(told, false);
    for (var one : told) {
      for (var alert : one.told().alerts()) {
        if (!one.told().manager()) {
          lines.add(line(one, held(alert, managed), mapping));
        } else if (!isToldBySomebody(alert, fired)) {
          lines.add(line(one, alert, mapping));
        }
      }
    }
    var rules = byObjective(told);
    budgets.stream()
        .flatMap(standing -> standing.objectives().stream())
        .filter(BudgetFacts::count)
        .filter(objective -> objective.budget().alert() != BurnSeverity.NONE)
        .filter(objective ->
            rules.getOrDefault(objective.name(), List.of()).stream()
                .noneMatch(rule -> isOf(rule, objective)))
        .map(AlertRules::own)
        .forEach(lines::add);
    return new AlertBoard(
        lines.stream().sorted(URGENT_FIRST).toList(), blind(told, mapping), tellers(told));
  }

  /// All that the Alertmanagers hold, or all that the others fire.
  private static Map<String, List<FiringAlert>> byName(List<Kept> told, boolean manager) {
    return told.stream()
        .filter(one -> one.told().manager() == manager)
        .flatMap(one -> one.told().alerts().stream())
        .collect(Collectors.groupingBy(FiringAlert::name));
  }

  /// Rules of Sloth, and of others that name an objective as Sloth does.
  private static Map<String, List<RuleState>> byObjective(List<Kept> told) {
    return told.stream()
        .flatMap(one -> one.told().rules().stream())
        .filter(rule -> rule.labels().containsKey("sloth_slo"))
        .collect(Collectors.groupingBy(rule -> rule.labels().getOrDefault("sloth_slo", "")));
  }

  /// The alert of a Prometheus, with what an Alertmanager knows of it.
  private static FiringAlert held(FiringAlert alert, Map<String, List<FiringAlert>> managed) {
    return managed.getOrDefault(alert.name(), List.of()).stream()
        .filter(one -> isSame(alert, one))
        .findFirst()
        .map(one ->
            new FiringAlert(
                alert.name(),
                alert.state(),
                alert.since(),
                alert.labels(),
                alert.annotations(),
                one.silences(),
                one.inhibited()))
        .orElse(alert);
  }

  private static boolean isToldBySomebody(
      FiringAlert managed, Map<String, List<FiringAlert>> fired) {
    return fired.getOrDefault(managed.name(), List.of()).stream()
        .anyMatch(alert -> isSame(alert, managed));
  }

  /// Of two of one name: an Alertmanager has the labels of the rule, and those of the server beside
  /// them.
  private static boolean isSame(FiringAlert alert, FiringAlert managed) {
    return managed.labels().entrySet().containsAll(alert.labels().entrySet());
  }

  private static AlertLine line(Kept from, FiringAlert alert, AlertMapping mapping) {
    var found = mapping.map(alert.labels(), from.told().environments());
    var severity =
        alert.labels().getOrDefault("severity", alert.labels().getOrDefault("sloth_severity", ""));
    return new AlertLine(
        alert.name().isEmpty() ? "an alert without a name" : alert.name(),
        alert.state(),
        URGENT.contains(severity.toLowerCase(Locale.ROOT)),
        severity,
        Optional.ofNullable(alert.annotations().get("summary"))
            .orElse(alert.annotations().getOrDefault("description", "")),
        alert.since(),
        from.told().name(),
        from.asOf(),
        from.trouble(),
        alert.labels(),
        found.places(),
        found.rule(),
        alert.silences(),
        alert.inhibited(),
        false);
  }

  /// Whether a rule that names the objective means this one.
  private static boolean isOf(RuleState rule, ObjectiveSummary objective) {
    return List.of("", objective.service().slug(), objective.service().name())
        .contains(rule.labels().getOrDefault("sloth_service", ""));
  }

  private static AlertLine own(ObjectiveSummary objective) {
    var page = objective.budget().alert() == BurnSeverity.PAGE;
    return new AlertLine(
        objective.name() + " burns " + (page ? "fast" : "slowly"),
        "firing",
        page,
        page ? "page" : "ticket",
        BudgetFacts.of(objective).reason(),
        null,
        "the portal itself",
        objective.budget().asOf(),
        null,
        Map.of(),
        List.of(new At(objective.service().slug(), objective.environment().slug())),
        "its objective; no rule of a datasource watches it",
        List.of(),
        false,
        true);
  }

  private static List<BlindRule> blind(List<Kept> told, AlertMapping mapping) {
    List<BlindRule> blind = new ArrayList<>();
    for (var one : told) {
      if (one.asOf() != null && one.trouble() == null) {
        for (var rule : one.told().rules()) {
          var why = why(rule, Objects.requireNonNull(one.asOf()));
          if (why != null) {
            blind.add(
                new BlindRule(
                    rule.name(),
                    rule.group(),
                    one.told().name(),
                    why,
                    mapping.map(rule.labels(), one.told().environments()).places()));
          }
        }
      }
    }
    return blind;
  }

  /// Why a rule watches nothing; null where it does.
  ///
  /// @param asOf when its server was asked; a group may be a few seconds late
  static @Nullable String why(RuleState rule, Instant asOf) {
    if (rule.health().equals("err")) {
      return "Its evaluation fails: "
          + (rule.error().isEmpty() ? "the server does not say why" : rule.error())
          + ".";
    }
    var evaluated = rule.evaluatedAt();
    if (evaluated == null) {
      return rule.health().equals("unknown") ? "It was not evaluated yet." : null;
    }
    var late = Duration.between(evaluated, asOf);
    return late.compareTo(rule.interval().multipliedBy(MISSED)) > 0
        ? "It was not evaluated for more than %d intervals of %d s."
            .formatted(MISSED, rule.interval().toSeconds())
        : null;
  }

  private static List<AlertBoard.Teller> tellers(List<Kept> told) {
    return told.stream()
        .map(one -> teller(one, one.told()))
        .sorted(Comparator.comparing(AlertBoard.Teller::name))
        .toList();
  }

  private static AlertBoard.Teller teller(Kept kept, AlertReading told) {
    return new AlertBoard.Teller(
        told.name(), told.manager(), told.rules().size(), kept.asOf(), kept.trouble());
  }
}
