package dev.slipway.values.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.kernel.Plural;
import dev.slipway.shell.Choice;
import dev.slipway.values.ValuesDifference;
import dev.slipway.values.ValuesFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The values of a service in one environment, alone or beside another.
///
/// @param files the one in force first
/// @param difference null where one of the two sides has no file that this person may see
/// @param fault why what was sent was not taken; null if nothing was
record ValuesPage(
    ServiceView service,
    EnvironmentView environment,
    List<EnvironmentView> others,
    List<ValuesFile> files,
    @Nullable EnvironmentView other,
    @Nullable ValuesDifference difference,
    boolean maySee,
    String whoSees,
    boolean mayImport,
    String whoImports,
    Typed typed,
    @Nullable String fault) {

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Services", "/services"),
        Choice.link(service.label(), "/services/" + service.slug()),
        Choice.link(environment.name(), cellHref()));
  }

  public String cellHref() {
    return "/services/" + service.slug() + "/env/" + environment.slug();
  }

  public String href() {
    return cellHref() + "/values";
  }

  public String runningHref() {
    return href() + "/running";
  }

  public List<Choice> tabs() {
    var tabs = new ArrayList<Choice>();
    tabs.add(Choice.tab(environment.name() + " alone", href(), other == null));
    for (var each : others) {
      tabs.add(
          Choice.tab("Beside " + each.name(), href() + "?with=" + each.slug(), each.equals(other)));
    }
    return tabs;
  }

  public @Nullable ValuesFile current() {
    return files.isEmpty() ? null : files.getFirst();
  }

  public List<ValuesFile> earlier() {
    return files.isEmpty() ? files : files.subList(1, files.size());
  }

  public String counted(ValuesFile file) {
    var all = Plural.of(file.values().size(), "value");
    return file.hidden() == 0
        ? all
        : "%s, %d of them look like secrets and were not stored".formatted(all, file.hidden());
  }

  public String summary() {
    if (difference == null || other == null) {
      return "";
    }
    return difference.count() == 0
        ? "Nothing differs from " + other.name() + "."
        : Plural.of(difference.count(), "value differs", "values differ")
            + " from "
            + other.name()
            + ".";
  }
}
