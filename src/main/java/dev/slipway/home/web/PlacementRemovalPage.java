package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.spi.PlacementHeld;
import dev.slipway.shell.Choice;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks whether a service is to be taken off the portal in an environment.
///
/// @param error what is wrong with the reason
/// @param held what keeps it from being taken off now
record PlacementRemovalPage(
    ServiceView service,
    EnvironmentView environment,
    Placement placement,
    String cluster,
    String reason,
    @Nullable String error,
    @Nullable PlacementHeld held) {

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Services", "/services"),
        Choice.link(service.label(), "/services/" + service.slug()),
        Choice.link(environment.name(), cellHref()));
  }

  public String cellHref() {
    return "/services/" + service.slug() + "/env/" + environment.slug();
  }

  public String heldHref() {
    return held == null || held.href().isEmpty() ? cellHref() : held.href();
  }

  public String heldLink() {
    return held == null || held.link().isEmpty() ? "Open where it is shown" : held.link();
  }

  public Map<String, String> errors() {
    return error == null ? Map.of() : Map.of("reason", error);
  }
}
