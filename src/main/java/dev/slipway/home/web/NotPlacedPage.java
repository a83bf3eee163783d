package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.spi.TakenOff;
import dev.slipway.shell.Choice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A service that has no workload in an environment.
///
/// @param off who took it off last; null if it was never there
record NotPlacedPage(
    ServiceView service, EnvironmentView environment, boolean mayPlace, @Nullable TakenOff off) {

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Services", "/services"),
        Choice.link(service.label(), "/services/" + service.slug()));
  }

  public String title() {
    return off == null ? "Never deployed here" : "Nothing is placed here now";
  }

  public String text() {
    return mayPlace
        ? "Say which workload of which cluster runs it here."
        : "A service owner can say which workload of which cluster runs it here.";
  }

  public @Nullable String placeHref() {
    return mayPlace
        ? "/placements/new?service=" + service.slug() + "&environment=" + environment.slug()
        : null;
  }
}
