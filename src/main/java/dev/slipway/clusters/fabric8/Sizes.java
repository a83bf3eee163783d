package dev.slipway.clusters.fabric8;

import dev.slipway.clusters.SizeRules;
import dev.slipway.clusters.SizeRules.Horizontal;
import dev.slipway.clusters.SizeRules.Limit;
import dev.slipway.clusters.SizeRules.Vertical;
import dev.slipway.clusters.SyncedApplication;
import dev.slipway.clusters.WorkloadRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Reads who else decides about a workload: on its size, and on when it is synced.
final class Sizes {

  private static final List<String> RESOURCES = List.of("cpu", "memory");

  private final ClusterCalls calls;

  Sizes(ClusterCalls calls) {
    this.calls = calls;
  }

  SizeRules of(WorkloadRef ref) {
    var verticals = new ArrayList<Vertical>();
    for (var item : list(Paths.verticals(ref.namespace()))) {
      var mode = item.path("spec").path("updatePolicy").path("updateMode").asString("Auto");
      if (!mode.equals("Off") && targets(item.path("spec").path("targetRef"), ref)) {
        verticals.add(new Vertical(name(item), mode, leftAlone(item)));
      }
    }
    var horizontals = new ArrayList<Horizontal>();
    for (var item : list(Paths.autoscalers(ref.namespace()))) {
      var measured = measured(item.path("spec").path("metrics"));
      if (!measured.isEmpty() && targets(item.path("spec").path("scaleTargetRef"), ref)) {
        horizontals.add(new Horizontal(name(item), measured));
      }
    }
    var limits = new ArrayList<Limit>();
    for (var range : list(Paths.limitRanges(ref.namespace()))) {
      for (var limit : range.path("spec").path("limits")) {
        if (Fields.text(limit, "type").equals("Container")) {
          RESOURCES.forEach(resource -> limits.add(limit(name(range), limit, resource)));
        }
      }
    }
    return new SizeRules(verticals, horizontals, limits);
  }

  Optional<SyncedApplication> application(String name) {
    var underscore = name.indexOf('_');
    var namespace = underscore < 0 ? "" : name.substring(0, underscore);
    var plain = name.substring(underscore + 1);
    var named = new ArrayList<SyncedApplication>();
    for (var item : list("/apis/argoproj.io/v1alpha1/applications")) {
      var found = ApplicationRecord.read(item);
      if (found.name().equals(plain)
          && (namespace.isEmpty() || found.namespace().equals(namespace))) {
        named.add(found);
      }
    }
    return ApplicationRecord.meant(named, SyncedApplication::namespace);
  }

  private static java.util.Set<String> leftAlone(JsonNode vertical) {
    var names = new HashSet<String>();
    for (var policy : vertical.path("spec").path("resourcePolicy").path("containerPolicies")) {
      if (Fields.text(policy, "mode").equals("Off")) {
        names.add(Fields.text(policy, "containerName"));
      }
    }
    return names;
  }

  private static java.util.Set<String> measured(JsonNode metrics) {
    var resources = new TreeSet<String>();
    for (var metric : metrics) {
      for (var form : List.of("resource", "containerResource")) {
        var resource = metric.path(form);
        if (resource.path("target").has("averageUtilization")) {
          resources.add(Fields.text(resource, "name"));
        }
      }
    }
    return resources;
  }

  private static Limit limit(String range, JsonNode limit, String resource) {
    return new Limit(
        range,
        resource,
        Fields.maybe(limit.path("min"), resource),
        Fields.maybe(limit.path("max"), resource),
        Fields.maybe(limit.path("maxLimitRequestRatio"), resource),
        Fields.maybe(limit.path("defaultRequest"), resource),
        Fields.maybe(limit.path("default"), resource));
  }

  private static boolean targets(JsonNode target, WorkloadRef ref) {
    return ref.kind().kubernetes().equals(Fields.text(target, "kind"))
        && ref.name().equals(Fields.text(target, "name"));
  }

  private static String name(JsonNode object) {
    return Fields.text(object.path("metadata"), "name");
  }

  /// Nothing where the cluster has no such kind, or does not show it.
  private List<JsonNode> list(String path) {
    var answer = calls.get(path);
    if (answer.status() == 403 || answer.status() == 404) {
      return List.of();
    }
    return Reads.required(calls, answer).json().path("items").valueStream().toList();
  }
}
