package dev.slipway.clusters.fabric8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// The workloads that share a namespace, by what their templates say.
///
/// @param whole whether all kinds were told; what is not in it may still exist otherwise
record Neighbourhood(List<Workload> workloads, boolean whole) {

  /// One workload or CronJob.
  ///
  /// @param replicas how many pods it wants; 0 where nodes or times decide
  record Workload(
      String kind, String name, int replicas, JsonNode pod, List<String> claimPrefixes) {

    String words() {
      return kind + " " + name;
    }

    /// Whether its pods mount the claim.
    boolean mounts(String claim) {
      for (var volume : pod.path("volumes")) {
        if (claim.equals(Fields.text(volume.path("persistentVolumeClaim"), "claimName"))) {
          return true;
        }
      }
      return claimPrefixes.stream()
          .anyMatch(prefix ->
              claim.startsWith(prefix) && claim.substring(prefix.length()).matches("\\d+"));
    }
  }

  static Neighbourhood of(Asked asked, String namespace) {
    List<Workload> found = new ArrayList<>();
    var whole = true;
    for (var kind : List.of("Deployment", "StatefulSet", "DaemonSet")) {
      var plural = kind.toLowerCase(Locale.ROOT) + "s";
      var path = Paths.apps(namespace, plural);
      for (var each : asked.list(path, kind + "s")) {
        found.add(workload(kind, each, each.path("spec").path("template")));
      }
      whole &= asked.toldAll(path);
    }
    var crons = Paths.batch(namespace, "cronjobs");
    for (var each : asked.list(crons, "CronJobs")) {
      var template = each.path("spec").path("jobTemplate").path("spec").path("template");
      found.add(workload("CronJob", each, template));
    }
    var jobs = Paths.batch(namespace, "jobs");
    for (var each : asked.list(jobs, "Jobs")) {
      if (Fields.controllerUid(each.path("metadata")) == null) {
        found.add(workload("Job", each, each.path("spec").path("template")));
      }
    }
    whole &= asked.toldAll(crons) && asked.toldAll(jobs);
    return new Neighbourhood(List.copyOf(found), whole);
  }

  private static Workload workload(String kind, JsonNode object, JsonNode template) {
    var name = Fields.text(object.path("metadata"), "name");
    var spec = object.path("spec");
    var prefixes =
        spec.path("volumeClaimTemplates")
            .valueStream()
            .map(each -> Fields.text(each.path("metadata"), "name") + "-" + name + "-")
            .toList();
    var counted = kind.equals("Deployment") || kind.equals("StatefulSet");
    return new Workload(
        kind,
        name,
        counted ? Fields.number(spec, "replicas", 1) : 0,
        template.path("spec"),
        prefixes);
  }
}
