package dev.slipway.home.web;

import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.Clusters;
import dev.slipway.clusters.ContainerImage;
import dev.slipway.clusters.Freshness;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.WorkloadRef;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.clusters.spi.PlacementHeld;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.NearMiss;
import dev.slipway.kernel.Reason;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads what a person typed about a placement and holds it against what the clusters show.
@Component
class PlacementForms {

  private final Services services;
  private final Environments environments;
  private final Clusters clusters;
  private final Placements placements;
  private final LiveWorkloads workloads;

  PlacementForms(
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

  WorkloadRef workload(PlacementForm form) {
    return new WorkloadRef(
        clusters.require(form.cluster()).id(),
        form.namespace(),
        WorkloadKind.valueOf(form.kind()),
        form.name());
  }

  /// The form as the placement stands.
  PlacementForm of(Placement placement) {
    var workload = placement.workload();
    var cluster = clusters.byId(workload.cluster()).map(ClusterView::slug).orElse("");
    return new PlacementForm(
        services.byId(placement.service()).orElseThrow().slug(),
        environments.byId(placement.environment()).orElseThrow().slug(),
        cluster,
        workload.namespace(),
        workload.kind().name(),
        workload.name(),
        placement.container(),
        String.join(
            "/",
            cluster,
            workload.namespace(),
            workload.kind().name(),
            workload.name(),
            placement.container()),
        "",
        "");
  }

  /// The placement as the person saw it who sent the form; null where the form does not say it.
  @Nullable Placement seen(PlacementForm form, Placement now) {
    var was = form.taking(form.seen());
    if (form.seen().isEmpty() || !isKind(was.kind()) || clusters.bySlug(was.cluster()).isEmpty()) {
      return null;
    }
    return new Placement(
        now.id(), now.service(), now.environment(), workload(was), was.container());
  }

  Map<String, String> missing(PlacementForm form) {
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

  /// What is missing where a placement is changed: also why.
  Map<String, String> missingToChange(PlacementForm form) {
    var errors = missing(form);
    try {
      Reason.required(form.reason());
    } catch (DomainFailure tooShort) {
      errors.put("reason", tooShort.detail());
    }
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

  /// What the cluster does not have, if it is live and nobody said that it comes later.
  Optional<AbsentWorkload> absent(PlacementForm form) {
    var ref = workload(form);
    if (form.comesLater() || workloads.freshnessOf(ref).state() != Freshness.State.LIVE) {
      return Optional.empty();
    }
    var state = workloads.state(ref).orElse(null);
    if (state == null) {
      return Optional.of(
          new AbsentWorkload(
              "Cluster " + form.cluster() + " has no " + ref + " now.", near(ref, form)));
    }
    var containers =
        state.images().stream()
            .filter(image -> !image.init())
            .map(ContainerImage::container)
            .collect(Collectors.joining(", "));
    return state.images().stream().anyMatch(image -> image.container().equals(form.container()))
        ? Optional.empty()
        : Optional.of(
            new AbsentWorkload(
                "%s has no container %s now. It has %s."
                    .formatted(ref, form.container(), containers),
                List.of()));
  }

  private List<WorkloadState> near(WorkloadRef ref, PlacementForm form) {
    Map<String, WorkloadState> byName = new LinkedHashMap<>();
    clusters
        .bySlug(form.cluster())
        .ifPresent(
            cluster -> free(cluster, null).forEach(each -> byName.put(words(each.ref()), each)));
    return NearMiss.among(byName.keySet(), words(ref), "").stream()
        .map(miss -> byName.get(miss.name()))
        .toList();
  }

  private static String words(WorkloadRef ref) {
    return ref.namespace() + "/" + ref.name() + " " + ref.kind().kubernetes();
  }

  PlacementFormPage page(
      PlacementForm form, Map<String, String> errors, @Nullable AbsentWorkload absent) {
    return page(form, errors, absent, null, null);
  }

  /// @param placement the one that is changed; null for a new one
  /// @param held what keeps it from being changed now
  PlacementFormPage page(
      PlacementForm form,
      Map<String, String> errors,
      @Nullable AbsentWorkload absent,
      @Nullable Placement placement,
      @Nullable PlacementHeld held) {
    var seen =
        clusters.bySlug(form.cluster()).map(cluster -> free(cluster, placement)).orElse(List.of());
    return new PlacementFormPage(
        services.all(),
        environments.all(),
        clusters.all(),
        seen.stream().limit(100).toList(),
        form,
        errors,
        absent,
        placement,
        held);
  }

  private List<WorkloadState> free(ClusterView cluster, @Nullable Placement own) {
    return workloads.all(cluster.id()).stream()
        .filter(workload ->
            placements
                .of(workload.ref())
                .map(placed -> own != null && placed.id().equals(own.id()))
                .orElse(true))
        .sorted(Comparator.comparing(workload -> workload.ref().toString()))
        .toList();
  }
}
