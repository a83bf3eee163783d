package dev.slipway.values;

import dev.slipway.clusters.ContainerImage;
import dev.slipway.clusters.LiveObject;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.kernel.Decimals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a file of values says of a workload, beside what runs, where both can be told.
final class RunningValues {

  private final ValuesFile file;
  private final List<String> prefixes;
  private final List<ValuesInForce.Line> rows = new ArrayList<>();

  private RunningValues(ValuesFile file, List<String> prefixes) {
    this.file = file;
    this.prefixes = prefixes;
  }

  /// @param live null where the cluster was not asked or did not answer
  static List<ValuesInForce.Line> of(
      ValuesFile file,
      String service,
      Placement placement,
      WorkloadState state,
      @Nullable LiveObject live) {
    var own = placement.workload().name();
    var running =
        new RunningValues(
            file, List.of("", camel(own) + ".", own + ".", camel(service) + ".", service + "."));
    running.replicas(state);
    running.image(state, placement.container());
    if (live != null) {
      running.resources(live.spec().path("template").path("spec"), placement.container());
    }
    return List.copyOf(running.rows);
  }

  private void replicas(WorkloadState state) {
    var autoscaler = state.autoscaler();
    for (var key : List.of("replicaCount", "replicas")) {
      said(key)
          .ifPresent(entry ->
              add(
                  entry,
                  Integer.toString(state.desired()),
                  autoscaler == null ? "" : autoscaler.name() + " decides the count"));
    }
    said("autoscaling.enabled")
        .ifPresent(entry -> add(entry, autoscaler == null ? "false" : "true", ""));
    if (autoscaler != null) {
      said("autoscaling.minReplicas")
          .ifPresent(entry -> add(entry, Integer.toString(autoscaler.minReplicas()), ""));
      said("autoscaling.maxReplicas")
          .ifPresent(entry -> add(entry, Integer.toString(autoscaler.maxReplicas()), ""));
    }
  }

  private void image(WorkloadState state, String container) {
    var found =
        state.images().stream()
            .filter(each -> each.container().equals(container))
            .map(ContainerImage::image)
            .findFirst();
    if (found.isEmpty()) {
      return;
    }
    var image = found.get().split("@", 2)[0];
    var colon = image.indexOf(':', image.lastIndexOf('/') + 1);
    var repository = colon < 0 ? image : image.substring(0, colon);
    said("image").ifPresent(entry -> add(entry, image, ""));
    said("image.tag")
        .ifPresent(entry -> add(entry, colon < 0 ? "latest" : image.substring(colon + 1), ""));
    said("image.repository")
        .ifPresent(entry -> {
          var registry = said("image.registry").map(ValuesFile.Entry::value).orElse("");
          var without =
              !registry.isEmpty() && repository.startsWith(registry + "/")
                  ? repository.substring(registry.length() + 1)
                  : repository;
          add(entry, without, "");
        });
  }

  private void resources(JsonNode pod, String container) {
    for (var each : pod.path("containers")) {
      if (!each.path("name").asString("").equals(container)) {
        continue;
      }
      for (var kind : List.of("requests", "limits")) {
        for (var what : List.of("cpu", "memory")) {
          var runs = each.path("resources").path(kind).path(what).asString("");
          said("resources." + kind + "." + what)
              .ifPresent(entry -> add(entry, runs.isEmpty() ? "none" : runs, ""));
        }
      }
    }
  }

  /// At the top of the file, or in the part of a larger chart that is named after the workload.
  private Optional<ValuesFile.Entry> said(String key) {
    return prefixes.stream()
        .flatMap(prefix -> file.at(prefix + key).stream())
        .filter(entry -> !entry.hidden())
        .findFirst();
  }

  private void add(ValuesFile.Entry said, String runs, String note) {
    var differs = !canonical(said.value()).equals(canonical(runs));
    rows.add(new ValuesInForce.Line(said.path(), said.value(), runs, differs, differs ? note : ""));
  }

  /// `1`, `1.0` and `1000m` are one size.
  private static String canonical(String size) {
    var number =
        size.endsWith("m")
            ? Decimals.read(size.substring(0, size.length() - 1)).map(each -> each.movePointLeft(3))
            : Decimals.read(size);
    return number.map(Decimals::plain).orElse(size);
  }

  /// `api-service` is `apiService` in most charts.
  private static String camel(String name) {
    var words = name.split("-", -1);
    var camel = new StringBuilder(words[0]);
    for (var at = 1; at < words.length; at++) {
      if (!words[at].isEmpty()) {
        camel
            .append(words[at].substring(0, 1).toUpperCase(Locale.ROOT))
            .append(words[at].substring(1));
      }
    }
    return camel.toString();
  }
}
