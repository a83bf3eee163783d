package dev.slipway.health;

import dev.slipway.clusters.WorkloadKind;
import dev.slipway.clusters.resources.ClusterResources;
import dev.slipway.clusters.resources.ClusterResources.Certificate;
import dev.slipway.clusters.resources.ClusterResources.Claim;
import dev.slipway.clusters.resources.ClusterResources.Name;
import dev.slipway.clusters.resources.ClusterResources.Route;
import dev.slipway.clusters.resources.ClusterResources.Template;
import dev.slipway.clusters.resources.ClusterResources.Usage;
import dev.slipway.clusters.resources.ClusterResources.Way;
import dev.slipway.clusters.resources.ResourceKind;
import dev.slipway.health.AlertLine.At;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Judges what one cluster told, and lays it beside the services that need it: an autoscaler beside
/// what it scales, a quota beside all of its namespace, a volume beside what mounts it, a Service
/// beside what it selects, an Ingress beside what is behind its Services, a certificate beside what
/// is behind the Ingresses that serve with it, a node beside what runs on it.
final class ResourceJudge {

  private final ClusterResources told;
  private final String cluster;
  private final String clusterName;
  private final Placed placed;
  private final Measured measured;
  private final EndpointRules.Sight sight;
  private final Map<String, List<Template>> templates = new HashMap<>();
  private final Map<Name, Way> services = new HashMap<>();
  private final List<ResourceReading> readings = new ArrayList<>();

  private ResourceJudge(
      ClusterResources told, String cluster, String clusterName, Placed placed, Measured measured) {
    this.told = told;
    this.cluster = cluster;
    this.clusterName = clusterName;
    this.placed = placed;
    this.measured = measured;
    this.sight =
        new EndpointRules.Sight(
            isWhole(ResourceKind.ENDPOINTS), tellsAllWorkloads(), isWhole(ResourceKind.SERVICE));
    told.templates()
        .forEach(one ->
            templates.computeIfAbsent(one.name().namespace(), _ -> new ArrayList<>()).add(one));
    told.services().forEach(one -> services.put(one.name(), one));
  }

  static List<ResourceReading> readings(
      ClusterResources told, String cluster, String clusterName, Placed placed, Measured measured) {
    return new ResourceJudge(told, cluster, clusterName, placed, measured).judged();
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
    told.certificates().forEach(this::certificate);
    hosts();
    told.nodes()
        .forEach(one ->
            add(
                ResourceSort.NODE,
                new Name("", one.name()),
                NodeRules.of(one, told.nodeUsage().get(one.name()), told.asOf()),
                sorted(placed.nodes().getOrDefault(one.name(), Set.of()))));
    usage();
    PodRules.of(told.pods(), told.asOf())
        .forEach(one ->
            add(
                ResourceSort.POD,
                one.name(),
                one.finding(),
                sorted(
                    one.pods().stream()
                        .flatMap(pod -> Stream.ofNullable(placed.pods().get(pod)))
                        .toList())));
    return List.copyOf(readings);
  }

  private void claim(Claim claim) {
    var by = in(claim.name()).filter(one -> one.mounts(claim.name().name())).toList();
    add(
        ResourceSort.VOLUME,
        claim.name(),
        VolumeRules.of(claim, mounted(by), measured.fills().get(claim.name()), told.asOf()),
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
    add(
        ResourceSort.INGRESS,
        ingress.name(),
        EndpointRules.of(ingress, services, sight),
        places(behind(ingress).toList()));
  }

  private Stream<Template> behind(Route ingress) {
    return ingress.backends().stream()
        .map(backend -> services.get(new Name(ingress.name().namespace(), backend.service())))
        .flatMap(service -> service == null ? Stream.of() : behind(service).stream());
  }

  private void hosts() {
    Map<Name, Set<At>> places = new TreeMap<>(Comparator.comparing(Name::toString));
    for (var ingress : told.ingresses()) {
      for (var host : ingress.secured()) {
        places
            .computeIfAbsent(new Name(ingress.name().namespace(), host), _ -> new LinkedHashSet<>())
            .addAll(places(behind(ingress).toList()));
      }
    }
    places.forEach((host, of) -> {
      var handshake = measured.hosts().get(host.name());
      if (handshake != null) {
        add(
            ResourceSort.HOST,
            host,
            HostRules.of(handshake, told.asOf()),
            sorted(of),
            handshake.at());
      }
    });
  }

  /// It concerns whoever is behind an Ingress that serves with it.
  private void certificate(Certificate certificate) {
    var behind =
        told.ingresses().stream()
            .filter(one -> one.name().namespace().equals(certificate.name().namespace()))
            .filter(one -> one.secrets().contains(certificate.secret()))
            .flatMap(this::behind)
            .toList();
    add(
        ResourceSort.CERTIFICATE,
        certificate.name(),
        CertificateRules.of(certificate, told.asOf()),
        places(behind));
  }

  /// Of workloads on which services are placed: whose pod another one is, only the watch knows.
  private void usage() {
    if (!told.of(ResourceKind.POD_USAGE).isSome()) {
      return;
    }
    Map<At, List<Usage>> byPlace = new HashMap<>();
    for (var usage : told.podUsage()) {
      var at = placed.pods().get(usage.name());
      if (at != null) {
        byPlace.computeIfAbsent(at, _ -> new ArrayList<>()).add(usage);
      }
    }
    for (var template : told.templates()) {
      var at = placed.workloads().get(new Placed.Workload(template.kind(), template.name()));
      if (at != null && template.replicas() > 0) {
        add(
            ResourceSort.USAGE,
            template.name(),
            UsageRules.of(template, byPlace.getOrDefault(at, List.of()), told.asOf()),
            List.of(at));
      }
    }
  }

  private Stream<Template> in(Name object) {
    return templates.getOrDefault(object.namespace(), List.of()).stream();
  }

  private List<At> scaled(String kind, Name target) {
    return Stream.of(WorkloadKind.values())
        .filter(one -> one.kubernetes().equals(kind))
        .flatMap(one -> Stream.ofNullable(placed.workloads().get(new Placed.Workload(one, target))))
        .toList();
  }

  private List<At> inNamespace(String namespace) {
    return sorted(
        placed.workloads().entrySet().stream()
            .filter(each -> each.getKey().name().namespace().equals(namespace))
            .map(Map.Entry::getValue)
            .toList());
  }

  private static List<At> sorted(Collection<At> places) {
    return places.stream().distinct().sorted(Comparator.comparing(At::path)).toList();
  }

  private List<At> places(Collection<Template> some) {
    return some.stream()
        .flatMap(one ->
            Stream.ofNullable(placed.workloads().get(new Placed.Workload(one.kind(), one.name()))))
        .distinct()
        .toList();
  }

  private void add(ResourceSort sort, Name name, ResourceFinding found, List<At> places) {
    add(sort, name, found, places, told.asOf());
  }

  private void add(
      ResourceSort sort, Name name, ResourceFinding found, List<At> places, Instant asOf) {
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
            asOf,
            places,
            found.felt()));
  }
}
