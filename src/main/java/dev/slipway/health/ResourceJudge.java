package dev.slipway.health;

import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.resources.ClusterResources;
import dev.slipway.clusters.resources.ClusterResources.Claim;
import dev.slipway.clusters.resources.ClusterResources.Name;
import dev.slipway.clusters.resources.ClusterResources.Route;
import dev.slipway.clusters.resources.ClusterResources.Template;
import dev.slipway.clusters.resources.ClusterResources.Way;
import dev.slipway.clusters.resources.ResourceKind;
import dev.slipway.health.AlertLine.At;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Judges what one cluster told, and lays it beside the services that need it: an autoscaler beside
/// what it scales, a quota beside all of its namespace, a volume beside what mounts it, a Service
/// beside what it selects, an Ingress beside what is behind its Services.
final class ResourceJudge {

  private final ClusterResources told;
  private final String cluster;
  private final String clusterName;
  private final Map<Workload, At> placed;
  private final EndpointRules.Sight sight;
  private final Map<String, List<Template>> templates = new HashMap<>();
  private final Map<Name, Way> services = new HashMap<>();
  private final List<ResourceReading> readings = new ArrayList<>();

  /// A workload of this cluster.
  record Workload(WorkloadKind kind, Name name) {}

  /// @param placed where services are placed in this cluster
  private ResourceJudge(
      ClusterResources told, String cluster, String clusterName, Map<Workload, At> placed) {
    this.told = told;
    this.cluster = cluster;
    this.clusterName = clusterName;
    this.placed = placed;
    this.sight =
        new EndpointRules.Sight(
            isWhole(ResourceKind.ENDPOINTS), tellsAllWorkloads(), isWhole(ResourceKind.SERVICE));
    told.templates()
        .forEach(one ->
            templates.computeIfAbsent(one.name().namespace(), _ -> new ArrayList<>()).add(one));
    told.services().forEach(one -> services.put(one.name(), one));
  }

  static List<ResourceReading> readings(
      ClusterResources told, String cluster, String clusterName, Map<Workload, At> placed) {
    return new ResourceJudge(told, cluster, clusterName, placed).judged();
  }

  private boolean isWhole(ResourceKind kind) {
    return told.of(kind).isWhole();
  }

  private boolean tellsAllWorkloads() {
    return isWhole(ResourceKind.DEPLOYMENT)
        && isWhole(ResourceKind.STATEFUL_SET)
        && isWhole(ResourceKind.DAEMON_SET);
  }

  private List<ResourceReading> judged() {
    told.scalers()
        .forEach(one ->
            add(
                ResourceSort.AUTOSCALER,
                one.name(),
                ScalingRules.of(one),
                scaled(one.kind(), new Name(one.name().namespace(), one.target()))));
    told.quotas()
        .forEach(one ->
            add(
                ResourceSort.QUOTA,
                one.name(),
                QuotaRules.of(one),
                inNamespace(one.name().namespace())));
    told.claims().forEach(this::claim);
    told.services().stream()
        .filter(one -> !one.type().equals("ExternalName"))
        .forEach(this::service);
    told.ingresses().forEach(this::ingress);
    return List.copyOf(readings);
  }

  private void claim(Claim claim) {
    var by = in(claim.name()).filter(one -> one.mounts(claim.name().name())).toList();
    add(
        ResourceSort.VOLUME,
        claim.name(),
        VolumeRules.of(claim, mounted(by), told.asOf()),
        places(by));
  }

  private VolumeRules.Mounted mounted(List<Template> by) {
    if (by.stream().anyMatch(one -> one.replicas() > 0)) {
      return VolumeRules.Mounted.YES;
    }
    return sight.templates() ? VolumeRules.Mounted.NO : VolumeRules.Mounted.UNKNOWN;
  }

  private void service(Way service) {
    var behind = behind(service);
    add(
        ResourceSort.SERVICE,
        service.name(),
        EndpointRules.of(service, behind, sight, told.asOf()),
        places(behind));
  }

  private List<Template> behind(Way service) {
    return in(service.name()).filter(one -> one.isSelectedBy(service.selector())).toList();
  }

  private void ingress(Route ingress) {
    var namespace = ingress.name().namespace();
    var behind =
        ingress.backends().stream()
            .map(backend -> services.get(new Name(namespace, backend.service())))
            .flatMap(service -> service == null ? Stream.of() : behind(service).stream())
            .toList();
    add(
        ResourceSort.INGRESS,
        ingress.name(),
        EndpointRules.of(ingress, services, sight),
        places(behind));
  }

  private Stream<Template> in(Name object) {
    return templates.getOrDefault(object.namespace(), List.of()).stream();
  }

  private List<At> scaled(String kind, Name target) {
    return Stream.of(WorkloadKind.values())
        .filter(one -> one.kubernetes().equals(kind))
        .flatMap(one -> Stream.ofNullable(placed.get(new Workload(one, target))))
        .toList();
  }

  private List<At> inNamespace(String namespace) {
    return placed.entrySet().stream()
        .filter(each -> each.getKey().name().namespace().equals(namespace))
        .map(Map.Entry::getValue)
        .sorted((one, other) -> one.path().compareTo(other.path()))
        .toList();
  }

  private List<At> places(Collection<Template> some) {
    return some.stream()
        .flatMap(one -> Stream.ofNullable(placed.get(new Workload(one.kind(), one.name()))))
        .distinct()
        .toList();
  }

  private void add(ResourceSort sort, Name name, ResourceFinding found, List<At> places) {
    readings.add(
        new ResourceReading(
            sort,
            cluster,
            clusterName,
            name.namespace(),
            name.name(),
            found.level(),
            found.reason(),
            found.percent(),
            found.since(),
            told.asOf(),
            places));
  }
}
