package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.shell.Choice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A service in two environments, fact by fact.
///
/// @param stages environments in which the service runs
/// @param rows null until two of them are chosen
/// @param mayDeploy whether whoever looks may plan a change in the second one
record ComparePage(
    ServiceView service,
    List<EnvironmentView> stages,
    String from,
    String to,
    @Nullable List<Row> rows,
    boolean mayDeploy) {

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Services", "/services"),
        Choice.link(service.label(), "/services/" + service.slug()));
  }

  public Map<String, String> choices() {
    Map<String, String> choices = new LinkedHashMap<>();
    stages.forEach(stage -> choices.put(stage.slug(), stage.name()));
    return choices;
  }

  public long differences() {
    return rows == null ? 0 : rows.stream().filter(row -> !row.same()).count();
  }

  public String configurationHref() {
    return "/compare/configuration?service=%s&from=%s&to=%s".formatted(service.slug(), from, to);
  }

  public String promoteHref() {
    return "/plans/new?service=%s&environment=%s&kind=rollout".formatted(service.slug(), to);
  }

  /// The ConfigMaps of both sides, read after the page.
  record Configuration(String from, String to, List<Row> rows) {}

  /// One fact on both sides; null where it is not known.
  record Row(String label, @Nullable String left, @Nullable String right) {

    public boolean same() {
      return Objects.equals(left, right);
    }

    public String leftText() {
      return left == null ? "not known" : left;
    }

    public String rightText() {
      return right == null ? "not known" : right;
    }
  }
}
