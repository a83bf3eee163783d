package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterSurvey;
import dev.slipway.clusters.ClusterSurvey.Found;
import dev.slipway.clusters.ClusterSurvey.Space;
import dev.slipway.clusters.ContainerImage;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// One look at everything that runs in a cluster, page by page, and not beyond the time that a
/// person waits. Each object is reduced as it arrives; Secrets are never asked for.
final class Survey {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final int PAGE = 500;
  private static final int MOST = 5_000;
  private static final int LONGEST = 253;
  private static final Set<String> TELLING =
      Set.of("team", "owner", "squad", "system", "environment", "env");
  private static final String HELM = "meta.helm.sh/release-name";

  private final ClusterId cluster;
  private final ClusterCalls calls;
  private final Duration patience;
  private final long began = System.nanoTime();
  private final List<String> gaps = new ArrayList<>();

  /// @param patience after which nothing more is asked; what is missing then is told
  Survey(ClusterId cluster, ClusterCalls calls, Duration patience) {
    this.cluster = cluster;
    this.calls = calls;
    this.patience = patience;
  }

  /// A workload with what is needed to see whom it calls, for the length of the survey.
  record Seen(Found found, Map<String, String> podLabels, Set<HostNames.Mention> mentions) {

    WorkloadRef ref() {
      return found.ref();
    }

    String namespace() {
      return found.ref().namespace();
    }
  }

  ClusterSurvey take() {
    var asOf = Clock.systemUTC().instant();
    var spaces = new ArrayList<Space>();
    each(
        "/api/v1/namespaces",
        "Namespaces may not be listed, so their labels tell nothing here.",
        item -> spaces.add(space(item)));
    var listed = EnumSet.noneOf(WorkloadKind.class);
    var seen = new ArrayList<Seen>();
    for (var kind : WorkloadKind.values()) {
      var whole =
          each(
              WatchedKind.of(kind).path(),
              kind.kubernetes() + "s may not be listed; they are missing here.",
              item -> seen.add(seen(kind, item)));
      if (whole) {
        listed.add(kind);
      }
    }
    var neighbours = new Neighbours(spaces, seen);
    var services =
        each(
            "/api/v1/services",
            "Services may not be listed, so host names are compared with names of workloads.",
            neighbours::addService);
    if (!services) {
      neighbours.nameServicesAfterWorkloads();
    }
    each(
        "/apis/networking.k8s.io/v1/networkpolicies",
        "NetworkPolicies may not be listed; dependencies come from environment variables alone.",
        neighbours::addPolicy);
    return new ClusterSurvey(
        asOf,
        List.copyOf(spaces),
        seen.stream().map(Seen::found).toList(),
        neighbours.calls(),
        Set.copyOf(listed),
        List.copyOf(gaps));
  }

  /// Hands every object of a collection on.
  ///
  /// @return whether it was the whole collection
  private boolean each(String path, String withoutRight, Consumer<JsonNode> reader) {
    var query = "?limit=" + PAGE;
    var count = 0;
    while (true) {
      if (System.nanoTime() - began > patience.toNanos()) {
        gaps.add(late(path, count));
        return false;
      }
      var answer = calls.get(path + query);
      if (answer.status() == 403 || answer.status() == 404) {
        gaps.add(withoutRight);
        return false;
      }
      var list = Reads.required(calls, answer).json();
      for (var item : list.path("items")) {
        reader.accept(item);
        count++;
      }
      var next = Fields.text(list.path("metadata"), "continue");
      if (next.isEmpty()) {
        return true;
      }
      if (count >= MOST) {
        gaps.add("Only the first %,d of %s are shown.".formatted(count, collection(path)));
        return false;
      }
      query = "?limit=" + PAGE + "&continue=" + Paths.query(next);
    }
  }

  private String late(String path, int count) {
    var slow = "the cluster did not tell all within %d seconds.".formatted(patience.toSeconds());
    return count == 0
        ? "Not asked for %s: %s".formatted(collection(path), slow)
        : "Only the first %,d of %s were read: %s".formatted(count, collection(path), slow);
  }

  private static String collection(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static Space space(JsonNode item) {
    var metadata = item.path("metadata");
    return new Space(
        Fields.text(metadata, "name"),
        words(metadata.path("labels"), false),
        words(metadata.path("annotations"), true));
  }

  private Seen seen(WorkloadKind kind, JsonNode item) {
    var metadata = item.path("metadata");
    var template = item.path("spec").path("template");
    var ref =
        new WorkloadRef(
            cluster, Fields.text(metadata, "namespace"), kind, Fields.text(metadata, "name"));
    var found =
        new Found(
            ref,
            words(metadata.path("labels"), false),
            words(metadata.path("annotations"), true),
            ReadWorkload.images(template.path("spec")).stream()
                .filter(image -> !image.init())
                .map(Survey::bounded)
                .toList());
    return new Seen(
        found,
        words(template.path("metadata").path("labels"), false),
        HostNames.in(template.path("spec")));
  }

  private static ContainerImage bounded(ContainerImage image) {
    return new ContainerImage(cut(image.container()), cut(image.image()), null, false);
  }

  /// Labels as they are; of annotations only those that name an owner, a system or a release.
  private static Map<String, String> words(JsonNode node, boolean telling) {
    var words = new TreeMap<String, String>();
    Fields.map(node)
        .forEach((key, value) -> {
          var name = key.substring(key.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
          if (!telling || TELLING.contains(name) || key.equals(HELM)) {
            words.put(cut(key), cut(value));
          }
        });
    return Map.copyOf(words);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }
}
