package dev.slipway.health;

import dev.slipway.clusters.resources.ClusterResources.Name;
import dev.slipway.clusters.resources.ClusterResources.Route;
import dev.slipway.clusters.resources.ClusterResources.Template;
import dev.slipway.clusters.resources.ClusterResources.Way;
import dev.slipway.kernel.Plural;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether anybody answers behind a Service, and whether an Ingress leads to Services that exist. A
/// selector that matches nothing is an outage that no API reports.
final class EndpointRules {

  /// What was just made gets its pods in this time.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private EndpointRules() {}

  /// What the judge knows besides the objects.
  ///
  /// @param endpoints whether all endpoints were told
  /// @param templates whether all workloads were
  /// @param services whether all Services were
  record Sight(boolean endpoints, boolean templates, boolean services) {}

  /// @param behind workloads whose pods it selects
  static ResourceFinding of(Way service, List<Template> behind, Sight sight, Instant now) {
    if (!sight.endpoints()) {
      return ResourceFinding.of(
          ResourceLevel.UNKNOWN, "Which endpoints are behind it, the cluster did not tell.");
    }
    if (service.ready() == 0 && !isYoung(service.createdAt(), now)) {
      return nobody(service, behind, sight);
    }
    var told =
        service.ready() == 0
            ? "It was just made; nobody is behind it yet."
            : "%d of %s ready.".formatted(service.ready(), Plural.of(service.all(), "endpoint"));
    if (service.type().equals("LoadBalancer")
        && service.outside().isEmpty()
        && !isYoung(service.createdAt(), now)) {
      return new ResourceFinding(
          ResourceLevel.WARNING,
          told + " No load balancer has given it an address, so nobody outside reaches it.",
          null,
          service.createdAt());
    }
    return ResourceFinding.of(
        ResourceLevel.OK,
        service.outside().isEmpty()
            ? told
            : told + " Outside at " + String.join(", ", service.outside()) + ".");
  }

  private static ResourceFinding nobody(Way service, List<Template> behind, Sight sight) {
    if (service.selector().isEmpty()) {
      return ResourceFinding.of(
          ResourceLevel.WARNING,
          "Nobody is behind it: it selects no pods, and nobody else keeps its endpoints.");
    }
    if (behind.isEmpty()) {
      return sight.templates()
          ? ResourceFinding.of(
              ResourceLevel.CRITICAL,
              "Nobody is behind it: no workload has pods with %s. Every call fails."
                  .formatted(labels(service.selector())))
          : ResourceFinding.of(
              ResourceLevel.CRITICAL, "No ready pod is behind it. Every call fails.");
    }
    if (behind.stream().allMatch(template -> template.replicas() == 0)) {
      return ResourceFinding.of(
          ResourceLevel.WARNING, "Nobody is behind it: its workload is scaled to 0.");
    }
    return ResourceFinding.of(
        ResourceLevel.CRITICAL,
        service.all() == 0
            ? "Its workload has no pods yet. Every call fails."
            : service.all() == 1
                ? "Its only endpoint is not ready. Every call fails."
                : "None of its %d endpoints is ready. Every call fails.".formatted(service.all()));
  }

  private static String labels(Map<String, String> selector) {
    return selector.entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .sorted()
        .reduce((one, other) -> one + ", " + other)
        .orElse("");
  }

  private static boolean isYoung(@Nullable Instant made, Instant now) {
    return made != null && Duration.between(made, now).compareTo(PATIENCE) < 0;
  }

  /// @param services those of its namespace and others, by name
  static ResourceFinding of(Route ingress, Map<Name, Way> services, Sight sight) {
    var namespace = ingress.name().namespace();
    if (!sight.services()) {
      return ResourceFinding.of(
          ResourceLevel.UNKNOWN, "Whether its Services exist, the cluster did not tell.");
    }
    var missing =
        ingress.backends().stream()
            .filter(backend -> !services.containsKey(new Name(namespace, backend.service())))
            .map(backend -> "%s leads to Service %s".formatted(backend.path(), backend.service()))
            .distinct()
            .toList();
    if (!missing.isEmpty()) {
      return ResourceFinding.of(
          ResourceLevel.CRITICAL,
          "%s, which %s not exist. Calls to it fail."
              .formatted(String.join("; ", missing), Plural.word(missing.size(), "does", "do")));
    }
    var empty =
        !sight.endpoints()
            ? List.<String>of()
            : ingress.backends().stream()
                .map(backend -> services.get(new Name(namespace, backend.service())))
                .filter(service -> service != null && isEmpty(service))
                .map(service -> service.name().name())
                .distinct()
                .toList();
    if (!empty.isEmpty()) {
      return ResourceFinding.of(
          ResourceLevel.WARNING,
          "Nobody is ready behind Service %s.".formatted(String.join(", ", empty)));
    }
    var paths = Plural.of(ingress.backends().size(), "path");
    return ResourceFinding.of(
        ResourceLevel.OK,
        ingress.addresses().isEmpty()
            ? "%s; its controller names no address for it, which some never do.".formatted(paths)
            : "%s at %s.".formatted(paths, String.join(", ", ingress.addresses())));
  }

  private static boolean isEmpty(Way service) {
    return service.ready() == 0 && !service.type().equals("ExternalName");
  }
}
