package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.Placement;
import dev.slipway.shell.Choice;
import java.util.ArrayList;
import java.util.List;

/// How a service runs in one environment.
///
/// @param others where else it runs
/// @param with slug of the environment that is laid beside; empty for none
record RuntimePage(
    ServiceView service,
    EnvironmentView environment,
    Placement placement,
    List<EnvironmentView> others,
    String with) {

  public String title() {
    return service.slug() + " · " + environment.name() + " · runtime";
  }

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Services", "/services"),
        Choice.link(service.label(), "/services/" + service.slug()),
        Choice.link(environment.name(), cellHref()));
  }

  private String cellHref() {
    return "/services/" + service.slug() + "/env/" + environment.slug();
  }

  public String where() {
    var workload = placement.workload();
    return "%s / %s %s"
        .formatted(workload.namespace(), workload.kind().kubernetes(), workload.name());
  }

  public List<Choice> tabs() {
    var tabs = new ArrayList<Choice>();
    tabs.add(Choice.tab(environment.name() + " alone", href(""), with.isEmpty()));
    for (var other : others) {
      tabs.add(Choice.tab("Beside " + other.name(), href(other.slug()), other.slug().equals(with)));
    }
    return tabs;
  }

  private String href(String other) {
    return cellHref() + "/runtime" + (other.isEmpty() ? "" : "?with=" + other);
  }

  public String factsHref() {
    return cellHref() + "/runtime/facts" + (with.isEmpty() ? "" : "?with=" + with);
  }
}
