package dev.slipway.onboarding.web;

import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.PersonSummary;
import dev.slipway.kernel.Plural;
import dev.slipway.onboarding.Adopt;
import dev.slipway.onboarding.AdoptionResult;
import dev.slipway.onboarding.NewEnvironment;
import dev.slipway.shell.Choice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.web.util.UriComponentsBuilder;

/// What is about to be adopted, before anything is, and what is missing for it.
///
/// @param said everything that was chosen and said whole
/// @param whole what would be adopted, or for whoever may only prepare: what would be by others
/// @param waiting whose environment is not there and not the reader's to add
/// @param partial where something is still to be said
/// @param systems slugs of those that are added
/// @param environments those that are added, with what their names suggest
/// @param missing environments that somebody else has to add
/// @param services how many are added
/// @param hindrances what else would be refused
/// @param adopts whether the reader may adopt at all
/// @param adders administrators, who add environments
/// @param owners who may adopt, for whoever may only prepare
/// @param teams slugs of owners that are not known
/// @param stored what was added just now, in a sentence; empty where nothing was
record ReviewPage(
    ClusterView cluster,
    List<Adopt> said,
    List<Adopt> whole,
    List<Adopt> waiting,
    List<Adopt> partial,
    List<String> systems,
    List<NewEnvironment> environments,
    List<NewEnvironment> missing,
    long services,
    List<Hindrance> hindrances,
    boolean adopts,
    List<PersonSummary> adders,
    List<PersonSummary> owners,
    List<String> teams,
    String stored) {

  private static final int NAMED = 3;

  /// Why some workloads would be refused.
  record Hindrance(String why, List<WorkloadRef> workloads) {

    static List<Hindrance> of(List<AdoptionResult.Refused> refused) {
      Map<String, List<WorkloadRef>> byReason = new LinkedHashMap<>();
      refused.forEach(one ->
          byReason.computeIfAbsent(one.why().detail(), _ -> new ArrayList<>()).add(one.workload()));
      return byReason.entrySet().stream()
          .map(each -> new Hindrance(each.getKey(), each.getValue()))
          .toList();
    }

    public String of() {
      return workloads.stream().map(WorkloadRef::name).collect(Collectors.joining(", "));
    }
  }

  /// The same after something was added for it.
  ReviewPage after(int stages, int groups) {
    var added =
        "%s and %s were added. No workload is adopted yet."
            .formatted(Plural.of(stages, "environment"), Plural.of(groups, "system"));
    return new ReviewPage(
        cluster,
        said,
        whole,
        waiting,
        partial,
        this.systems,
        this.environments,
        missing,
        services,
        hindrances,
        adopts,
        adders,
        owners,
        teams,
        added);
  }

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Clusters", "/clusters"),
        Choice.link(cluster.name(), "/clusters/" + cluster.slug()),
        Choice.link("Discover", tableHref()));
  }

  public String tableHref() {
    return "/clusters/" + cluster.slug() + "/discover";
  }

  public String action() {
    return "/clusters/" + cluster.slug() + (adopts ? "/adoptions" : "/preparations");
  }

  public String chosen() {
    return Chosen.written(adopts ? whole : said);
  }

  /// Whether there is anything that the reader may do here.
  public boolean offers() {
    return adopts ? !whole.isEmpty() : !systems.isEmpty() || !environments.isEmpty();
  }

  public String button() {
    return adopts
        ? "Adopt " + Plural.of(whole.size(), "workload")
        : "Add "
            + Plural.of(environments.size(), "environment")
            + " and "
            + Plural.of(systems.size(), "system");
  }

  public String sum() {
    return adopts
        ? "%s, %s and %s are added."
            .formatted(
                Plural.of(systems.size(), "system"),
                Plural.of(environments.size(), "environment"),
                Plural.of(services, "service"))
        : "%s and %s are added; no service yet."
            .formatted(
                Plural.of(systems.size(), "system"), Plural.of(environments.size(), "environment"));
  }

  public String systemNames() {
    return String.join(", ", systems);
  }

  public List<PersonSummary> askedPeople() {
    return adders.stream().limit(NAMED).toList();
  }

  public List<PersonSummary> namedOwners() {
    return owners.stream().limit(NAMED).toList();
  }

  /// The form for a missing environment, filled in: for whoever may add it.
  public String addHref(NewEnvironment missing) {
    return UriComponentsBuilder.fromPath("/environments/new")
        .queryParam("name", "{name}")
        .queryParam("slug", "{slug}")
        .queryParam("class", missing.environmentClass().name())
        .queryParam("rank", missing.rank())
        .encode()
        .buildAndExpand(missing.name(), missing.slug())
        .toUriString();
  }

  public String blocked(NewEnvironment missing) {
    return Plural.of(
        waiting.stream().filter(one -> one.environment().equals(missing.slug())).count(),
        "workload");
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
