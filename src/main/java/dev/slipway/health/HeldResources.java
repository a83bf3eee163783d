package dev.slipway.health;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.ClusterView;
import dev.slipway.clusters.LiveWorkloads;
import dev.slipway.clusters.Placements;
import dev.slipway.clusters.WorkloadState;
import dev.slipway.clusters.resources.ClusterResources;
import dev.slipway.clusters.resources.ClusterResources.Name;
import dev.slipway.clusters.resources.ClusterResources.Route;
import dev.slipway.clusters.resources.ResourceKind;
import dev.slipway.clusters.resources.Told;
import dev.slipway.health.AlertLine.At;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What each cluster last told of what stands around its workloads, judged, and why it told nothing
/// since. Every replica asks for itself, as it watches for itself.
@Component
class HeldResources {

  /// Older than this, what was told says nothing of now
  /// (`docs/adr/026-what-stands-around-workloads.md`).
  static final Duration BELIEVED = Duration.ofMinutes(5);

  private static final Comparator<ResourceReading> WORST_FIRST =
      Comparator.comparing(ResourceReading::level)
          .thenComparing(
              ResourceReading::percent, Comparator.nullsFirst(Comparator.<Integer>naturalOrder()))
          .reversed()
          .thenComparing(ResourceReading::cluster)
          .thenComparing(ResourceReading::namespace)
          .thenComparing(ResourceReading::sort)
          .thenComparing(ResourceReading::name);

  private final Services services;
  private final Environments environments;
  private final Placements placements;
  private final LiveWorkloads workloads;
  private final HeldVolumes volumes;
  private final ServedCertificates served;
  private final Clock clock;
  private final Map<ClusterId, Held> held = new ConcurrentHashMap<>();

  HeldResources(
      Services services,
      Environments environments,
      Placements placements,
      LiveWorkloads workloads,
      HeldVolumes volumes,
      ServedCertificates served,
      Clock clock) {
    this.services = services;
    this.environments = environments;
    this.placements = placements;
    this.workloads = workloads;
    this.volumes = volumes;
    this.served = served;
    this.clock = clock;
  }

  /// @param asOf null before the cluster ever told
  private record Held(
      String slug,
      String name,
      List<ResourceReading> readings,
      @Nullable Instant asOf,
      String trouble,
      Map<ResourceKind, Told> told) {}

  /// Takes what a cluster told.
  ///
  /// @return whether people read something else now
  boolean told(ClusterView cluster, ClusterResources resources) {
    var next =
        new Held(
            cluster.slug(),
            cluster.name(),
            ResourceJudge.readings(
                resources,
                cluster.slug(),
                cluster.name(),
                placed(cluster.id()),
                new Measured(
                    Fills.in(cluster.id(), volumes.now(), placements.all(), clock.instant()),
                    served.shown())),
            resources.asOf(),
            "",
            resources.told());
    served.want(
        cluster.slug(),
        resources.ingresses().stream()
            .collect(
                Collectors.toMap(
                    Route::name,
                    one -> one.secured().stream().filter(host -> !host.contains("*")).toList(),
                    (one, _) -> one)));
    var before = held.put(cluster.id(), next);
    return before == null || !said(before).equals(said(next));
  }

  /// Takes that a cluster told nothing; what it told before stays, with its age.
  boolean silent(ClusterView cluster, String why) {
    var before = held.get(cluster.id());
    held.put(
        cluster.id(),
        before == null
            ? new Held(cluster.slug(), cluster.name(), List.of(), null, why, Map.of())
            : new Held(
                cluster.slug(), cluster.name(), before.readings, before.asOf, why, before.told));
    return before == null || !before.trouble.equals(why);
  }

  void keepOnly(Set<ClusterId> clusters) {
    held.keySet().retainAll(clusters);
    served.keepOnly(held.values().stream().map(Held::slug).collect(Collectors.toSet()));
  }

  ResourceBoard board() {
    var now = clock.instant();
    return new ResourceBoard(
        held.values().stream().flatMap(one -> believed(one, now)).sorted(WORST_FIRST).toList(),
        held.values().stream()
            .map(this::teller)
            .sorted(Comparator.comparing(ResourceBoard.Teller::name))
            .toList());
  }

  /// What makes services degraded now, by place.
  Map<At, List<StatusFact>> facts() {
    var now = clock.instant();
    Map<At, List<StatusFact>> facts = new HashMap<>();
    for (var one : held.values()) {
      // A handshake is older than its cluster's word, and holds for as long as that does.
      var believed = one.asOf != null && isBelieved(one.asOf, now);
      one.readings.stream()
          .filter(ResourceReading::felt)
          .forEach(reading ->
              ResourceFacts.of(reading, believed)
                  .forEach(
                      (at, fact) -> facts.computeIfAbsent(at, _ -> new ArrayList<>()).add(fact)));
    }
    return facts;
  }

  private static Stream<ResourceReading> believed(Held one, Instant now) {
    var asOf = one.asOf;
    if (asOf == null || isBelieved(asOf, now)) {
      return one.readings.stream();
    }
    return one.readings.stream()
        .map(reading -> reading.lost("Its cluster told this too long ago to be believed."));
  }

  private static boolean isBelieved(Instant asOf, Instant now) {
    return Duration.between(asOf, now).compareTo(BELIEVED) <= 0;
  }

  private ResourceBoard.Teller teller(Held one) {
    return new ResourceBoard.Teller(
        one.slug,
        one.name,
        one.asOf,
        one.trouble,
        Stream.concat(
                whys(
                    one.told, state -> state != Told.State.ALL && state != Told.State.NOT_INSTALLED)
                    .stream(),
                Stream.of(served.unwatched(one.slug)).filter(words -> !words.isEmpty()))
            .toList(),
        whys(one.told, state -> state == Told.State.NOT_INSTALLED));
  }

  private static List<String> whys(Map<ResourceKind, Told> told, Predicate<Told.State> which) {
    return told.entrySet().stream()
        .filter(each -> which.test(each.getValue().state()))
        .sorted(Map.Entry.comparingByKey())
        .map(each -> each.getValue().why())
        .toList();
  }

  /// What people read of it, but for how old it is.
  private static List<Object> said(Held one) {
    return Stream.<Object>concat(
            one.readings.stream()
                .map(reading ->
                    List.of(reading.key(), reading.level(), reading.reason(), reading.places())),
            Stream.of(one.trouble, one.told))
        .toList();
  }

  private Placed placed(ClusterId cluster) {
    var byId =
        services.all().stream().collect(Collectors.toMap(ServiceView::id, Function.identity()));
    var stages =
        environments.all().stream()
            .collect(Collectors.toMap(EnvironmentView::id, Function.identity()));
    Map<Placed.Workload, At> placed = new HashMap<>();
    Map<Name, At> pods = new HashMap<>();
    Map<String, Set<At>> nodes = new HashMap<>();
    for (var placement : placements.all()) {
      var service = byId.get(placement.service());
      var environment = stages.get(placement.environment());
      var workload = placement.workload();
      if (service == null || environment == null || !workload.cluster().equals(cluster)) {
        continue;
      }
      var at = new At(service.slug(), environment.slug());
      var namespace = workload.namespace();
      placed.put(new Placed.Workload(workload.kind(), new Name(namespace, workload.name())), at);
      for (var pod : workloads.state(workload).map(WorkloadState::pods).orElse(List.of())) {
        pods.put(new Name(namespace, pod.name()), at);
        var node = pod.node();
        if (node != null) {
          nodes.computeIfAbsent(node, _ -> new HashSet<>()).add(at);
        }
      }
    }
    return new Placed(placed, pods, nodes);
  }
}
