package dev.slipway.home.web;

import dev.slipway.clusters.Owner;
import dev.slipway.home.Observed;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A workload as `GET /api/v1/workloads` answers it.
///
/// @param asOf last proof of the cluster that this is so
/// @param stale whether it is only what was last seen
record WorkloadItem(
    String service,
    String environment,
    String cluster,
    String namespace,
    String kind,
    String name,
    VersionItem version,
    Replicas replicas,
    String rollout,
    String health,
    String reason,
    List<OwnerItem> owners,
    @Nullable Instant asOf,
    boolean stale) {

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// What runs.
  record VersionItem(String image, String tag, @Nullable String digest) {

    static VersionItem of(Observed observed) {
      var version = observed.version();
      return new VersionItem(version.image(), version.tag(), version.digest());
    }
  }

  /// Unknown is null, never 0.
  record Replicas(
      @Nullable Integer desired,
      @Nullable Integer ready,
      @Nullable Integer updated,
      @Nullable Integer available) {}

  /// Somebody else who writes it.
  record OwnerItem(String kind, String name, boolean selfHealing) {

    static OwnerItem of(Owner owner) {
      return new OwnerItem(word(owner.kind()), owner.name(), owner.selfHealing());
    }
  }
}
