package dev.slipway.onboarding;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.SystemView;
import dev.slipway.clusters.ClusterSurvey;
import dev.slipway.clusters.ClusterSurvey.Found;
import dev.slipway.clusters.ClusterSurvey.Space;
import dev.slipway.identity.TeamSummary;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What labels, names and neighbours tell of one workload: its environment, its system and the team
/// that owns it. What is written counts more than what lies beside it, and that more than a name.
final class Guesses {

  private static final List<String> ENVIRONMENT =
      List.of("environment", "env", "app.kubernetes.io/environment", "stage");
  private static final List<String> SYSTEM = List.of("app.kubernetes.io/part-of", "system");
  private static final List<String> OWNER =
      List.of("team", "owner", "app.kubernetes.io/team", "app.kubernetes.io/owner", "squad");
  private static final String RELEASE = "meta.helm.sh/release-name";
  private static final String INSTANCE = "app.kubernetes.io/instance";

  /// Beginnings of names that tell nothing of what belongs together.
  private static final Set<String> COMMON =
      Set.of("team", "app", "apps", "service", "services", "project", "my", "the", "ns", "k8s");

  private final Estate estate;
  private final String cluster;
  private final Map<String, Space> spaces = new HashMap<>();
  private final Map<String, Set<String>> families = new HashMap<>();
  private final Map<String, Neighbours> neighbours = new HashMap<>();
  private final Map<String, Optional<String>> owners = new HashMap<>();

  /// @param cluster slug of the cluster
  Guesses(Estate estate, ClusterSurvey survey, String cluster) {
    this.estate = estate;
    this.cluster = cluster;
    survey.namespaces().forEach(space -> spaces.put(space.name(), space));
    Stream.concat(
            spaces.keySet().stream(),
            survey.workloads().stream().map(found -> found.ref().namespace()))
        .distinct()
        .filter(namespace -> !Platform.owns(namespace))
        .map(Guesses::plain)
        .filter(name -> name.indexOf('-') > 1)
        .forEach(name ->
            families
                .computeIfAbsent(name.substring(0, name.indexOf('-')), _ -> new HashSet<>())
                .add(name));
  }

  Proposal environment(Found found) {
    var namespace = found.ref().namespace();
    return written(found, ENVIRONMENT)
        .map(told -> new Proposal(environmentCalled(told.value()), told.reason(), true))
        .filter(told -> !told.isEmpty())
        .or(() ->
            neighbours(namespace)
                .environment()
                .map(slug ->
                    Proposal.guessed(
                        slug, "what is adopted of namespace " + namespace + " is there")))
        .or(() ->
            Stage.inTheNameOf(namespace)
                .map(cut -> stage(cut, "from the name of namespace " + namespace)))
        .or(() ->
            Stage.atTheEndOf(found.ref().name())
                .filter(cut -> !cut.rest().isEmpty())
                .map(cut -> stage(cut, "from the end of its name")))
        .or(() ->
            Stage.inTheNameOf(cluster)
                .map(cut -> stage(cut, "from the name of cluster " + cluster)))
        .orElse(Proposal.NONE);
  }

  private Proposal stage(Stage.Cut cut, String reason) {
    return Proposal.guessed(environmentCalled(cut.word()), reason);
  }

  /// The environment that goes by this word: of its own name, else the only one of its stage, else
  /// the one of its stage that this cluster carries, else a new one.
  private String environmentCalled(String word) {
    var slug = Names.slug(word);
    var stage = Stage.of(slug);
    if (stage.isEmpty() || has(slug)) {
      return slug;
    }
    var alike =
        estate.environments().stream()
            .map(EnvironmentView::slug)
            .filter(known -> Stage.of(known).or(() -> last(known)).equals(stage))
            .toList();
    var here = estate.environmentsHere().map(EnvironmentView::slug).filter(alike::contains);
    return one(alike.stream()).or(() -> one(here)).orElseGet(() -> stage.get().slug());
  }

  private static Optional<Stage> last(String slug) {
    return Stage.inTheNameOf(slug).map(Stage.Cut::stage);
  }

  private boolean has(String environment) {
    return estate.environments().stream().anyMatch(known -> known.slug().equals(environment));
  }

  Proposal system(Found found) {
    var namespace = found.ref().namespace();
    return written(found, SYSTEM)
        .map(told -> new Proposal(systemCalled(told.value()), told.reason(), true))
        .filter(told -> !told.isEmpty())
        .or(() ->
            neighbours(namespace)
                .system()
                .map(slug ->
                    Proposal.guessed(
                        slug, "what is adopted of namespace " + namespace + " belongs to it")))
        .or(() -> fromNamespace(namespace))
        .or(() ->
            Stream.of(found.annotations().get(RELEASE), found.labels().get(INSTANCE))
                .filter(release -> release != null && !release.isBlank())
                .map(release -> Proposal.guessed(systemCalled(release), "from its Helm release"))
                .findFirst())
        .or(() ->
            Optional.of(plain(cluster))
                .filter(name -> !name.isEmpty())
                .map(name ->
                    Proposal.guessed(systemCalled(name), "from the name of cluster " + cluster)))
        .orElse(Proposal.NONE);
  }

  private Optional<Proposal> fromNamespace(String namespace) {
    var name = plain(namespace);
    if (name.isEmpty() || name.equals("default")) {
      return Optional.empty();
    }
    var family = name.indexOf('-') > 0 ? name.substring(0, name.indexOf('-')) : name;
    var members = families.getOrDefault(family, Set.of());
    if (members.size() > 1 && !COMMON.contains(family)) {
      return Optional.of(
          Proposal.guessed(
              systemCalled(family),
              "%d namespaces begin with %s-".formatted(members.size(), family)));
    }
    return Optional.of(
        Proposal.guessed(systemCalled(name), "from the name of namespace " + namespace));
  }

  /// A namespace without its stage and without the ending `-system`.
  private static String plain(String namespace) {
    var name = Stage.inTheNameOf(namespace).map(Stage.Cut::rest).orElse(namespace);
    return name.endsWith("-system") ? name.substring(0, name.length() - 7) : name;
  }

  private String systemCalled(String name) {
    return estate.systems().stream()
        .filter(
            known -> known.slug().equals(Names.slug(name)) || known.name().equalsIgnoreCase(name))
        .map(SystemView::slug)
        .findFirst()
        .orElseGet(() -> Names.slug(name));
  }

  /// Only a team of the portal is proposed: whoever a label names has to be one.
  Proposal team(Found found, String system) {
    var namespace = found.ref().namespace();
    var written = written(found, OWNER);
    if (written.isPresent()) {
      var told = written.get();
      return estate.teams().stream()
          .filter(team ->
              team.slug().equals(Names.slug(told.value()))
                  || team.name().equalsIgnoreCase(told.value()))
          .map(TeamSummary::slug)
          .findFirst()
          .map(slug -> Proposal.told(slug, told.reason()))
          .orElseGet(() -> new Proposal("", told.reason() + ", and there is no such team", false));
    }
    return neighbours(namespace)
        .team()
        .map(slug -> Proposal.guessed(slug, "owns what is adopted of namespace " + namespace))
        .or(() ->
            ownerOf(system).map(slug -> Proposal.guessed(slug, "owns all of system " + system)))
        .or(() ->
            one(estate.teams().stream().map(TeamSummary::slug))
                .map(slug -> Proposal.guessed(slug, "the only team there is")))
        .orElse(Proposal.NONE);
  }

  /// The first of these labels or annotations, of the workload before its namespace.
  private Optional<Proposal> written(Found found, List<String> keys) {
    var space =
        spaces.getOrDefault(
            found.ref().namespace(), new Space(found.ref().namespace(), Map.of(), Map.of()));
    var whose = " of namespace " + found.ref().namespace();
    return Stream.of(
            first(found.labels(), keys, "label", ""),
            first(found.annotations(), keys, "annotation", ""),
            first(space.labels(), keys, "label", whose),
            first(space.annotations(), keys, "annotation", whose))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Proposal> first(
      Map<String, String> words, List<String> keys, String what, String whose) {
    for (var key : keys) {
      var said = words.getOrDefault(key, "").strip();
      if (!said.isEmpty()) {
        return Optional.of(
            Proposal.told(said, "from %s %s=%s%s".formatted(what, key, said, whose)));
      }
    }
    return Optional.empty();
  }

  /// What all that is adopted of a namespace has in common.
  private record Neighbours(
      Optional<String> environment, Optional<String> system, Optional<String> team) {}

  private Neighbours neighbours(String namespace) {
    return neighbours.computeIfAbsent(
        namespace,
        _ ->
            new Neighbours(
                one(estate.environmentsIn(namespace).map(EnvironmentView::slug)),
                one(estate.servicesIn(namespace).map(ServiceView::systemSlug)),
                one(estate.servicesIn(namespace).map(ServiceView::teamSlug))));
  }

  private Optional<String> ownerOf(String system) {
    return owners.computeIfAbsent(
        system,
        _ ->
            one(
                estate.services().stream()
                    .filter(service -> service.systemSlug().equals(system))
                    .map(ServiceView::teamSlug)));
  }

  /// The one value that all of them have.
  private static Optional<String> one(Stream<String> values) {
    var all = values.distinct().limit(2).toArray(String[]::new);
    return all.length == 1 ? Arrays.stream(all).findFirst() : Optional.empty();
  }
}
