package dev.slipway.onboarding;

import dev.slipway.catalog.ServiceView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Gives every new workload a slug that nobody else has: its own name, or its system's in front
/// where several systems own a `redis`. A service of the same system that does not run in that
/// environment yet takes the workload as its own.
final class ServiceNames {

  private static final int LONGEST = 63;

  /// Whose slug it is: a service's, or of workloads seen before.
  private record Holder(String system, boolean known, Set<String> environments) {}

  private final Map<String, Holder> taken = new HashMap<>();

  ServiceNames(Estate estate) {
    Map<Object, Set<String>> environments = new HashMap<>();
    for (var placement : estate.everywhere()) {
      estate
          .environment(placement.environment())
          .ifPresent(environment ->
              environments
                  .computeIfAbsent(placement.service(), _ -> new HashSet<>())
                  .add(environment.slug()));
    }
    for (ServiceView service : estate.services()) {
      taken.put(
          service.slug(),
          new Holder(
              service.systemSlug(),
              true,
              environments.getOrDefault(service.id(), new HashSet<>())));
    }
  }

  Proposal take(String workload, String namespace, String system, String environment) {
    var cut =
        Stage.atTheEndOf(workload)
            .filter(
                end -> !end.rest().isEmpty() && Stage.of(environment).equals(Stage.of(end.word())))
            .map(Stage.Cut::rest)
            .orElse(workload);
    for (var name : wishes(Names.slug(cut), Names.slug(namespace), system)) {
      var holder = taken.get(name);
      if (holder == null) {
        taken.put(name, new Holder(system, false, new HashSet<>(Set.of(environment))));
        return Proposal.guessed(name, reason(name, cut, workload));
      }
      if (holder.system().equals(system) && holder.environments().add(environment)) {
        return Proposal.guessed(
            name,
            holder.known()
                ? "service of this name, not placed in this environment yet"
                : "the same service as in another environment");
      }
    }
    return new Proposal("", "every name that it suggests is taken", false);
  }

  private static String reason(String name, String cut, String workload) {
    if (!name.equals(Names.slug(cut))) {
      return "its name; " + Names.slug(cut) + " alone is taken";
    }
    return cut.equals(workload) ? "its name" : "its name without the stage";
  }

  private static List<String> wishes(String name, String namespace, String system) {
    var wishes = new ArrayList<String>();
    if (!name.isEmpty()) {
      wishes.add(name);
      if (!system.isEmpty()) {
        wishes.add(system + "-" + name);
      }
      wishes.add(namespace + "-" + name);
    }
    return wishes.stream().filter(wish -> wish.length() <= LONGEST).toList();
  }
}
