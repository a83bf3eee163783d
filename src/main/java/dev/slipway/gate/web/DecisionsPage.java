package dev.slipway.gate.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.gate.DecisionOccasion;
import dev.slipway.gate.DecisionOutcome;
import dev.slipway.gate.GateDecision;
import dev.slipway.gate.GateMonth;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.Plural;
import dev.slipway.policies.spi.ChangeClass;
import dev.slipway.shell.Choice;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the gate said, newest first.
record DecisionsPage(
    DecisionFilter filter,
    Page<GateDecision> found,
    List<GateMonth> months,
    List<EnvironmentView> stages) {

  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

  public List<Choice> crumbs() {
    return List.of(Choice.link("Objectives", "/slo"));
  }

  public List<GateDecision> lines() {
    return found.items();
  }

  public List<Choice> outcomes() {
    var choices = new ArrayList<Choice>();
    choices.add(choice("all", "outcome", ""));
    for (var one : DecisionOutcome.values()) {
      choices.add(choice(one.words(), "outcome", one.slug()));
    }
    return choices;
  }

  public List<Choice> occasions() {
    var choices = new ArrayList<Choice>();
    choices.add(choice("always", "occasion", ""));
    for (var one : DecisionOccasion.values()) {
      choices.add(choice(one.words(), "occasion", one.slug()));
    }
    return choices;
  }

  private Choice choice(String label, String name, String value) {
    return Choice.tab(label, filter.with(name, value), filter.has(name, value));
  }

  public Map<String, String> environments() {
    Map<String, String> choices = new LinkedHashMap<>();
    choices.put("", "All");
    stages.forEach(one -> choices.put(one.slug(), one.name()));
    return choices;
  }

  public Map<String, String> classes() {
    Map<String, String> choices = new LinkedHashMap<>();
    choices.put("", "All");
    for (var one : ChangeClass.values()) {
      choices.put(one.slug(), DecisionPage.capital(one.words()));
    }
    return choices;
  }

  public String href() {
    return filter.at(filter.cursor());
  }

  public @Nullable String first() {
    return filter.cursor() == null ? null : filter.at((String) null);
  }

  public @Nullable String nextHref() {
    return found.next() == null ? null : filter.at(found.next());
  }

  public String shown() {
    return Plural.of(lines().size(), "decision") + (found.next() == null ? "" : ", more follow");
  }

  /// Such as `November 2026`.
  public String month(GateMonth one) {
    return MONTH.format(one.month());
  }

  /// Such as `3 of 12`.
  public String share(GateMonth one, int some) {
    return some + " of " + one.started();
  }
}
