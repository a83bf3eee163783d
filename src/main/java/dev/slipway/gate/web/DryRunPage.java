package dev.slipway.gate.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.gate.DryRunView;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.shell.Choice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the gate holds nothing back, and how that is asked for.
///
/// @param waiting what waits for a second person
/// @param environments those of production
/// @param typed what was typed, by field
/// @param whyNot why this reader cannot start or end one; null if they can
record DryRunPage(
    List<DryRunView> runs,
    List<WaitingAct> waiting,
    List<EnvironmentView> environments,
    Map<String, String> typed,
    Map<String, String> errors,
    @Nullable String whyNot) {

  static final String PATH = "/gate/dry-runs";

  public List<Choice> crumbs() {
    return List.of(Choice.link("Objectives", "/slo"));
  }

  public String typedIn(String field) {
    return typed.getOrDefault(field, "");
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }

  public Map<String, String> stages() {
    Map<String, String> choices = new LinkedHashMap<>();
    environments.forEach(one -> choices.put(one.slug(), one.name()));
    return choices;
  }

  public Map<String, String> spans() {
    Map<String, String> choices = new LinkedHashMap<>();
    choices.put("7", "a week");
    choices.put("14", "two weeks");
    choices.put("28", "four weeks");
    return choices;
  }
}
