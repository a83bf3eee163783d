package dev.slipway.backups;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.ServiceView;
import dev.slipway.clusters.BackupObjects;
import dev.slipway.clusters.BackupObjects.Kind;
import dev.slipway.clusters.Placement;
import dev.slipway.plans.spi.Action.Touched;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a plan about a source stands: on one workload that it copies, whose environment's rules
/// hold for the plan.
///
/// @param touched every service that it copies, each where
/// @param namespaces in which these run, by name, each with the services there by slug
record BackupSeat(
    SourceRow source,
    Placement placement,
    ServiceView service,
    EnvironmentView environment,
    List<Touched> touched,
    Map<String, List<String>> namespaces) {

  /// The object that makes the backups; null where no cluster has one.
  static BackupObjects.@Nullable Ref ref(SourceRow source) {
    var cluster = source.cluster();
    var kind = kind(source.kind());
    return cluster == null || kind == null
        ? null
        : new BackupObjects.Ref(cluster, kind, source.namespace(), source.name());
  }

  private static @Nullable Kind kind(BackupKind kind) {
    return switch (kind) {
      case CRON_JOB -> Kind.CRON_JOB;
      case VELERO -> Kind.VELERO_SCHEDULE;
      case CNPG -> Kind.CNPG_SCHEDULE;
      case SNAPSHOT, DECLARED -> null;
    };
  }
}
