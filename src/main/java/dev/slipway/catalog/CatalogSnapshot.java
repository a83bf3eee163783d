package dev.slipway.catalog;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The whole catalog at one revision, in memory: systems and services by slug, environments by
/// rank.
record CatalogSnapshot(
    long revision,
    List<SystemView> systems,
    List<EnvironmentView> environments,
    List<ServiceView> services,
    Map<String, ServiceView> serviceBySlug,
    Map<ServiceId, ServiceView> serviceById,
    Map<ServiceId, List<ServiceView>> dependencies,
    Map<ServiceId, List<ServiceView>> dependents) {

  static final CatalogSnapshot EMPTY = of(-1, List.of(), List.of(), List.of(), List.of());

  static CatalogSnapshot of(
      long revision,
      List<SystemView> systems,
      List<EnvironmentView> environments,
      List<ServiceView> services,
      List<Dependency> edges) {
    Map<ServiceId, ServiceView> byId =
        services.stream().collect(toUnmodifiableMap(ServiceView::id, Function.identity()));
    return new CatalogSnapshot(
        revision,
        systems.stream().sorted(Comparator.comparing(SystemView::slug)).toList(),
        environments.stream().sorted(byRank()).toList(),
        services.stream().sorted(Comparator.comparing(ServiceView::slug)).toList(),
        services.stream().collect(toUnmodifiableMap(ServiceView::slug, Function.identity())),
        byId,
        grouped(edges, Dependency::service, Dependency::on, byId),
        grouped(edges, Dependency::on, Dependency::service, byId));
  }

  static Comparator<EnvironmentView> byRank() {
    return Comparator.comparingInt(EnvironmentView::rank).thenComparing(EnvironmentView::slug);
  }

  private static Map<ServiceId, List<ServiceView>> grouped(
      List<Dependency> edges,
      Function<Dependency, ServiceId> from,
      Function<Dependency, ServiceId> to,
      Map<ServiceId, ServiceView> byId) {
    Map<ServiceId, List<ServiceView>> found = new HashMap<>();
    for (var edge : edges) {
      var end = byId.get(to.apply(edge));
      if (end != null) {
        found.computeIfAbsent(from.apply(edge), _ -> new ArrayList<>()).add(end);
      }
    }
    found.values().forEach(list -> list.sort(Comparator.comparing(ServiceView::slug)));
    return found;
  }

  /// One service needs another.
  record Dependency(ServiceId service, ServiceId on) {}
}
