package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.clusters.spi.PlacementHeld;
import dev.slipway.shell.Choice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The form that says which workload runs a service in an environment.
///
/// @param seen workloads of the chosen cluster that no service has yet
/// @param absent what the cluster does not have; null if it has it or nobody knows
/// @param placement the one that is changed; null for a new one
/// @param held what keeps it from being changed now
record PlacementFormPage(
    List<ServiceView> services,
    List<EnvironmentView> environments,
    List<ClusterView> clusters,
    List<WorkloadState> seen,
    PlacementForm form,
    Map<String, String> errors,
    @Nullable AbsentWorkload absent,
    @Nullable Placement placement,
    @Nullable PlacementHeld held) {

  public List<Choice> crumbs() {
    return form.service().isEmpty()
        ? List.of(Choice.link("Services", "/services"))
        : List.of(
            Choice.link("Services", "/services"),
            Choice.link(form.service(), "/services/" + form.service()));
  }

  public Map<String, String> environmentNames() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("", "Choose an environment");
    environments.forEach(stage -> names.put(stage.slug(), stage.name()));
    return names;
  }

  /// The environment as people call it.
  public String environmentName() {
    return environmentNames().getOrDefault(form.environment(), form.environment());
  }

  public Map<String, String> clusterNames() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("", "Choose a cluster");
    clusters.forEach(cluster -> names.put(cluster.slug(), cluster.name()));
    return names;
  }

  public Map<String, String> kinds() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("", "Choose a kind");
    for (var kind : WorkloadKind.values()) {
      names.put(kind.name(), kind.kubernetes());
    }
    return names;
  }

  public String cellHref() {
    return "/services/" + form.service() + "/env/" + form.environment();
  }

  public @Nullable String error(String field) {
    return errors.get(field);
  }

  /// What a button sends that fills the form with a workload that was seen. It names the cluster of
  /// the list, since another may be chosen meanwhile.
  public String take(WorkloadState workload) {
    var container =
        workload.images().stream()
            .filter(image -> !image.init())
            .map(image -> image.container())
            .findFirst()
            .orElse("");
    return String.join(
        "/",
        form.cluster(),
        workload.ref().namespace(),
        workload.ref().kind().name(),
        workload.ref().name(),
        container);
  }
}
