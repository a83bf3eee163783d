package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.shell.Choice;
import java.util.List;

/// A service that has no workload in an environment yet.
record NotPlacedPage(ServiceView service, EnvironmentView environment, boolean mayPlace) {

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Services", "/services"),
        Choice.link(service.slug(), "/services/" + service.slug()));
  }

  public String text() {
    return mayPlace
        ? "Say which workload of which cluster runs it here."
        : "A service owner can say which workload of which cluster runs it here.";
  }

  public @org.jspecify.annotations.Nullable String placeHref() {
    return mayPlace
        ? "/placements/new?service=" + service.slug() + "&environment=" + environment.slug()
        : null;
  }
}
