package dev.slipway.backups;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.ServiceId;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.clusters.ClusterId;
import dev.slipway.clusters.Placement;
import dev.slipway.clusters.Placements;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Which services a source protects. People's word counts; without it, what the objects have in
/// common: namespaces and labels for Velero, a name, a claim or a label for the others.
@Component
class Attachment {

  /// Words of a CronJob's name that do not name what it copies.
  private static final Set<String> EMPTY_WORDS =
      Set.of(
          "backup",
          "backups",
          "bak",
          "dump",
          "mysqldump",
          "mongodump",
          "pgdump",
          "daily",
          "nightly",
          "weekly",
          "hourly",
          "monthly",
          "full",
          "job",
          "cron",
          "cronjob",
          "scheduled",
          "to",
          "s3");

  private final Placements placements;
  private final Services services;
  private final Environments environments;

  Attachment(Placements placements, Services services, Environments environments) {
    this.placements = placements;
    this.services = services;
    this.environments = environments;
  }

  /// What is placed on a cluster, once for all sources of a page.
  Map<ClusterId, List<Placement>> placed() {
    return placements.all().stream()
        .collect(Collectors.groupingBy(placement -> placement.workload().cluster()));
  }

  /// The services, by slug.
  List<ServiceView> of(
      SourceRow source, Map<ClusterId, List<Placement>> placed, List<Store> stores) {
    var byHand = source.services();
    var found =
        byHand != null
            ? byHand.stream().map(id -> services.byId(new ServiceId(id)))
            : byRule(source, placed, stores).stream().map(at -> services.byId(at.service()));
    return distinct(found.flatMap(Optional::stream));
  }

  /// The services whose owners have a say in what becomes of a source, by slug: those that it
  /// protects and, of Velero, whatever else runs in its namespaces. It copies them and puts them
  /// back whatever people say it is for.
  List<ServiceView> concerned(
      SourceRow source, Map<ClusterId, List<Placement>> placed, List<Store> stores) {
    var protects = of(source, placed, stores);
    return source.kind() == BackupKind.VELERO
        ? distinct(Stream.concat(protects.stream(), running(near(source, placed))))
        : protects;
  }

  /// The services that run beside a source, by slug; none beside what is only told of.
  List<ServiceView> beside(SourceRow source, Map<ClusterId, List<Placement>> placed) {
    return source.cluster() == null ? List.of() : distinct(running(near(source, placed)));
  }

  private Stream<ServiceView> running(List<Placement> placements) {
    return placements.stream().flatMap(placement -> service(placement).stream());
  }

  private static List<ServiceView> distinct(Stream<ServiceView> found) {
    return found.distinct().sorted(Comparator.comparing(ServiceView::slug)).toList();
  }

  /// The environments whose stores it copies, lowest first.
  List<EnvironmentView> environments(
      SourceRow source, Map<ClusterId, List<Placement>> placed, List<ServiceView> of) {
    return copied(source, placed, of).stream()
        .map(placement -> environments.byId(placement.environment()))
        .flatMap(Optional::stream)
        .distinct()
        .sorted(Comparator.comparingInt(EnvironmentView::rank))
        .toList();
  }

  /// Where the services run that it copies.
  static List<Placement> copied(
      SourceRow source, Map<ClusterId, List<Placement>> placed, List<ServiceView> of) {
    var ids = of.stream().map(ServiceView::id).collect(Collectors.toSet());
    return near(source, placed).stream()
        .filter(placement -> ids.contains(placement.service()))
        .toList();
  }

  private static boolean isNear(SourceRow source, Placement placement) {
    var namespace = placement.workload().namespace();
    return source.kind() == BackupKind.VELERO
        ? source.facts().covers(namespace)
        : source.cluster() == null || source.namespace().equals(namespace);
  }

  private static List<Placement> on(SourceRow source, Map<ClusterId, List<Placement>> placed) {
    var cluster = source.cluster();
    return cluster == null
        ? placed.values().stream().flatMap(List::stream).toList()
        : placed.getOrDefault(cluster, List.of());
  }

  private static List<Placement> near(SourceRow source, Map<ClusterId, List<Placement>> placed) {
    return on(source, placed).stream().filter(placement -> isNear(source, placement)).toList();
  }

  private static List<Placement> byRule(
      SourceRow source, Map<ClusterId, List<Placement>> placed, List<Store> stores) {
    var near = near(source, placed);
    return switch (source.kind()) {
      case DECLARED -> List.of();
      case VELERO -> selected(near, stores, source.facts());
      case CNPG -> named(near, source.facts().target());
      case SNAPSHOT -> mounting(near, stores, source.facts().claims());
      case CRON_JOB -> {
        var found = named(near, copied(source.name()));
        if (found.isEmpty()) {
          found = mounting(near, stores, source.facts().claims());
        }
        // The least of the three: a chart gives the same name to all that it brings.
        yield found.isEmpty()
            ? near.stream().filter(at -> isCalled(at, source.facts().target())).toList()
            : found;
      }
    };
  }

  private static boolean isCalled(Placement placement, String name) {
    return placement.workload().name().equals(name);
  }

  /// What is copied of all that runs there. Of what keeps no data nobody asks for its labels, so
  /// where labels narrow a copy, only stores are protected by it.
  private static List<Placement> selected(
      List<Placement> near, List<Store> stores, SourceFacts facts) {
    if (facts.selectors().isEmpty()) {
      return near;
    }
    var copied = stores.stream().filter(store -> facts.selects(store.labels())).toList();
    return near.stream()
        .filter(placement -> copied.stream().anyMatch(store -> isOn(placement, store)))
        .toList();
  }

  /// What a name says that it copies: `mysql-backup` is of `mysql`.
  static String copied(String name) {
    return Arrays.stream(name.split("[-_.]", -1))
        .filter(word -> !EMPTY_WORDS.contains(word))
        .collect(Collectors.joining("-"));
  }

  private static List<Placement> named(List<Placement> near, String name) {
    if (name.isEmpty()) {
      return List.of();
    }
    var same = near.stream().filter(at -> at.workload().name().equals(name)).toList();
    return same.isEmpty()
        ? near.stream().filter(at -> at.workload().name().startsWith(name + "-")).toList()
        : same;
  }

  private static List<Placement> mounting(
      List<Placement> near, List<Store> stores, List<String> claims) {
    List<Placement> found = new ArrayList<>();
    for (var store : stores) {
      if (claims.stream().anyMatch(store::mounts)) {
        near.stream().filter(placement -> isOn(placement, store)).forEach(found::add);
      }
    }
    return found;
  }

  /// Whether a store is the workload of a placement.
  static boolean isOn(Placement placement, Store store) {
    var workload = placement.workload();
    return workload.namespace().equals(store.namespace())
        && workload.name().equals(store.name())
        && workload.kind().kubernetes().equals(store.kind());
  }

  Optional<ServiceView> service(Placement placement) {
    return services.byId(placement.service());
  }

  Optional<EnvironmentView> environment(Placement placement) {
    return environments.byId(placement.environment());
  }

  /// The services of these ids that there are, in any order.
  Set<UUID> known(Stream<UUID> ids) {
    return ids.filter(Objects::nonNull)
        .filter(id -> services.byId(new ServiceId(id)).isPresent())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
