package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.ClusterUnreachable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What a cluster was asked for one page: every collection once, and not beyond the time that a
/// person waits. Remembers what it would not tell.
final class Asked {

  private static final Duration PATIENCE = Duration.ofSeconds(6);

  private final ClusterCalls calls;
  private final long began = System.nanoTime();
  private final Map<String, List<JsonNode>> answers = new HashMap<>();
  private final Set<String> partial = new HashSet<>();
  private final List<String> gaps = new ArrayList<>();

  Asked(ClusterCalls calls) {
    this.calls = calls;
  }

  /// The objects of a collection; none where the cluster has no such kind.
  ///
  /// @param what their name in a sentence, such as `network policies`
  List<JsonNode> list(String path, String what) {
    var known = answers.get(path);
    if (known == null) {
      var answer = ask(path + "?limit=500", what);
      known = answer.path("items").valueStream().toList();
      if (!Fields.text(answer.path("metadata"), "continue").isEmpty()) {
        gaps.add("Only the first " + known.size() + " " + what + " were read.");
        partial.add(path);
      }
      if (answer.isMissingNode()) {
        partial.add(path);
      }
      answers.put(path, known);
    }
    return known;
  }

  /// Whether the cluster told all objects of a collection that was asked for. What it has no kind
  /// of counts as not told.
  boolean toldAll(String path) {
    return answers.containsKey(path) && !partial.contains(path);
  }

  /// One object, or a missing node where there is none or it may not be read.
  JsonNode one(String path, String what) {
    return ask(path, what);
  }

  private JsonNode ask(String path, String what) {
    if (System.nanoTime() - began > PATIENCE.toNanos()) {
      gaps.add("Not asked for " + what + ": the cluster answers slowly.");
      return Fields.NOTHING;
    }
    try {
      var answer = calls.get(path);
      if (answer.status() == 403) {
        gaps.add("The portal's account may not read " + what + " in this cluster.");
      }
      return answer.ok() ? answer.json() : Fields.NOTHING;
    } catch (ClusterUnreachable failure) {
      gaps.add("No " + what + ": " + failure.getMessage());
      return Fields.NOTHING;
    }
  }

  /// What was not told since the last time, each once.
  List<String> gaps() {
    var told = gaps.stream().distinct().toList();
    gaps.clear();
    return told;
  }
}
