package dev.slipway.clusters;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What the portal's account may do on a cluster, as its API server says of it
/// (SelfSubjectAccessReview). No proof of what happens later: quotas and webhooks are not asked,
/// and a right may end at any time.
///
/// @param account the name by which the API server knows it
/// @param asked all rights that were asked for: those of kinds that the cluster has
/// @param missing those that it has not in every namespace
/// @param inNamespaces of those, the ones that it has in a namespace; only namespaces in which
///   services are placed were asked about
public record ClusterRights(
    String account,
    Instant asOf,
    List<Right> asked,
    List<Right> missing,
    Map<String, List<Right>> inNamespaces) {

  /// What rights are for. Each is a ClusterRole of its own, so that one can be granted and another
  /// not.
  public enum Area {
    READ("Read"),
    LOGS("Logs"),
    DEPLOY("Deploy"),
    SCALE("Scale"),
    AUTOSCALER("Autoscaler"),
    TRAFFIC("Traffic"),
    VERIFY("Smoke tests"),
    BACKUP("Backup"),
    VELERO("Backup by Velero");

    private final String label;

    Area(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  /// One verb on one resource, such as `patch` on `deployments` of group `apps`.
  public record Right(Area area, String group, String resource, String verb) {

    public String words() {
      return verb + " " + resource + (group.isEmpty() ? "" : "." + group);
    }

    boolean is(String otherGroup, String otherResource, String otherVerb) {
      return group.equals(otherGroup) && resource.equals(otherResource) && verb.equals(otherVerb);
    }
  }

  /// The rights of a cluster have been asked for, and are others than before.
  public record Changed(ClusterId cluster) {}

  /// How it stands with one area.
  ///
  /// @param asked how many rights belong to it alone
  /// @param missing those that it has not in every namespace
  public record Standing(Area area, int asked, List<Right> missing) {

    /// Whether none of it is there; what another area reads as well does not count.
    public boolean lacksAll() {
      return missing.size() == asked;
    }

    public boolean isWhole() {
      return missing.isEmpty();
    }
  }

  public List<Standing> standings() {
    Map<Area, List<Right>> byArea = new EnumMap<>(Area.class);
    Map<Area, Integer> counts = new EnumMap<>(Area.class);
    for (var right : asked) {
      counts.merge(right.area(), isReadElsewhere(right) ? 0 : 1, Integer::sum);
    }
    for (var right : missing) {
      byArea.computeIfAbsent(right.area(), _ -> new ArrayList<>()).add(right);
    }
    List<Standing> standings = new ArrayList<>();
    counts.forEach((area, count) ->
        standings.add(new Standing(area, count, byArea.getOrDefault(area, List.of()))));
    return standings;
  }

  private boolean isReadElsewhere(Right right) {
    return right.area() != Area.READ
        && asked.stream()
            .anyMatch(other ->
                other.area() == Area.READ
                    && other.is(right.group(), right.resource(), right.verb()));
  }

  /// Namespaces in which services are placed and in which it has all that it lacks elsewhere.
  public List<String> namespacesOf(Standing standing) {
    return inNamespaces.entrySet().stream()
        .filter(entry -> entry.getValue().containsAll(standing.missing()))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /// Whether the cluster said that this may not be done in the namespace. What was not asked is not
  /// refused.
  boolean refuses(String group, String resource, String verb, String namespace) {
    var held = inNamespaces.get(namespace);
    return held != null
        && missing.stream().anyMatch(right -> right.is(group, resource, verb))
        && held.stream().noneMatch(right -> right.is(group, resource, verb));
  }
}
