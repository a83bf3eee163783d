package dev.slipway.sandbox.kubernetes.model;

import java.util.List;
import java.util.Set;

/// One kind of object in one version of its group, as discovery shows it.
public record ResourceType(
    String group,
    String version,
    String plural,
    String singular,
    String kind,
    boolean namespaced,
    List<String> shortNames,
    List<String> categories,
    Set<String> subresources) {

  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /// What the objects are stored under: the same for all versions of the kind, and for both event
  /// groups.
  public String id() {
    return group.isEmpty() || kind.equals("Event") ? plural : plural + "." + group;
  }

  /// The name of the resource in messages, such as `deployments.apps`.
  public String qualified() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  public boolean has(String subresource) {
    return subresources.contains(subresource);
  }

  public boolean custom() {
    return !ResourceTypes.builtIn(group);
  }
}
