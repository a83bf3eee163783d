package dev.slipway.catalog.web;

import dev.slipway.catalog.ServiceView;
import dev.slipway.shell.Choice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a service needs, and a field to name one more.
///
/// @param offered services to choose from, those of the same system first
/// @param typed what was typed and not taken
record DependenciesPage(
    ServiceView service,
    List<ServiceView> dependencies,
    List<ServiceView> offered,
    String typed,
    Map<String, String> errors) {

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Services", "/services"),
        Choice.link(service.label(), "/services/" + service.slug()));
  }

  public @Nullable String error() {
    return errors.values().stream().findFirst().orElse(null);
  }
}
