package dev.slipway.onboarding;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.ClusterSurvey;
import dev.slipway.clusters.ClusterSurvey.Call;
import dev.slipway.clusters.ClusterSurvey.Found;
import dev.slipway.clusters.ContainerImage;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.onboarding.Candidate.Need;
import dev.slipway.onboarding.Candidate.State;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Turns what runs in a cluster and what the portal knows into one list of candidates. Pure.
final class Proposals {

  private static final List<String> SIDECARS =
      List.of("istio-proxy", "linkerd-proxy", "envoy", "vault-agent", "fluent-bit", "filebeat");

  private final Estate estate;
  private final ClusterSurvey survey;
  private final Guesses guesses;
  private final Map<WorkloadRef, Placement> placed;

  private Proposals(Estate estate, ClusterSurvey survey, String cluster) {
    this.estate = estate;
    this.survey = survey;
    this.guesses = new Guesses(estate, survey, cluster);
    this.placed = estate.placed();
  }

  /// @param cluster slug of the cluster
  static List<Candidate> of(Estate estate, ClusterSurvey survey, String cluster) {
    return new Proposals(estate, survey, cluster).all();
  }

  private List<Candidate> all() {
    var names = new ServiceNames(estate);
    Map<WorkloadRef, Candidate> found = new LinkedHashMap<>();
    survey.workloads().stream()
        .sorted(
            Comparator.comparing((Found each) -> Platform.owns(each.ref().namespace()))
                .thenComparing(each -> each.ref().namespace())
                .thenComparing(each -> each.ref().name())
                .thenComparing(each -> each.ref().kind()))
        .forEach(each -> {
          var candidate = candidate(each);
          found.put(
              each.ref(),
              candidate.placement() != null
                  ? candidate
                  : candidate.named(
                      names.take(
                          each.ref().name(),
                          each.ref().namespace(),
                          candidate.system().value(),
                          candidate.environment().value())));
        });
    var calls = survey.calls().stream().collect(Collectors.groupingBy(Call::from));
    var all = new ArrayList<Candidate>();
    found.forEach((ref, candidate) ->
        all.add(withNeeds(candidate, calls.getOrDefault(ref, List.of()), found)));
    placed.forEach((ref, placement) -> {
      if (!found.containsKey(ref) && survey.listed().contains(ref.kind())) {
        all.add(gone(ref, placement));
      }
    });
    return List.copyOf(all);
  }

  private Candidate candidate(Found found) {
    var containers = found.containers().stream().map(ContainerImage::container).toList();
    var placement = placed.get(found.ref());
    var service = placement == null ? null : estate.service(placement.service()).orElse(null);
    var container = placement == null ? main(found) : placement.container();
    var system = guesses.system(found);
    var environment = guesses.environment(found);
    var team = guesses.team(found, system.value());
    return service == null || placement == null
        ? new Candidate(
            found.ref(),
            State.NEW,
            containers,
            container,
            image(found, container),
            Proposal.NONE,
            system,
            environment,
            team,
            List.of(),
            List.of(),
            null,
            Platform.owns(found.ref().namespace()))
        : adopted(found, placement, service, system, environment, team);
  }

  private Candidate adopted(
      Found found,
      Placement placement,
      ServiceView service,
      Proposal system,
      Proposal environment,
      Proposal team) {
    var containers = found.containers().stream().map(ContainerImage::container).toList();
    var here = estate.environment(placement.environment()).map(EnvironmentView::slug).orElse("");
    var changes = new ArrayList<String>();
    if (!containers.contains(placement.container())) {
      changes.add(
          "Container %s is not in it any more; it has %s."
              .formatted(placement.container(), String.join(", ", containers)));
    }
    differs("environment", environment, here, changes);
    differs("system", system, service.systemSlug(), changes);
    differs("owner", team, service.teamSlug(), changes);
    return new Candidate(
        found.ref(),
        State.ADOPTED,
        containers,
        placement.container(),
        image(found, placement.container()),
        Proposal.guessed(service.slug(), "adopted"),
        Proposal.guessed(service.systemSlug(), "adopted"),
        Proposal.guessed(here, "adopted"),
        Proposal.guessed(service.teamSlug(), "adopted"),
        List.of(),
        changes,
        placement,
        Platform.owns(found.ref().namespace()));
  }

  /// Only what is written counts against what a person decided.
  private static void differs(String what, Proposal told, String known, List<String> changes) {
    if (told.told() && !told.isEmpty() && !told.value().equals(known)) {
      changes.add(
          "Its %s here is %s; %s it would be %s."
              .formatted(what, known, told.reason(), told.value()));
    }
  }

  private Candidate withNeeds(
      Candidate candidate, List<Call> calls, Map<WorkloadRef, Candidate> found) {
    var declared = declared(candidate.placement());
    var needs = new LinkedHashMap<String, Need>();
    for (var call : calls) {
      var to = found.get(call.to());
      if (to != null && !to.service().isEmpty()) {
        var slug = to.service().value();
        if (!slug.equals(candidate.service().value())) {
          needs.putIfAbsent(
              slug, new Need(call.to(), slug, call.because(), declared.contains(slug)));
        }
      }
    }
    var changes = new ArrayList<>(candidate.changes());
    if (candidate.placement() != null) {
      needs.values().stream()
          .filter(need -> !need.declared())
          .forEach(need ->
              changes.add(
                  "It seems to need %s, which is not declared: %s."
                      .formatted(need.service(), need.because())));
    }
    var state =
        candidate.state() == State.ADOPTED && !changes.isEmpty()
            ? State.CHANGED
            : candidate.state();
    return candidate.needing(List.copyOf(needs.values()), state, List.copyOf(changes));
  }

  private Set<String> declared(@Nullable Placement placement) {
    return placement == null ? Set.of() : estate.needsOf(placement.service());
  }

  private Candidate gone(WorkloadRef ref, Placement placement) {
    var service = estate.service(placement.service());
    return new Candidate(
        ref,
        State.GONE,
        List.of(),
        placement.container(),
        "",
        Proposal.guessed(service.map(ServiceView::slug).orElse(""), "adopted"),
        Proposal.guessed(service.map(ServiceView::systemSlug).orElse(""), "adopted"),
        Proposal.guessed(
            estate.environment(placement.environment()).map(EnvironmentView::slug).orElse(""),
            "adopted"),
        Proposal.guessed(service.map(ServiceView::teamSlug).orElse(""), "adopted"),
        List.of(),
        List.of("The cluster has no %s now.".formatted(ref)),
        placement,
        false);
  }

  /// The container that is called as the workload, or whose image is, else the first that is no
  /// known companion.
  private static String main(Found found) {
    var name = found.ref().name();
    return found.containers().stream()
        .filter(image -> image.container().equals(name))
        .findFirst()
        .or(() ->
            found.containers().stream()
                .filter(image -> repository(image.image()).equals(name))
                .findFirst())
        .or(() ->
            found.containers().stream()
                .filter(image ->
                    !SIDECARS.contains(image.container())
                        && !image.container().endsWith("-exporter"))
                .findFirst())
        .or(() -> found.containers().stream().findFirst())
        .map(ContainerImage::container)
        .orElse("");
  }

  private static String repository(String image) {
    var name = image.substring(image.lastIndexOf('/') + 1);
    return name.split("[:@]", 2)[0];
  }

  private static String image(Found found, String container) {
    return found.containers().stream()
        .filter(image -> image.container().equals(container))
        .map(ContainerImage::image)
        .findFirst()
        .orElse("");
  }
}
