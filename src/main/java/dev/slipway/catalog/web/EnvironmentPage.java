package dev.slipway.catalog.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.shell.Choice;
import java.util.List;
import java.util.Map;

/// One environment, with its place in the order of promotion.
record EnvironmentPage(EnvironmentView environment, List<EnvironmentView> order, boolean mayEdit) {

  public List<Choice> crumbs() {
    return List.of(Choice.link("Matrix", "/"));
  }

  public Map<String, String> panelVariables() {
    return Map.of("environment", environment.slug());
  }
}
