package dev.slipway.home.web;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.PlaceService;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Requires;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// Says which workload of which cluster runs a service in an environment. Whoever may edit the
/// service there may say it.
@Controller
class PlacementController {

  private static final String VIEW = "home/placement-form";

  private final Services services;
  private final Environments environments;
  private final Clusters clusters;
  private final Placements placements;
  private final LiveWorkloads workloads;

  PlacementController(
      Services services,
      Environments environments,
      Clusters clusters,
      Placements placements,
      LiveWorkloads workloads) {
    this.services = services;
    this.environments = environments;
    this.clusters = clusters;
    this.placements = placements;
    this.workloads = workloads;
  }

  @GetMapping("/placements/new")
  @Requires(Permission.SERVICE_EDIT)
  ModelAndView form(@ModelAttribute PlacementForm form) {
    return new ModelAndView(VIEW, "page", page(form, Map.of()));
  }

  /// Shows what runs in the chosen cluster; by an address that can be shared, without the form's
  /// token.
  @PostMapping(value = "/placements", params = "look")
  @Requires(Permission.SERVICE_EDIT)
  String look(@ModelAttribute PlacementForm form) {
    return "redirect:"
        + UriComponentsBuilder.fromPath("/placements/new")
            .queryParam("service", "{service}")
            .queryParam("environment", "{environment}")
            .queryParam("cluster", "{cluster}")
            .queryParam("namespace", "{namespace}")
            .queryParam("kind", "{kind}")
            .queryParam("name", "{name}")
            .queryParam("container", "{container}")
            .encode()
            .buildAndExpand(
                form.service(),
                form.environment(),
                form.cluster(),
                form.namespace(),
                form.kind(),
                form.name(),
                form.container())
            .toUriString();
  }

  @PostMapping(value = "/placements", params = "!look")
  @Requires(Permission.SERVICE_EDIT)
  ModelAndView place(@ModelAttribute PlacementForm form, Actor actor) {
    var errors = missing(form);
    if (errors.isEmpty()) {
      try {
        return new ModelAndView("redirect:" + placed(form, actor));
      } catch (DomainFailure refused) {
        if (refused.problem().status() != 422 && refused.problem() != ProblemType.CONFLICT) {
          throw refused;
        }
        errors.put("name", refused.detail());
      }
    }
    var again = new ModelAndView(VIEW, "page", page(form, errors));
    again.setStatus(HttpStatusCode.valueOf(422));
    return again;
  }

  private String placed(PlacementForm form, Actor actor) {
    var service = services.require(form.service());
    var environment = environments.require(form.environment());
    var cluster = clusters.require(form.cluster());
    var kind = WorkloadKind.valueOf(form.kind());
    var workload = new WorkloadRef(cluster.id(), form.namespace(), kind, form.name());
    placements.place(
        new PlaceService(service.id(), environment.id(), workload, form.container()), actor);
    return "/services/" + service.slug() + "/env/" + environment.slug();
  }

  private Map<String, String> missing(PlacementForm form) {
    Map<String, String> errors = new LinkedHashMap<>();
    require(
        errors,
        "service",
        services.bySlug(form.service()).isPresent(),
        "Name a service of the catalog.");
    require(
        errors,
        "environment",
        environments.bySlug(form.environment()).isPresent(),
        "Choose an environment.");
    require(errors, "cluster", clusters.bySlug(form.cluster()).isPresent(), "Choose a cluster.");
    require(errors, "namespace", !form.namespace().isEmpty(), "Name the namespace.");
    require(errors, "kind", isKind(form.kind()), "Choose what kind of workload it is.");
    require(errors, "name", !form.name().isEmpty(), "Name the workload.");
    require(
        errors,
        "container",
        !form.container().isEmpty(),
        "Name the container whose image is the version.");
    return errors;
  }

  private static boolean isKind(String kind) {
    return Arrays.stream(WorkloadKind.values()).anyMatch(known -> known.name().equals(kind));
  }

  private static void require(
      Map<String, String> errors, String field, boolean holds, String fault) {
    if (!holds) {
      errors.put(field, fault);
    }
  }

  private PlacementFormPage page(PlacementForm form, Map<String, String> errors) {
    var seen = clusters.bySlug(form.cluster()).map(this::unplaced).orElse(List.of());
    return new PlacementFormPage(
        services.all(), environments.all(), clusters.all(), seen, form, errors);
  }

  private List<WorkloadState> unplaced(ClusterView cluster) {
    return workloads.all(cluster.id()).stream()
        .filter(workload -> placements.of(workload.ref()).isEmpty())
        .sorted(Comparator.comparing(workload -> workload.ref().toString()))
        .limit(100)
        .toList();
  }
}
