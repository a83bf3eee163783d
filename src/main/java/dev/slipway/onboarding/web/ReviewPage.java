package dev.slipway.onboarding.web;

import dev.slipway.clusters.ClusterView;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.PersonSummary;
import dev.slipway.kernel.Plural;
import dev.slipway.onboarding.Adopt;
import dev.slipway.onboarding.NewEnvironment;
import dev.slipway.shell.Choice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is about to be adopted, before anything is.
///
/// @param whole what can be adopted as it is said
/// @param partial where something is still to be said
/// @param systems slugs of those that are added
/// @param environments those that are added, with what their names suggest
/// @param services how many are added
/// @param adders who adds systems and environments, if whoever looks may not
record ReviewPage(
    ClusterView cluster,
    List<Adopt> whole,
    List<Adopt> partial,
    List<String> systems,
    List<NewEnvironment> environments,
    long services,
    List<PersonSummary> adders) {

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Clusters", "/clusters"),
        Choice.link(cluster.name(), "/clusters/" + cluster.slug()),
        Choice.link("Discover", tableHref()));
  }

  public String tableHref() {
    return "/clusters/" + cluster.slug() + "/discover";
  }

  public String chosen() {
    return Chosen.written(whole);
  }

  public String button() {
    return "Adopt " + Plural.of(whole.size(), "workload");
  }

  public String sum() {
    return "%s, %s and %s are added."
        .formatted(
            Plural.of(systems.size(), "system"),
            Plural.of(environments.size(), "environment"),
            Plural.of(services, "service"));
  }

  /// Why what is new here would be refused; empty if it would not.
  public String whyNotAdd() {
    if (adders.isEmpty() || (systems.isEmpty() && environments.isEmpty())) {
      return "";
    }
    return "%s are not here yet, and your roles add none. Ask %s to add them, or choose what is here."
        .formatted(
            Stream.concat(
                    environments.stream().map(each -> "environment " + each.slug()),
                    systems.stream().map(each -> "system " + each))
                .collect(Collectors.joining(", ")),
            adders.stream().limit(3).map(PersonSummary::name).collect(Collectors.joining(" or ")));
  }

  public String systemNames() {
    return String.join(", ", systems);
  }

  public Map<String, String> classes() {
    Map<String, String> classes = new LinkedHashMap<>();
    for (var each : EnvironmentClass.values()) {
      classes.put(each.name(), each.name().toLowerCase(Locale.ROOT));
    }
    return classes;
  }

  public String needs(Adopt one) {
    return one.needs().stream().map(need -> need.name()).collect(Collectors.joining(", "));
  }
}
