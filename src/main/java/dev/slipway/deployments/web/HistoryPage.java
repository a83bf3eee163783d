package dev.slipway.deployments.web;

import dev.slipway.deployments.DeploymentState;
import dev.slipway.deployments.DeploymentSummary;
import dev.slipway.deployments.Drift;
import dev.slipway.kernel.Page;
import dev.slipway.kernel.Plural;
import dev.slipway.policies.spi.ChangeKind;
import dev.slipway.shell.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A list of deployments with its filters.
///
/// @param service the service whose page this is, or null for all
/// @param running what is moving now, of the same service
/// @param drift whether what runs is not what the portal left; asked for one placement only
/// @param mayPlan whether whoever looks may plan a change anywhere
public record HistoryPage(
    @Nullable String service,
    HistoryFilter filter,
    List<DeploymentSummary> running,
    Page<DeploymentSummary> history,
    Map<String, String> environments,
    boolean mayPlan,
    @Nullable Drift drift) {

  /// That what runs is not what the portal left, in a sentence.
  public String driftWords() {
    if (drift == null) {
      return "";
    }
    var left = drift.left();
    var since = drift.since();
    var then =
        since == null
            ? "Somebody has changed the template since."
            : since.requester() + " has brought " + since.to() + " since.";
    return "The last deployment here left " + left.to() + " (" + left.requester() + "). " + then;
  }

  public String driftHref() {
    return drift == null
        ? ""
        : "/plans/new?service="
            + drift.left().service()
            + "&environment="
            + drift.left().environment()
            + "&kind=rollback&to="
            + drift.left().id();
  }

  public String path() {
    return service == null ? "/deployments" : "/services/" + service + "/deployments";
  }

  /// This part of the list, as the address asks for it.
  public String href() {
    return filter.at(path(), filter.cursor());
  }

  public String runningHref() {
    return service == null ? "/deployments/running" : "/deployments/running?service=" + service;
  }

  public String title() {
    return service == null ? "Deployments" : "Deployments of " + service;
  }

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Services", "/services"),
        Choice.link(String.valueOf(service), "/services/" + service));
  }

  public boolean ofOneEnvironment() {
    return filter.environment() != null && !filter.environment().isEmpty();
  }

  /// Whether any two of the list compare: they are of one service in one environment.
  public boolean compares() {
    return service != null && ofOneEnvironment();
  }

  /// What a panel has room for.
  public List<DeploymentSummary> newest() {
    return history.items().stream().limit(8).toList();
  }

  public Map<String, String> kinds() {
    var kinds = new LinkedHashMap<String, String>();
    kinds.put("", "All");
    Arrays.stream(ChangeKind.values()).forEach(kind -> kinds.put(kind.slug(), word(kind.slug())));
    return kinds;
  }

  public Map<String, String> states() {
    var states = new LinkedHashMap<String, String>();
    states.put("", "All");
    Arrays.stream(DeploymentState.values())
        // People see one state while it runs, whatever step it is at; an address may ask for it.
        .filter(state ->
            state != DeploymentState.VERIFYING
                || state.slug().equalsIgnoreCase(filter.values().get("state")))
        .forEach(state -> states.put(state.slug(), word(state.slug())));
    return states;
  }

  public Map<String, String> origins() {
    var origins = new LinkedHashMap<String, String>();
    origins.put("", "All");
    origins.put("portal", "Started here");
    origins.put("outside", "Seen from outside");
    return origins;
  }

  /// The name of an environment, as the matrix heads its column; its slug where it is gone.
  public String place(String environment) {
    return environments.getOrDefault(environment, environment);
  }

  public Map<String, String> environmentChoices() {
    var choices = new LinkedHashMap<String, String>();
    choices.put("", "All");
    choices.putAll(environments);
    return choices;
  }

  /// Filters that hold, each with the address without it.
  public List<Choice> chips() {
    var chips = new ArrayList<Choice>();
    filter
        .values()
        .forEach((name, value) ->
            chips.add(
                Choice.link(
                    name + ": " + said(name, value), filter.without(name).at(path(), null))));
    return chips;
  }

  /// A value as the choice words it.
  private String said(String name, String value) {
    return switch (name) {
      case "environment" -> place(value);
      case "kind" -> kinds().getOrDefault(value, value);
      case "state" -> states().getOrDefault(value, value);
      case "origin" -> origins().getOrDefault(value, value);
      default -> value;
    };
  }

  public String shown() {
    int count = history.items().size();
    var words = Plural.of(count, "deployment");
    return history.next() == null ? words : words + ", older ones follow";
  }

  public @Nullable String next() {
    return history.next() == null ? null : filter.at(path(), history.next());
  }

  public @Nullable String first() {
    return filter.cursor() == null ? null : filter.at(path(), null);
  }

  private static String word(String slug) {
    return Character.toUpperCase(slug.charAt(0)) + slug.substring(1).replace('-', ' ');
  }
}
