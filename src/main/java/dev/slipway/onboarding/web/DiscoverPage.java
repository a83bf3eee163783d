package dev.slipway.onboarding.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.SystemView;
import dev.slipway.identity.TeamSummary;
import dev.slipway.kernel.Plural;
import dev.slipway.onboarding.Candidate;
import dev.slipway.onboarding.Candidate.State;
import dev.slipway.onboarding.Discovered;
import dev.slipway.onboarding.Proposal;
import dev.slipway.shell.Choice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/// What was found in a cluster: one page of it, by namespace.
///
/// @param road what leads to an adoption, and which of it the reader may do
record DiscoverPage(
    Discovered found,
    Shown shown,
    List<SystemView> systems,
    List<EnvironmentView> environments,
    List<TeamSummary> teams,
    Road road) {

  static final int ROWS = 50;

  private static final Map<String, Function<Candidate, Proposal>> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put("Service", Candidate::service);
    PARTS.put("System", Candidate::system);
    PARTS.put("Environment", Candidate::environment);
    PARTS.put("Owner", Candidate::team);
  }

  /// Which part of it is shown.
  ///
  /// @param namespace empty for all
  /// @param platform whether to show the namespaces that make the cluster work, and nothing else
  record Shown(State state, String namespace, boolean platform, int page) {

    boolean holds(Candidate candidate) {
      return candidate.state() == state
          && candidate.platform() == platform
          && (namespace.isEmpty() || candidate.workload().namespace().equals(namespace));
    }

    Shown only(State other) {
      return new Shown(other, "", false, 0);
    }
  }

  /// A candidate with its number in the form.
  record Line(int number, Candidate candidate) {

    public boolean mayGainNeeds() {
      return candidate.state() == State.CHANGED
          && candidate.needs().stream().anyMatch(need -> !need.declared());
    }
  }

  /// The lines of one namespace on this page.
  ///
  /// @param all how many of it there are on all pages
  record Group(String namespace, long all, List<Line> lines) {

    public String size() {
      return Plural.of(all, "workload");
    }

    /// Where the proposals of all lines come from, said once for each part where it is the same.
    public String shared() {
      return PARTS.keySet().stream()
          .filter(part -> !differs(part))
          .map(part -> part + ": " + reasons(part).getFirst() + ".")
          .collect(Collectors.joining(" "));
    }

    /// Whether each line says for itself where its proposal comes from.
    public boolean differs(String part) {
      return lines.size() < 2 || reasons(part).size() > 1;
    }

    private List<String> reasons(String part) {
      return lines.stream()
          .map(line -> Objects.requireNonNull(PARTS.get(part)).apply(line.candidate()).reason())
          .distinct()
          .toList();
    }
  }

  public List<Choice> crumbs() {
    return List.of(
        Choice.link("Clusters", "/clusters"), Choice.link(found.cluster().name(), clusterHref()));
  }

  public String clusterHref() {
    return "/clusters/" + found.cluster().slug();
  }

  private List<Candidate> matching() {
    return found.candidates().stream().filter(shown::holds).toList();
  }

  public List<Group> groups() {
    var matching = matching();
    var from = Math.min(matching.size(), shown.page() * ROWS);
    var page = matching.subList(from, Math.min(matching.size(), from + ROWS));
    var byNamespace = new LinkedHashMap<String, List<Line>>();
    for (var i = 0; i < page.size(); i++) {
      byNamespace
          .computeIfAbsent(page.get(i).workload().namespace(), _ -> new ArrayList<>())
          .add(new Line(i, page.get(i)));
    }
    var groups = new ArrayList<Group>();
    byNamespace.forEach((namespace, lines) ->
        groups.add(
            new Group(
                namespace,
                matching.stream()
                    .filter(each -> each.workload().namespace().equals(namespace))
                    .count(),
                lines)));
    return groups;
  }

  public List<Choice> choices() {
    var choices = new ArrayList<Choice>();
    for (var state : State.values()) {
      choices.add(
          Choice.counted(
              label(state),
              address(shown.only(state)),
              !shown.platform() && shown.state() == state,
              found.count(state)));
    }
    var platform = found.candidates().stream().filter(Candidate::platform).count();
    if (platform > 0) {
      choices.add(
          Choice.counted(
              "Of the cluster itself",
              address(new Shown(State.NEW, "", true, 0)),
              shown.platform(),
              platform));
    }
    return choices;
  }

  private static String label(State state) {
    return switch (state) {
      case NEW -> "New";
      case CHANGED -> "Changed";
      case GONE -> "Gone";
      case ADOPTED -> "Adopted";
    };
  }

  public List<Choice> namespaces() {
    var names =
        found.candidates().stream()
            .filter(each -> each.state() == shown.state() && each.platform() == shown.platform())
            .map(each -> each.workload().namespace())
            .distinct()
            .toList();
    var choices = new ArrayList<Choice>();
    choices.add(Choice.tab("Every namespace", address(in("")), shown.namespace().isEmpty()));
    names.forEach(
        name -> choices.add(Choice.tab(name, address(in(name)), name.equals(shown.namespace()))));
    return choices;
  }

  private Shown in(String namespace) {
    return new Shown(shown.state(), namespace, shown.platform(), 0);
  }

  public boolean fresh() {
    return shown.state() == State.NEW;
  }

  public boolean sends() {
    return road.adopts() ? fresh() || shown.state() == State.CHANGED : road.prepares() && fresh();
  }

  /// Whether a row of this page can be chosen.
  public boolean offers() {
    return sends()
        && (fresh()
            || groups().stream()
                .flatMap(group -> group.lines().stream())
                .anyMatch(Line::mayGainNeeds));
  }

  public long total() {
    return matching().size();
  }

  public String everything() {
    return "Every new workload (%d) as it is proposed, also those on other pages"
        .formatted(found.count(State.NEW));
  }

  public String shownWords() {
    var from = shown.page() * ROWS;
    var to = Math.min(total(), from + (long) ROWS);
    return total() <= ROWS
        ? Plural.of(total(), "workload")
        : "%d to %d of %s".formatted(from + 1, to, Plural.of(total(), "workload"));
  }

  public @Nullable String first() {
    return shown.page() == 0 ? null : address(in(shown.namespace()));
  }

  public @Nullable String next() {
    return (shown.page() + 1L) * ROWS >= total()
        ? null
        : address(new Shown(shown.state(), shown.namespace(), shown.platform(), shown.page() + 1));
  }

  public String emptyTitle() {
    return switch (shown.state()) {
      case NEW -> "Nothing new";
      case CHANGED -> "Nothing has changed";
      case GONE -> "Nothing is gone";
      case ADOPTED -> "Nothing is adopted yet";
    };
  }

  public String emptyText() {
    return switch (shown.state()) {
      case NEW -> "Every workload that the cluster shows is adopted, or is of the cluster itself.";
      case CHANGED -> "What is adopted says of itself what the portal says of it.";
      case GONE -> "Every workload that is adopted runs in the cluster.";
      case ADOPTED -> "Choose among the new ones.";
    };
  }

  private String address(Shown part) {
    var address =
        UriComponentsBuilder.fromPath(clusterHref() + "/discover")
            .queryParam("show", part.state().name().toLowerCase(Locale.ROOT));
    if (!part.namespace().isEmpty()) {
      address.queryParam("namespace", "{namespace}");
    }
    if (part.platform()) {
      address.queryParam("platform", true);
    }
    if (part.page() > 0) {
      address.queryParam("page", part.page());
    }
    return part.namespace().isEmpty()
        ? address.build().toUriString()
        : address.encode().buildAndExpand(part.namespace()).toUriString();
  }
}
