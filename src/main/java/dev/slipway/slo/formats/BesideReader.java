package dev.slipway.slo.formats;

import dev.slipway.kernel.Decimals;
import dev.slipway.slo.formats.PromText.Selector;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Reads what people have beside their objectives: dashboards of Grafana and rules of Prometheus.
/// Says where a panel or an alert is about the same events and does not know the objective.
final class BesideReader {

  private static final int DEEPEST = 5;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final BigDecimal NINETY = BigDecimal.valueOf(90);

  private final Upload upload;

  BesideReader(Upload upload) {
    this.upload = upload;
  }

  /// A dashboard as Grafana exports it.
  void dashboard(Part.Fields root) {
    var inside = root.values().get("dashboard") instanceof Part.Fields inner ? inner : root;
    panels(inside, 0);
  }

  private void panels(Part.Fields holder, int depth) {
    for (var key : List.of("panels", "rows")) {
      if (depth < DEEPEST && holder.values().get(key) instanceof Part.Items items) {
        for (var item : items.values()) {
          if (item instanceof Part.Fields panel) {
            panel(panel);
            panels(panel, depth + 1);
          }
        }
      }
    }
  }

  private void panel(Part.Fields panel) {
    var title = word(panel, "title");
    if (!title.toLowerCase(Locale.ROOT).contains("budget")
        || !(panel.values().get("targets") instanceof Part.Items targets)) {
      return;
    }
    for (var target : targets.values()) {
      var expression = target instanceof Part.Fields fields ? word(fields, "expr") : "";
      if (!upload.isFull() && !expression.isBlank() && !knowsAnObjective(PromText.of(expression))) {
        upload.report(notBudget(title, expression, panel.line()));
      }
    }
  }

  /// A number that may be a target or what it leaves, or a rule that knows it.
  private static boolean knowsAnObjective(PromText expression) {
    return expression.selectors.stream().anyMatch(selector -> selector.name().startsWith("slo:"))
        || expression.numbers.stream()
            .anyMatch(number ->
                (number.signum() > 0 && number.compareTo(BigDecimal.ONE) < 0)
                    || (number.compareTo(NINETY) >= 0 && number.compareTo(HUNDRED) < 0));
  }

  private SloFinding notBudget(String title, String expression, int line) {
    var finding =
        SloFinding.of(
            FindingCode.PANEL_NOT_BUDGET,
            "Line %d: the panel \"%s\" shows %s.".formatted(line, title, expression),
            "No objective is in it, so it is the availability: at 99.9 % it reads 99.95 while half"
                + " of the budget is gone.",
            "Divide the share of errors by what the objective allows, over its whole window.");
    return about(PromText.of(expression), false)
        .map(objective -> {
          var indicator = objective.indicator();
          return finding.withRepair(
              windowed(
                  "100 * (1 - ((%s) / (%s)) / %s)"
                      .formatted(
                          indicator.errorQuery(),
                          indicator.totalQuery(),
                          Decimals.plain(objective.target().allowedShare())),
                  objective.windowDays()));
        })
        .orElse(finding);
  }

  private static String windowed(String query, int days) {
    return PromText.WINDOW.matcher(IndicatorFindings.windowed(query)).replaceAll(days + "d");
  }

  /// The groups of a file of rules, or of a `PrometheusRule`.
  void rules(Part groups) {
    if (groups instanceof Part.Items items) {
      for (var group : items.values()) {
        if (group instanceof Part.Fields fields
            && fields.values().get("rules") instanceof Part.Items rules) {
          rules.values().forEach(this::rule);
        }
      }
    }
  }

  private void rule(Part part) {
    if (upload.isFull() || !(part instanceof Part.Fields rule) || word(rule, "alert").isEmpty()) {
      return;
    }
    var expression = PromText.of(word(rule, "expr"));
    var windows = new TreeSet<String>();
    expression.ranges.forEach(range -> windows.add(range.text()));
    if (windows.size() != 1
        || expression.numbers.isEmpty()
        || expression.selectors.stream().anyMatch(it -> it.name().startsWith("slo:"))) {
      return;
    }
    var name = word(rule, "alert");
    if (expression.functions.contains("histogram_quantile")) {
      latency(name, expression, windows.first(), part.line());
    } else if (expression.numbers.size() == 1
        && expression.selectors.stream()
            .anyMatch(it -> StatusMatch.of(it) != StatusMatch.Picks.BOTH_OR_UNKNOWN)) {
      errors(name, expression, windows.first(), part.line());
    }
  }

  private void errors(String name, PromText expression, String window, int line) {
    var limit = expression.numbers.getLast();
    if (limit.signum() <= 0 || limit.compareTo(BigDecimal.ONE) >= 0) {
      return;
    }
    var why =
        about(expression, false)
            .map(objective ->
                "Against %s (%s) that is a burn rate of %s on one window."
                    .formatted(
                        objective.name(),
                        objective.target(),
                        rate(limit, objective.target().allowedShare())))
            .orElse("It does not know what the objective allows.");
    upload.report(
        notObjective(
            "Line %d: %s fires when more than %s of the events in [%s] are bad."
                .formatted(line, name, Decimals.plain(limit), window),
            why));
  }

  private void latency(String name, PromText expression, String window, int line) {
    var why =
        about(expression, true)
            .map(objective ->
                "%s asks for %s within %s s."
                    .formatted(objective.name(), objective.target(), bound(objective)))
            .orElse("A percentile over a bound says nothing of how much of a budget is left.");
    upload.report(
        notObjective(
            "Line %d: %s fires when percentile %s over [%s] is over %s s."
                .formatted(
                    line,
                    name,
                    Decimals.plain(expression.numbers.getFirst()),
                    window,
                    Decimals.plain(expression.numbers.getLast())),
            why));
  }

  private static SloFinding notObjective(String what, String why) {
    return SloFinding.of(
        FindingCode.ALERT_NOT_SLO,
        what,
        why + " It wakes people for what the budget bears, and misses what burns it slowly.",
        "Page by the burn of the objective, over a long and a short window, and keep this for a"
            + " chart.");
  }

  private static String rate(BigDecimal limit, BigDecimal allowed) {
    return Decimals.plain(
        Decimals.rounded(limit.divide(allowed, MathContext.DECIMAL64), 2, RoundingMode.HALF_UP));
  }

  /// The objective of this upload that is about the same metrics.
  private Optional<PortableObjective> about(PromText expression, boolean latency) {
    var metrics = families(expression.selectors);
    return upload.objectives().stream()
        .map(ImportedObjective::objective)
        .filter(objective -> objective.indicator().errorQuery() != null)
        .filter(objective -> bound(objective).isEmpty() != latency)
        .filter(objective ->
            families(PromText.of(String.valueOf(objective.indicator().totalQuery())).selectors)
                .stream()
                .anyMatch(metrics::contains))
        .findFirst();
  }

  private static String bound(PortableObjective objective) {
    return PromText.of(String.valueOf(objective.indicator().errorQuery())).selectors.stream()
        .flatMap(selector -> selector.matcher("le").stream())
        .map(PromText.Matcher::value)
        .filter(le -> !le.contains("Inf"))
        .findFirst()
        .orElse("");
  }

  /// Names without what a histogram adds.
  private static Set<String> families(List<Selector> selectors) {
    var families = new TreeSet<String>();
    selectors.forEach(
        selector -> families.add(selector.name().replaceFirst("_(bucket|count|sum)$", "")));
    return families;
  }

  private static String word(Part.Fields fields, String key) {
    return fields.values().get(key) instanceof Part.Word word ? word.text().strip() : "";
  }
}
