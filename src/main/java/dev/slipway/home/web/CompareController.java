package dev.slipway.home.web;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.ClusterGateway;
import dev.slipway.clusters.ContainerImage;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.home.Matrix;
import dev.slipway.home.Observed;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Requires;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// What is different between two environments of a service. Facts come from memory; only
/// configuration asks the clusters, in a fragment of its own.
@Controller
class CompareController {

  private final CellReader cells;
  private final Services services;
  private final Placements placements;
  private final Environments environments;
  private final LiveWorkloads workloads;
  private final ClusterGateway gateway;
  private final Matrix matrix;

  CompareController(
      CellReader cells,
      Services services,
      Placements placements,
      Environments environments,
      LiveWorkloads workloads,
      ClusterGateway gateway,
      Matrix matrix) {
    this.cells = cells;
    this.services = services;
    this.placements = placements;
    this.environments = environments;
    this.workloads = workloads;
    this.gateway = gateway;
    this.matrix = matrix;
  }

  @GetMapping("/compare")
  @Requires(Permission.VIEW)
  String compare(
      @RequestParam(defaultValue = "") String service,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      Actor actor,
      Model model) {
    if (service.isBlank()) {
      model.addAttribute("page", choice(from, to));
      return "home/compare-choice";
    }
    var found = cells.service(service);
    var stages = stages(found);
    var left = chosen(stages, from, 0);
    var right = chosen(stages, to, stages.size() - 1);
    var mayDeploy =
        stages.stream()
            .anyMatch(stage -> stage.slug().equals(right) && cells.mayPlan(found, stage, actor));
    model.addAttribute(
        "page", new ComparePage(found, stages, left, right, rows(found, left, right), mayDeploy));
    return "home/compare";
  }

  @GetMapping("/compare/configuration")
  @Requires(Permission.VIEW)
  String configuration(
      @RequestParam String service,
      @RequestParam String from,
      @RequestParam String to,
      Model model) {
    var left = configuration(cells.placed(service, from));
    var right = configuration(cells.placed(service, to));
    var names = new TreeSet<>(left.keySet());
    names.addAll(right.keySet());
    model.addAttribute(
        "page",
        new ComparePage.Configuration(
            from,
            to,
            names.stream()
                .map(name -> new ComparePage.Row(name, left.get(name), right.get(name)))
                .toList()));
    return "home/compare-rows :: configuration";
  }

  /// Whoever comes from an environment most likely asks what the stage before it has.
  private CompareChoice choice(String from, String to) {
    var stages = environments.all();
    var here = stages.stream().map(EnvironmentView::slug).toList().indexOf(to);
    var before = here > 0 ? stages.get(here - 1).slug() : "";
    return new CompareChoice(comparable(), stages, from.isEmpty() ? before : from, to);
  }

  /// Services that run in more than one environment: only those have anything to compare.
  private List<ServiceView> comparable() {
    return services.all().stream()
        .filter(service -> placements.ofService(service.id()).size() > 1)
        .sorted(Comparator.comparing(ServiceView::slug))
        .toList();
  }

  private List<EnvironmentView> stages(ServiceView service) {
    return environments.all().stream()
        .filter(stage -> cells.placement(service, stage).isPresent())
        .toList();
  }

  private static String chosen(List<EnvironmentView> stages, String wanted, int usual) {
    var known = stages.stream().map(EnvironmentView::slug).filter(wanted::equals).findFirst();
    return known.orElseGet(() -> stages.isEmpty() ? "" : stages.get(usual).slug());
  }

  private @Nullable List<ComparePage.Row> rows(ServiceView service, String from, String to) {
    if (from.equals(to)) {
      return null;
    }
    var left = cells.placed(service.slug(), from);
    var right = cells.placed(service.slug(), to);
    Observed seenLeft = matrix.observed(left);
    Observed seenRight = matrix.observed(right);
    List<ComparePage.Row> rows = new ArrayList<>();
    rows.add(row("Version", seenLeft.version().text(), seenRight.version().text()));
    rows.add(row("Image", seenLeft.version().image(), seenRight.version().image()));
    rows.add(row("Digest", seenLeft.version().digest(), seenRight.version().digest()));
    rows.add(row("Ready", seenLeft.readyText(), seenRight.readyText()));
    rows.add(row("Template", hash(left), hash(right)));
    rows.add(row("Containers", containers(left), containers(right)));
    rows.add(row("Also written by", owners(left), owners(right)));
    return rows;
  }

  private static ComparePage.Row row(String label, @Nullable String left, @Nullable String right) {
    return new ComparePage.Row(label, known(left), known(right));
  }

  private static @Nullable String known(@Nullable String value) {
    return value == null || value.isEmpty() ? null : value;
  }

  private @Nullable String hash(Placement placement) {
    return workloads
        .state(placement.workload())
        .map(WorkloadState::templateHash)
        .map(hash -> hash.substring(0, Math.min(12, hash.length())))
        .orElse(null);
  }

  private @Nullable String containers(Placement placement) {
    var state = live(placement);
    return state == null
        ? null
        : String.join(", ", state.images().stream().map(ContainerImage::container).toList());
  }

  private @Nullable String owners(Placement placement) {
    var state = live(placement);
    if (state == null) {
      return null;
    }
    return state.owners().isEmpty() ? "nobody" : CellPage.ownersInWords(state);
  }

  private @Nullable WorkloadState live(Placement placement) {
    return workloads.state(placement.workload()).orElse(null);
  }

  /// Short content hashes by name of the ConfigMap; a missing one says so.
  private Map<String, String> configuration(Placement placement) {
    Map<String, String> found = new TreeMap<>();
    gateway
        .read(placement.workload())
        .ifPresent(live ->
            gateway
                .configMapHashes(placement.workload(), live.spec().path("template"))
                .forEach((name, hash) ->
                    found.put(
                        name,
                        hash == null
                            ? "missing"
                            : hash.substring(0, Math.min(12, hash.length())))));
    return found;
  }
}
