package dev.slipway.home.web;

import org.jspecify.annotations.Nullable;

/// What a person typed about a placement.
///
/// @param seen where it ran as the form was opened, as `cluster/namespace/KIND/name/container`;
///   empty where that is not known
/// @param reason why a placement is changed; a new one needs none
/// @param anyway `true` if the workload is meant though the cluster does not have it yet
record PlacementForm(
    String service,
    String environment,
    String cluster,
    String namespace,
    String kind,
    String name,
    String container,
    String seen,
    String reason,
    String anyway) {

  PlacementForm(
      @Nullable String service,
      @Nullable String environment,
      @Nullable String cluster,
      @Nullable String namespace,
      @Nullable String kind,
      @Nullable String name,
      @Nullable String container,
      @Nullable String seen,
      @Nullable String reason,
      @Nullable String anyway) {
    this.service = text(service);
    this.environment = text(environment);
    this.cluster = text(cluster);
    this.namespace = text(namespace);
    this.kind = text(kind);
    this.name = text(name);
    this.container = text(container);
    this.seen = text(seen);
    this.reason = text(reason);
    this.anyway = text(anyway);
  }

  /// Whether a workload that is not there yet is meant.
  public boolean comesLater() {
    return anyway.equals("true");
  }

  /// The same workload for the service and environment of another form.
  PlacementForm within(PlacementForm other) {
    return new PlacementForm(
        other.service,
        other.environment,
        cluster,
        namespace,
        kind,
        name,
        container,
        seen,
        reason,
        anyway);
  }

  /// The same with the workload that a button of the list names, as
  /// `cluster/namespace/KIND/name/container`; unchanged where it names none.
  PlacementForm taking(String look) {
    var named = look.split("/", -1);
    return named.length < 5
        ? this
        : new PlacementForm(
            service,
            environment,
            named[0],
            named[1],
            named[2],
            named[3],
            named[4],
            seen,
            reason,
            anyway);
  }

  /// The same, for somebody who has been told where it runs now.
  PlacementForm seen(PlacementForm now) {
    return new PlacementForm(
        service, environment, cluster, namespace, kind, name, container, now.seen, reason, anyway);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value.strip();
  }
}
